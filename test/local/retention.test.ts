/** What the embedded runtime writes beside its tables stays within bounds. */
import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { startRetention, pruneTraces, traceBounds } from '../../infra/local/retention.ts';
import { readTrace } from '../../infra/local/traces.ts';

const DAY_MS = 86_400_000;
const now = Date.now();

/** A state directory with one trace an entry: days of age and bytes; the n-th belongs to the orchestration `o-n`. */
function withTraces(...traces: readonly (readonly [days: number, bytes: number])[]): string {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'arbiter-retention-'));
  const directory = path.join(stateDir, 'traces');
  mkdirSync(path.join(directory, 'orchestrations'), { recursive: true });
  traces.forEach(([days, bytes], index) => {
    const line = JSON.stringify({ spanId: 's', startMs: index, name: 'span' });
    for (const [file, text] of [
      [`${idOf(index)}.jsonl`, `${line}\n`.padEnd(bytes, '\n')],
      [path.join('orchestrations', `o-${index}`), idOf(index)],
    ] as const) {
      writeFileSync(path.join(directory, file), text);
      utimesSync(path.join(directory, file), new Date(now - days * DAY_MS), new Date(now - days * DAY_MS));
    }
  });
  return stateDir;
}

const idOf = (index: number): string => String(index).padStart(32, '0');

/** Numbers of the traces and of the index entries that are left. */
function left(stateDir: string): readonly (readonly number[])[] {
  const directory = path.join(stateDir, 'traces');
  const names = (folder: string, form: RegExp) => readdirSync(folder).flatMap((name) => (form.test(name) ? [Number(name.replace(/\D/gu, ''))] : []));
  return [names(directory, /\.jsonl$/u).toSorted(), names(path.join(directory, 'orchestrations'), /^o-/u).toSorted()];
}

it('traces older than two weeks are deleted with their index, the others can still be read', async () => {
  expect(traceBounds).toEqual({ days: 14, bytes: 200 * 1024 * 1024 });
  const stateDir = withTraces([20, 200], [13.9, 200], [14.1, 200], [0, 200]);
  await pruneTraces(path.join(stateDir, 'traces'), now);
  expect(left(stateDir)).toEqual([
    [1, 3],
    [1, 3],
  ]);
  expect(await readTrace(stateDir, 'o-1')).toHaveLength(1);
  expect(await readTrace(stateDir, 'o-0')).toBeUndefined();
});

it('the oldest are deleted until the rest is small enough', async () => {
  const stateDir = withTraces([1, 400], [3, 400], [2, 400], [0, 400]);
  await pruneTraces(path.join(stateDir, 'traces'), now, { days: 14, bytes: 1_000 });
  expect(left(stateDir)).toEqual([
    [0, 3],
    [0, 3],
  ]);
});

it('an index entry that was written just now stays, and no directory is nothing to do', async () => {
  const stateDir = withTraces([0, 200]);
  writeFileSync(path.join(stateDir, 'traces', 'orchestrations', 'o-7'), idOf(7));
  await pruneTraces(path.join(stateDir, 'traces'), now);
  expect(left(stateDir)).toEqual([[0], [0, 7]]);
  await pruneTraces(path.join(stateDir, 'no', 'traces'), now);
});

it('is looked after from the start of a runtime, however short it lives', async () => {
  const stateDir = withTraces([20, 200], [1, 200]);
  const end = startRetention(stateDir);
  for (const until = Date.now() + 10_000; left(stateDir)[1]?.length === 2 && Date.now() < until;) await sleep(10);
  end();
  expect(left(stateDir)).toEqual([[1], [1]]);
});

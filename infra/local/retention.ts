/** Keeps the traces and logs of a state directory within bounds: old traces are deleted, and the oldest when all are too much; a long log is put away. */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { openLogFile } from './log-file.ts';
import { tracesDirectory } from './traces.ts';

export interface TraceBounds {
  readonly days: number;
  readonly bytes: number;
}

/** Two weeks, as a console looks back; 200 MB are about 10,000 orchestrations. */
export const traceBounds: TraceBounds = { days: 14, bytes: 200 * 1024 * 1024 };

const HOUR_MS = 3_600_000;

/** Sweeps in the background, at once (a runtime for a single task lives for seconds) and each hour; returns what ends it. */
export function startRetention(stateDir: string, report: (problem: string) => void = () => undefined): () => void {
  let timer: NodeJS.Timeout | undefined;
  const sweep = (): void => {
    openLogFile(stateDir);
    pruneTraces(tracesDirectory(stateDir), Date.now()).catch((error: unknown) =>
      report(`old traces could not be deleted, this is tried again in an hour: ${String(error)}`),
    );
    timer = setTimeout(sweep, HOUR_MS).unref();
  };
  sweep();
  return () => clearTimeout(timer);
}

/** Deletes what is out of bounds at `now` (milliseconds since the epoch), oldest first, and the index entries that lead to nothing any more. */
export async function pruneTraces(directory: string, now: number, bounds: TraceBounds = traceBounds): Promise<void> {
  const files = await filesOf(directory);
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { file, bytes, changed } of files.toSorted((a, b) => a.changed - b.changed)) {
    if (changed >= now - bounds.days * 24 * HOUR_MS && total <= bounds.bytes) break;
    await rm(file, { force: true });
    total -= bytes;
  }
  const kept = new Set((await filesOf(directory)).map(({ file }) => path.basename(file, '.jsonl')));
  for (const { file, changed } of await filesOf(path.join(directory, 'orchestrations'))) {
    // One that was written just now may lead to a trace that was not there yet.
    if (changed < now - HOUR_MS && !kept.has(await readFile(file, 'utf8'))) await rm(file, { force: true });
  }
}

interface File {
  readonly file: string;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly changed: number;
}

/** The files of a directory; none when it is not there. */
async function filesOf(directory: string): Promise<readonly File[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw cause;
  });
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => path.join(directory, name));
  return Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return { file, bytes: size, changed: mtimeMs };
    }),
  );
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { evaluateRuntime, summaryOf, toRunTable } from '../../eval/runtime-eval.ts';
import { evalTasks } from '../../eval/tasks.ts';

it('the evaluation set is solved by the offline model on the embedded runtime, with the agents that it is to choose', async () => {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'arbiter-eval-'));
  const runs = await evaluateRuntime(evalTasks, { stateDir, choice: undefined, strict: true });
  rmSync(stateDir, { recursive: true, force: true });
  const failed = runs.filter(({ problem }) => problem !== undefined);
  expect(failed.length === 0 ? '' : toRunTable(failed, true)).toBe('');
  const { succeeded, turns, inputTokens } = summaryOf(runs);
  expect(succeeded).toBe(evalTasks.length);
  expect(succeeded).toBeGreaterThanOrEqual(25);
  expect(turns).toBeGreaterThan(2 * succeeded);
  expect(inputTokens).toBeGreaterThan(1_000 * succeeded);
  expect(toRunTable(runs.slice(0, 1), true)).toMatch(/^ +task[\s\S]*\nok +mean of a column[\s\S]*answer: [\s\S]*\n1 of 1 succeeded; 2 turns/u);
});

it('a cost that is not known is told as such, never as nothing', () => {
  const run = { task: 't', wording: 'w', answer: 'a', turns: 2, calls: [['calculator']], modelCalls: 2, inputTokens: 100, outputTokens: 10, seconds: 1 };
  const table = toRunTable(
    [
      { ...run, costUsd: null },
      { ...run, costUsd: 0.25 },
    ],
    false,
  );
  expect(table).toMatch(/unknown[\s\S]*0\.2500[\s\S]*2 of 2 succeeded; .*cost unknown \(--prices\)/u);
  expect(
    summaryOf([
      { ...run, costUsd: 0.25 },
      { ...run, costUsd: 0.25 },
    ]),
  ).toMatchObject({ succeeded: 2, costUsd: 0.5 });
});

it('"npm run eval" prints one object, and says what was wrong with how it was called', () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.resolve(import.meta.dirname, '../../eval/run.ts'), ...args], {
      encoding: 'utf8',
    });
  const one = run('--only', 'weekday', '--json');
  expect(JSON.parse(one.stdout)).toMatchObject({
    model: 'offline',
    summary: { runs: 1, succeeded: 1, turns: 2, modelCalls: 2 },
    runs: [{ task: 'weekday', calls: [['date-calculator']], answer: expect.stringContaining('Thursday') }],
  });
  expect(one.status).toBe(0);
  const wrong = run('--only', 'no such task');
  expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('no task has this in its name')]);
});

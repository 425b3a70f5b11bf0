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

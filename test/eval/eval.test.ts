import { expect, it } from 'vitest';
import { createOfflineModel } from '../../infra/local/model/offline-model.ts';
import { evaluate, toTable } from './eval.ts';
import { evalTasks } from './tasks.ts';

it('has at least 25 tasks with at least three wordings each', () => {
  expect(evalTasks.length).toBeGreaterThanOrEqual(25);
  expect(evalTasks.filter((task) => task.wordings.length < 3).map((task) => task.name)).toEqual([]);
});

it('is solved by the offline model in every wording', async () => {
  const scores = await evaluate(
    createOfflineModel(),
    evalTasks.filter(({ needs }) => needs === undefined),
  );
  const failed = scores.filter((score) => score.problem !== undefined);
  expect(failed.length === 0 ? '' : toTable(scores)).toBe('');
  expect(scores.length).toBeGreaterThan(100);
});

import { expect, it } from 'vitest';
import { createOfflineModel } from '../../infra/local/model/offline-model.ts';
import { evaluate, toTable } from './eval.ts';
import { unseenTasks } from './unseen.ts';

it('answers every unseen task rightly, or refuses it with a reason', async () => {
  const scores = await evaluate(createOfflineModel(), unseenTasks);
  const failed = scores.filter((score) => score.problem !== undefined);
  expect(failed.length === 0 ? '' : toTable(failed)).toBe('');
  expect(scores.length).toBeGreaterThan(300);
});

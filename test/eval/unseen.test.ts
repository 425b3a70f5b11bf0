import { expect, it } from 'vitest';
import { agentKinds } from '../../infra/local/model/fabrication/kinds.ts';
import { createOfflineModel } from '../../infra/local/model/offline-model.ts';
import { evaluate, toTable } from './eval.ts';
import { evalTasks, type EvalTask } from './tasks.ts';
import { agentOf } from './team.ts';
import { unseenTasks } from './unseen.ts';

async function failuresAmong(tasks: readonly EvalTask[]): Promise<string> {
  const failed = (await evaluate(createOfflineModel(), tasks)).filter((score) => score.problem !== undefined);
  return failed.length === 0 ? '' : toTable(failed);
}

it('answers every unseen task rightly, or refuses it with a reason', async () => {
  expect(unseenTasks.length).toBeGreaterThan(400);
  expect(await failuresAmong(unseenTasks)).toBe('');
}, 300_000);

/** What a runtime looks like that has been used for some days. */
it('does so as well when every agent that it can make is there already', async () => {
  const made = agentKinds.map(({ agentId, description, schema, source }) => agentOf(agentId, description, schema, source));
  const tasks = [...unseenTasks, ...evalTasks.filter(({ needs }) => needs === undefined)];
  expect(await failuresAmong(tasks.map((task) => ({ ...task, agents: [...(task.agents ?? []), ...made], calls: undefined })))).toBe('');
}, 300_000);

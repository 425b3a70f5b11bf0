/** A question whose price is known is not asked when what is left of the budget does not pay for it. */
import { expect, it } from 'vitest';
import type { CostBound } from '../../../handlers/shell/ports.ts';
import { deployInMemory } from '../../deployment/memory-deployment.ts';
import { planned } from '../../deployment/model.ts';

async function ends(costBound: CostBound, costUsd: number) {
  let asked = 0;
  const answer = planned(['adder']);
  const deployed = deployInMemory({ model: (request) => (asked++, answer(request)) }, ['adder'], {
    adjust: ({ supervisor, worker }) => ({ supervisor: { ...supervisor, costBound }, worker }),
  });
  await deployed.request({ task: 'add', orchestrationId: 'o-1', budget: { costUsd } });
  await deployed.settle();
  const head = deployed.tables.orchestrations.get('o-1')?.head;
  return { asked, status: head?.status, reason: head?.reason };
}

it('ends as BUDGET_COST before the first question when that alone is dearer than the budget', async () => {
  expect(await ends(() => 0.25, 0.2)).toEqual({
    asked: 0,
    status: 'FAILED',
    reason: {
      code: 'BUDGET_COST',
      message: '0.2000 of 0.2 US dollars are left and the next question takes up to 0.2500: raise "budget.costUsd" or split the task',
    },
  });
});

it('ends before the second question when the first has left too little', async () => {
  const { asked, reason } = await ends(({ input, output }) => (output === 0 ? input / 1e6 + 0.1 : 0), 0.1005);
  expect({ asked, code: reason?.code }).toEqual({ asked: 1, code: 'BUDGET_COST' });
});

it('asks what it can pay for, and what has no price', async () => {
  expect(await ends(() => 0.01, 1)).toMatchObject({ asked: 2, status: 'COMPLETED' });
  expect(await ends(() => undefined, 0.002)).toMatchObject({ asked: 2, status: 'COMPLETED' });
});

import { describe, expect, it } from 'vitest';
import { decide } from '../../../handlers/core/orchestration/decide.ts';
import { planTasks, type Checked } from '../../../handlers/core/orchestration/plan.ts';
import { settled, shareOfRun, shareOut, unaccounted, withCall, withRun } from '../../../handlers/core/orchestration/spending.ts';
import { ended, givenTask, givenThinking, givenWaiting, hash, T0, useBlocks } from './given.ts';

const allowance = { tokens: 1_000, costUsd: 1 };

describe('setting aside', () => {
  const asking: Checked = {
    agent: { agentId: 'adder', description: 'adds', schema: {}, target: 'worker', version: 'v1', asksModel: true },
    problem: undefined,
    input: '{}',
    tokenHash: hash,
  };
  const pure: Checked = { ...asking, agent: { agentId: 'adder', description: 'adds', schema: {}, target: 'worker', version: 'v1' } };
  const tight = givenThinking({ budget: { ...givenThinking().budget, tokens: 900, costUsd: 3 } });

  it('parts what is left among the tasks that may ask a model and the next turn', () => {
    const tasks = planTasks(tight, useBlocks(3), [asking, pure, asking], T0);
    expect(tasks.map((task) => task.allowance)).toEqual([{ tokens: 300, costUsd: 1 }, undefined, { tokens: 300, costUsd: 1 }]);
  });

  it('refuses the tasks that nothing is left for, and lets the others run', () => {
    const spent = { ...tight, usage: { ...tight.usage, inputTokens: 899 } };
    const tasks = planTasks(spent, useBlocks(2), [asking, pure], T0);
    expect(tasks.map((task) => task.error?.code ?? task.status)).toEqual(['BUDGET_TOKENS', 'CREATED']);
  });

  it('gives one task no more than its own limit', () => {
    expect(shareOut(givenThinking(), 1)).toEqual({ tokens: 400_000, costUsd: 5 });
  });

  it('keeps all runs of a task together below its allowance', () => {
    const runs = Array.from({ length: 20 }, (_, index) => shareOfRun(allowance, index + 1));
    expect(runs[0]).toEqual({ tokens: 500, costUsd: 0.5 });
    expect(runs.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThan(allowance.tokens);
    expect(runs.reduce((sum, { costUsd }) => sum + costUsd, 0)).toBeLessThan(allowance.costUsd);
  });
});

describe('settling', () => {
  const told = { ...ended(givenTask(0)), allowance, attempt: 1, usage: { inputTokens: 90, outputTokens: 10, modelCalls: 2, costUsd: 0.1, attempts: 1 } };
  const died = { ...ended(givenTask(1), 'FAILED'), allowance, attempt: 2 };

  it('takes what runs told, and their part of the allowance from those that died without a word', () => {
    const { head } = givenWaiting();
    expect(settled(head, [told, died])).toEqual({
      ...head.usage,
      inputTokens: 90,
      outputTokens: 10,
      modelCalls: 3,
      costUsd: 0.1,
      lostTokens: 750,
      lostCostUsd: 0.75,
    });
  });

  it('happens once: a turn that has been claimed is settled already', () => {
    const { head } = givenWaiting();
    const input = { type: 'gathered' as const, now: T0 + 9, record: 'r-1', tasks: [told, died], assistant: useBlocks(2), texts: new Map(), fabricated: [] };
    expect(decide(head, input)).toMatchObject({ fact: { type: 'claimed', usage: { inputTokens: 90, lostTokens: 750 } } });
    expect(decide({ ...head, status: 'THINKING' }, input)).toEqual({ next: { type: 'look' } });
    expect(settled({ ...head, status: 'THINKING' }, [told, died])).toEqual(head.usage);
  });

  it('ends the orchestration when its agents have used up the budget, and keeps what was done', () => {
    const { head } = givenWaiting(1, { budget: { ...givenThinking().budget, tokens: 100 } });
    expect(
      decide(head, { type: 'gathered', now: T0 + 9, record: 'r-1', tasks: [told], assistant: useBlocks(1), texts: new Map(), fabricated: [] }),
    ).toMatchObject({
      fact: { type: 'failed', reason: { code: 'BUDGET_TOKENS' }, usage: { inputTokens: 90, outputTokens: 10 } },
    });
  });

  it('counts what was used when the orchestration is cancelled in the middle of a turn', () => {
    const { head } = givenWaiting();
    const running = { ...givenTask(1), status: 'RUNNING' as const, allowance, attempt: 1 };
    expect(decide(head, { type: 'cancelRequested', now: T0 + 9, record: 'r-1', by: 'ana', tasks: [told, running] })).toMatchObject({
      fact: { type: 'cancelled', usage: { inputTokens: 90, lostTokens: 500 } },
    });
  });

  it('charges no more than the allowance, whichever run was lost', () => {
    expect(unaccounted({ allowance, attempt: 3, usage: { inputTokens: 500, attempts: 1 } })).toEqual({ tokens: 500, costUsd: 0.75 });
    expect(unaccounted({ allowance, attempt: 1, usage: { attempts: 1 } })).toEqual({ tokens: 0, costUsd: 0 });
    expect(unaccounted({ attempt: 3 })).toEqual({ tokens: 0, costUsd: 0 });
  });

  it('adds the runs of a task', () => {
    expect(withRun({ inputTokens: 5, attempts: 1 }, { inputTokens: 3, costUsd: 0.2 })).toEqual({ inputTokens: 8, costUsd: 0.2, attempts: 2 });
    expect(withRun({ outputTokens: 4, attempts: 1 }, { cachedTokens: 2 })).toEqual({ outputTokens: 4, cachedTokens: 2, attempts: 2 });
    expect(withRun(undefined, {})).toEqual({ attempts: 1 });
  });
});

it('tells a cost that is not known apart from none', () => {
  const { usage } = givenThinking();
  expect(withCall(usage, { inputTokens: 1, outputTokens: 1, cachedTokens: 0 })).toMatchObject({ costUsd: 0, unpricedCalls: 1, modelCalls: 1 });
  expect(withCall(usage, { inputTokens: 1, outputTokens: 1, cachedTokens: 0, costUsd: 0 })).not.toHaveProperty('unpricedCalls');
});

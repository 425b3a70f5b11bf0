import { expect, it } from 'vitest';
import { costBoundOf } from '../../../handlers/adapters/models/cost-bound.ts';
import { createModelCapability, type ModelUse } from '../../../handlers/sandbox/capability/model.ts';
import { createToolsCapability } from '../../../handlers/sandbox/capability/tools.ts';
import type { AgentRun, CostBound, Model } from '../../../handlers/shell/ports.ts';
import { agentRun } from './agent-run.ts';

const answer = { inputTokens: 100, outputTokens: 50, cachedTokens: 0 };
const run = agentRun('', { capabilities: ['model'] });

function capability(allowance: AgentRun['allowance'], costUsd?: number, costBound?: CostBound) {
  const use: ModelUse = { modelCalls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
  const model: Model = {
    ask: () =>
      Promise.resolve({
        kind: 'answered',
        content: [{ type: 'text', text: 'yes' }],
        stopReason: 'end_turn',
        usage: { ...answer, ...(costUsd !== undefined && { costUsd }) },
      }),
  };
  const tools = createToolsCapability(undefined, { run: () => Promise.reject(new Error('no tools here')) }, run);
  const asking = createModelCapability(model, tools, use, { ...run, ...(allowance !== undefined && { allowance }) }, costBound);
  return { use, ask: () => asking.call({ prompt: 'is it?', maxTokens: 50 }, AbortSignal.timeout(10_000)) };
}

it('asks as long as the allowance admits, and says what to do when it does not', async () => {
  const { use, ask } = capability({ tokens: 380, costUsd: 1 }, 0.1);
  await ask();
  await ask();
  await expect(ask()).rejects.toThrow('the task may use 380 tokens on this run, 300 are used and the call needs about');
  expect(use).toEqual({ modelCalls: 2, inputTokens: 200, outputTokens: 100, costUsd: 0.2 });
});

it('lets calls at the same time share the allowance', async () => {
  const { use, ask } = capability({ tokens: 300, costUsd: 1 }, 0.1);
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => ask()));
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(4);
  expect(use.modelCalls).toBeLessThan(4);
});

it('stops at the cost, and counts calls whose cost is not known', async () => {
  const dear = capability({ tokens: 10_000, costUsd: 0.15 }, 0.1);
  await dear.ask();
  await dear.ask();
  await expect(dear.ask()).rejects.toThrow('may spend 0.1500 US dollars on this run, 0.2000 are spent');
  const unpriced = capability({ tokens: 10_000, costUsd: 0.15 });
  await unpriced.ask();
  expect(unpriced.use).toMatchObject({ costUsd: 0, unpricedCalls: 1 });
});

it('sets the dollars of calls at the same time aside before they are made', async () => {
  const { use, ask } = capability({ tokens: 1_000_000, costUsd: 0.35 }, 0.1, () => 0.1);
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => ask()));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(use).toMatchObject({ modelCalls: 3, costUsd: expect.closeTo(0.3) as number });
  await expect(ask()).rejects.toThrow('may spend 0.3500 US dollars on this run, 0.3000 are spent and the call may take 0.1000: ask for less');
});

it('takes the dearest of the models that may answer, of those that have a price', () => {
  const bound = costBoundOf('agent', { MODEL_AGENT: 'unpriced-model,global.anthropic.claude-haiku-4-5-20251001-v1:0,anthropic.claude-3-haiku-20240307-v1:0' });
  expect(bound({ input: 1_000, output: 1_000 })).toBeCloseTo((1.25 * 1_000 + 5 * 1_000) / 1e6);
  expect(bound({ input: 1_000, output: 1_000 }, ['anthropic.claude-3-haiku-20240307-v1:0'])).toBeCloseTo((0.25 * 1.25 * 1_000 + 1.25 * 1_000) / 1e6);
  expect(bound({ input: 1_000, output: 1_000 }, ['unpriced-model'])).toBeUndefined();
});

/** Whatever agents ask at the same time, in whatever runs: tokens and dollars of a turn stay within what the orchestration had left. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Task } from '../../../generated/tables/task.ts';
import { costBoundOf } from '../../../handlers/adapters/models/cost-bound.ts';
import { costOf, listPriceOf } from '../../../handlers/adapters/aws/prices.ts';
import { costSpent, settled, shareOfRun, shareOut, tokensSpent, withRun, type Allowance } from '../../../handlers/core/orchestration/spending.ts';
import type { Head } from '../../../handlers/core/orchestration/head.ts';
import { estimateTokens } from '../../../handlers/core/orchestration/token-estimate.ts';
import { createModelCapability, type ModelUse } from '../../../handlers/sandbox/capability/model.ts';
import { createToolsCapability } from '../../../handlers/sandbox/capability/tools.ts';
import type { Model } from '../../../handlers/shell/ports.ts';
import { givenTask, givenWaiting } from '../../core/orchestration/given.ts';
import { agentRun } from './agent-run.ts';

const MODELS = ['global.anthropic.claude-haiku-4-5-20251001-v1:0', 'anthropic.claude-3-haiku-20240307-v1:0'] as const;
const bound = costBoundOf('agent', { MODEL_AGENT: MODELS.join(',') });

/** A call: how long its question and answer are, who answers, what of the question is new to the cache, and how long it takes. */
const call = fc.record({
  characters: fc.integer({ min: 1, max: 4_000 }),
  maxTokens: fc.integer({ min: 1, max: 2_000 }),
  answered: fc.double({ min: 0, max: 1, noNaN: true }),
  model: fc.integer({ min: 0, max: MODELS.length - 1 }),
  written: fc.boolean(),
  ticks: fc.integer({ min: 0, max: 5 }),
});
/** A run's calls, all at the same time; some runs die before they have told what they used. */
const run = fc.record({ calls: fc.array(call, { maxLength: 8 }), dies: fc.boolean() });
const plan = fc.record({
  // One of the two is tight.
  tokens: fc.oneof(fc.integer({ min: 1, max: 60_000 }), fc.constant(5_000_000)),
  costUsd: fc.integer({ min: 1, max: 200 }).map((thousandths) => thousandths / 1_000),
  spentPart: fc.double({ min: 0, max: 1, noNaN: true }),
  tasks: fc.array(fc.array(run, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
});

type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

/** Makes the calls within the allowance; resolves with what was really used, which is no more than what was estimated and asked for. */
async function ask(calls: readonly Call[], allowance: Allowance): Promise<{ readonly use: ModelUse; readonly tokens: number; readonly costUsd: number }> {
  const use: ModelUse = { modelCalls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
  const really = { tokens: 0, costUsd: 0 };
  const asker = agentRun('', { capabilities: ['model'], allowance });
  const model: Model = {
    async ask({ system, messages, maxTokens, timeoutMs }) {
      const [block] = messages[0]?.content ?? [];
      const one = block?.type === 'text' ? calls[Number(/^\d+/u.exec(block.text)?.[0])] : undefined;
      if (one === undefined) throw new Error('a call that was not planned');
      for (let tick = 0; tick < one.ticks; tick++) await Promise.resolve();
      const input = estimateTokens({ system, maxTokens, timeoutMs, messages });
      const output = Math.floor(one.answered * maxTokens);
      const price = listPriceOf(MODELS[one.model] ?? '');
      if (price === undefined) throw new Error('the model has a price');
      const costUsd = costOf(price, { input: one.written ? 0 : input, output, cacheRead: 0, cacheWrite: one.written ? input : 0 });
      really.tokens += input + output;
      really.costUsd += costUsd;
      return {
        kind: 'answered',
        content: [{ type: 'text', text: 'yes' }],
        stopReason: 'end_turn',
        usage: { inputTokens: input, outputTokens: output, cachedTokens: 0, costUsd },
      };
    },
  };
  const tools = createToolsCapability(undefined, { run: () => Promise.reject(new Error('no tools here')) }, asker);
  const capability = createModelCapability(model, tools, use, asker, bound);
  await Promise.allSettled(
    calls.map(({ characters, maxTokens }, index) => capability.call({ prompt: `${index} ${'x'.repeat(characters)}`, maxTokens }, AbortSignal.timeout(10_000))),
  );
  return { use, ...really };
}

test('the tokens and dollars of all tasks and runs, told or not, stay within the budget, and are charged in full', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ tokens, costUsd, spentPart, tasks }) => {
      const { head: before } = givenWaiting();
      const head: Head = {
        ...before,
        budget: { ...before.budget, tokens, costUsd },
        usage: { ...before.usage, inputTokens: Math.floor(tokens * spentPart), outputTokens: 0, costUsd: costUsd * spentPart },
      };
      const allowance = shareOut(head, tasks.length);
      if (allowance === undefined) return;
      const used = { tokens: 0, costUsd: 0 };
      const ended: Task[] = [];
      for (const [index, runs] of tasks.entries()) {
        let usage: Task['usage'];
        for (const [attempt, { calls, dies }] of runs.entries()) {
          const share = shareOfRun(allowance, attempt + 1);
          const really = await ask(calls, share);
          expect(really.tokens, 'used beyond the part of a run').toBeLessThanOrEqual(share.tokens);
          expect(really.costUsd, 'spent beyond the part of a run').toBeLessThanOrEqual(share.costUsd + 1e-9);
          used.tokens += really.tokens;
          used.costUsd += really.costUsd;
          if (!dies) usage = withRun(usage, really.use);
        }
        ended.push({ ...givenTask(index), status: 'SUCCEEDED', allowance, attempt: runs.length, ...(usage !== undefined && { usage }) });
      }
      const after = settled(head, ended);
      const charged = { tokens: tokensSpent(after) - tokensSpent(head.usage), costUsd: costSpent(after) - costSpent(head.usage) };
      expect(used.tokens, 'used beyond what was left').toBeLessThanOrEqual(tokens - tokensSpent(head.usage));
      expect(used.costUsd, 'spent beyond what was left').toBeLessThanOrEqual(costUsd - costSpent(head.usage) + 1e-9);
      expect(charged.tokens, 'charged less than was used').toBeGreaterThanOrEqual(used.tokens);
      expect(charged.costUsd, 'charged less than was spent').toBeGreaterThanOrEqual(used.costUsd - 1e-9);
      expect(tokensSpent(after), 'charged beyond the budget').toBeLessThanOrEqual(tokens);
      expect(costSpent(after), 'charged beyond the budget').toBeLessThanOrEqual(costUsd + 1e-9);
    }),
    { numRuns: 200 },
  );
});

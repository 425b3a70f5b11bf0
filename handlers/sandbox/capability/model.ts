import { estimateTokens } from '../../core/orchestration/token-estimate.ts';
import type { Allowance } from '../../core/orchestration/spending.ts';
import { timing } from '../../core/timing.ts';
import type { AgentRun, ContentBlock, CostBound, Model, ModelMessage } from '../../shell/ports.ts';
import type { AgentAnswer } from '../agent-api.ts';
import type { Capability } from '../broker.ts';
import { CapabilityRefusal } from '../refusal.ts';
import { Input } from './input.ts';
import type { ToolsCapability } from './tools.ts';

/** What one run has asked of the model; filled while it runs. */
export interface ModelUse {
  modelCalls: number;
  inputTokens: number;
  outputTokens: number;
  /** Of the calls whose price is known. */
  costUsd: number;
  unpricedCalls?: number;
}

/** What a call takes at the most, by estimate; `costUsd` is absent when no price is known. */
interface Expected {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number | undefined;
}

export interface ModelCapability extends Capability {
  /** The use so far, with calls that are not answered yet by estimate: a run that ends before its answers pays for them all the same. */
  useWithCallsUnderWay(): ModelUse;
}

/** Bounds of one run. */
const MODEL_CALLS = 24;
const TOKENS = 200_000;
/** Model turns of one question, tool calls in between. */
const TURNS = 8;
const SYSTEM = 'Answer exactly what is asked, without preamble.';

/**
 * `ctx.model`: one question, answered by the configured model. When it asks for granted tools they are run and their
 * results go back as data, until it ends its turn.
 */
export function createModelCapability(
  model: Model | undefined,
  tools: ToolsCapability,
  use: ModelUse,
  run: Pick<AgentRun, 'timeoutMs' | 'models' | 'allowance'>,
  costBound: CostBound = () => undefined,
): ModelCapability {
  const reserved = { inputTokens: 0, outputTokens: 0, costUsd: 0, unpricedCalls: 0 };
  const reserve = (sign: 1 | -1, { inputTokens, outputTokens, costUsd }: Expected): void => {
    reserved.inputTokens += sign * inputTokens;
    reserved.outputTokens += sign * outputTokens;
    reserved.costUsd += sign * (costUsd ?? 0);
    if (costUsd === undefined) reserved.unpricedCalls += sign;
  };
  return {
    useWithCallsUnderWay() {
      const unpricedCalls = (use.unpricedCalls ?? 0) + reserved.unpricedCalls;
      return {
        modelCalls: use.modelCalls,
        inputTokens: use.inputTokens + reserved.inputTokens,
        outputTokens: use.outputTokens + reserved.outputTokens,
        costUsd: use.costUsd + reserved.costUsd,
        ...(unpricedCalls > 0 && { unpricedCalls }),
      };
    },
    async call(input, signal) {
      if (model === undefined) throw new CapabilityRefusal('UNAVAILABLE', 'no model is configured here');
      const question = new Input('model.ask', input);
      const names = [...new Set(question.optionalTexts('tools', 32))]; // models refuse one that is offered twice
      const specs = await tools.describe(names);
      const system = question.optionalText('system', 20_000);
      const request = {
        system: system === undefined || system.trim() === '' ? SYSTEM : system,
        maxTokens: question.optionalInteger('maxTokens', 1, 4_096) ?? 1_024,
        timeoutMs: Math.min(timing.modelTimeout, run.timeoutMs),
        ...(run.models !== undefined && { models: run.models }),
        ...(specs.length > 0 ? { tools: specs } : {}),
      };
      const messages: ModelMessage[] = [{ role: 'user', content: [{ type: 'text', text: question.text('prompt', 100_000) }] }];
      for (let turn = 0; turn < TURNS; turn++) {
        signal.throwIfAborted(); // the run has ended meanwhile: nobody waits for the answer, and nobody would pay for it
        if (use.modelCalls >= MODEL_CALLS) throw new CapabilityRefusal('MODEL_BUDGET', `this run has asked the model ${MODEL_CALLS} times, which is the limit`);
        if (use.inputTokens + use.outputTokens + reserved.inputTokens + reserved.outputTokens >= TOKENS)
          throw new CapabilityRefusal('MODEL_BUDGET', `this run has used its ${TOKENS} tokens`);
        // What the call may take, by estimate, is taken before it is made: calls at the same time share one allowance.
        const inputTokens = estimateTokens({ ...request, messages });
        const outputTokens = request.maxTokens;
        const expected = { inputTokens, outputTokens, costUsd: costBound({ input: inputTokens, output: outputTokens }, run.models) };
        assertAllowed(use, reserved, expected, run.allowance);
        use.modelCalls += 1;
        reserve(1, expected);
        const outcome = await model.ask({ ...request, messages }).finally(() => reserve(-1, expected));
        if (outcome.kind !== 'answered')
          throw new CapabilityRefusal(
            `MODEL_${outcome.kind.toUpperCase()}`,
            `the model did not answer: ${outcome.message}`,
            outcome.kind === 'throttled' || outcome.kind === 'unavailable',
          );
        use.inputTokens += outcome.usage.inputTokens;
        use.outputTokens += outcome.usage.outputTokens;
        use.costUsd += outcome.usage.costUsd ?? 0;
        if (outcome.usage.costUsd === undefined) use.unpricedCalls = (use.unpricedCalls ?? 0) + 1;
        const uses = outcome.content.filter((block) => block.type === 'toolUse');
        if (outcome.stopReason !== 'tool_use' || uses.length === 0) return answerOf(outcome.content, outcome.stopReason);
        const results: ContentBlock[] = [];
        for (const block of uses) results.push({ type: 'toolResult', toolUseId: block.toolUseId, ...(await resultOf(tools, block.name, block.input, signal)) });
        messages.push({ role: 'assistant', content: outcome.content }, { role: 'user', content: results });
      }
      throw new CapabilityRefusal('MODEL_BUDGET', `the model called tools for ${TURNS} turns without an answer`);
    },
  };
}

/** The orchestration's budget stands behind the allowance; it can be exceeded by the error of one estimate, no more. */
function assertAllowed(use: ModelUse, reserved: Expected, expected: Expected, allowance: Allowance | undefined): void {
  if (allowance === undefined) return;
  const used = use.inputTokens + use.outputTokens;
  const needed = expected.inputTokens + expected.outputTokens;
  if (used + reserved.inputTokens + reserved.outputTokens + needed > allowance.tokens)
    throw new CapabilityRefusal(
      'MODEL_BUDGET',
      `the task may use ${allowance.tokens} tokens on this run, ${used} are used and the call needs about ${needed}: ask for less, or raise the request's "budget.tokens"`,
    );
  const { costUsd = 0 } = expected;
  if (use.costUsd >= allowance.costUsd || use.costUsd + (reserved.costUsd ?? 0) + costUsd > allowance.costUsd)
    throw new CapabilityRefusal(
      'MODEL_BUDGET',
      `the task may spend ${allowance.costUsd.toFixed(4)} US dollars on this run, ${use.costUsd.toFixed(4)} are spent and the call may take ${costUsd.toFixed(4)}: ask for less, or raise the request's "budget.costUsd"`,
    );
}

function answerOf(content: readonly ContentBlock[], stopReason: string): AgentAnswer {
  return { text: content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n'), stopReason };
}

/** A tool's failure is told to the model, which can do better; it does not end the question. */
async function resultOf(
  tools: ToolsCapability,
  toolId: string,
  input: unknown,
  signal: AbortSignal,
): Promise<{ readonly status: 'success' | 'error'; readonly text: string }> {
  try {
    return { status: 'success', text: JSON.stringify(await tools.call({ toolId, input }, signal)) };
  } catch (error) {
    if (error instanceof CapabilityRefusal) return { status: 'error', text: `${error.code}: ${error.message}` };
    throw error;
  }
}

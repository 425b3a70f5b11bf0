import type * as Strands from '@strands-agents/sdk';
import type { Agent, AgentConfig, AgentResult, RetryStrategy } from '@strands-agents/sdk';
import { problemWithInput } from '../shell/input-check.ts';
import { estimateTokens } from '../core/orchestration/token-estimate.ts';
import type { Account } from './account.ts';
import type { Brain, BrainEnd, BrainJob } from './brain.ts';
import { causesOf, isTransient } from './strands-error.ts';
import { loadFallback, type BrainModel, type FallbackModel } from './strands-fallback.ts';
import type { FabricatorTool } from './tools/fabricator-tool.ts';
import { ToolProblem } from './tools/fabricator-tool.ts';
import type { Workshop } from './workshop.ts';

export interface StrandsBrainOptions {
  /** Models to work with: the first, and in this order those that stand in for it. */
  readonly models: readonly BrainModel[];
  /** Attempts of one model call (5), and the first wait between them in milliseconds (2,000); later ones double. */
  readonly attempts?: number;
  readonly backoffMs?: number;
}

/** Output tokens of a whole fabrication. */
const TOTAL_OUTPUT_TOKENS = 200_000;

/**
 * The fabricator's model: a Strands agent over a streaming model. The SDK (383 KB compressed, about 290 ms) is
 * loaded at the first job, and only here.
 */
export function createStrandsBrain(options: StrandsBrainOptions): Brain {
  return { work: (job) => work(options, job) };
}

async function work(options: StrandsBrainOptions, job: BrainJob): Promise<BrainEnd> {
  const strands = await import('@strands-agents/sdk');
  const model = await loadFallback(strands, options.models, job.account);
  const config: AgentConfig = {
    model,
    systemPrompt: job.system,
    tools: job.tools.map((tool) =>
      strands.tool({
        name: tool.name,
        description: tool.description,
        inputSchema: { ...tool.inputSchema },
        callback: (input) => call(tool, input, job.workshop) as Promise<never>,
      }),
    ),
    toolExecutor: 'sequential',
    printer: false,
    sandbox: false,
    retryStrategy: retries(strands, options, model),
  };
  const agent = new strands.Agent(config);
  const { account } = job;
  const specs = job.tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  // Before each attempt of each call, retries and other models included.
  agent.addHook(strands.BeforeModelCallEvent, (event) => {
    if (job.done()) event.cancel = 'The work is done.';
    else {
      const answer = account.reserve(estimateTokens({ system: job.system, messages: agent.messages, tools: specs }), model.current);
      if (answer === undefined) event.cancel = 'The allowance is spent.';
      else model.updateConfig(model.current.limit(answer));
    }
  });
  try {
    let result = await invoke(agent, job.prompt, job);
    const mayGoOn = result.stopReason === 'endTurn' && !job.done() && account.refusal === undefined && account.usage.modelCalls < job.turns;
    const reminder = mayGoOn ? job.reminder() : undefined;
    if (reminder !== undefined) result = await invoke(agent, reminder, job);
    const why = job.done() ? 'done' : account.refusal === undefined ? whyOf(result.stopReason, job.signal) : 'allowance';
    return { kind: 'ended', why, lastText: textOf(result), model: model.current.id };
  } catch (error) {
    const end = job.signal.aborted ? ({ kind: 'ended', why: 'stopped', lastText: '' } as const) : failureOf(error, account, strands.MaxTokensError);
    return { ...end, model: model.current.id };
  }
}

/**
 * Strands retries only its own ModelThrottledError, which neither a refusal before the stream nor one within it becomes:
 * the AWS SDK throws both as its own exceptions (1.19 with SDK 3.1164).
 */
function retries(strands: typeof Strands, { attempts = 5, backoffMs = 2_000 }: StrandsBrainOptions, model: FallbackModel): RetryStrategy {
  class TransientRetry extends strands.DefaultModelRetryStrategy {
    protected override isRetryable(error: Error): boolean {
      return super.isRetryable(error) || isTransient(error) || model.movedOn(error);
    }
  }
  return new TransientRetry({ maxAttempts: attempts, backoff: new strands.ExponentialBackoff({ baseMs: backoffMs, maxMs: 60_000 }) });
}

function invoke(agent: Agent, prompt: string, job: BrainJob): Promise<AgentResult> {
  const turns = Math.max(1, job.turns - job.account.usage.modelCalls);
  return agent.invoke(prompt, { cancelSignal: job.signal, limits: { turns, outputTokens: TOTAL_OUTPUT_TOKENS } });
}

/** The last message's text. `result.toString()` would print to standard output about every block that is no text. */
function textOf(result: AgentResult): string {
  return result.lastMessage.content.flatMap((block) => (block.type === 'textBlock' ? [block.text] : [])).join('\n');
}

/** Runs a tool; only what the model can repair is told to it word for word. */
async function call(tool: FabricatorTool, input: unknown, workshop: Workshop): Promise<unknown> {
  const problem = problemWithInput(tool.inputSchema, input);
  if (problem !== undefined) throw new Error(`${tool.name}: ${problem}`);
  try {
    return await tool.run(input as Readonly<Record<string, unknown>>, workshop);
  } catch (error) {
    if (error instanceof ToolProblem) throw error;
    workshop.ports.telemetry.log('error', 'a tool of the fabricator failed', {
      tool: tool.name,
      error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    });
    throw new Error(`${tool.name} failed for a reason of the platform: try once more`, { cause: error });
  }
}

function whyOf(stopReason: string, signal: AbortSignal): Extract<BrainEnd, { kind: 'ended' }>['why'] {
  if (signal.aborted || stopReason === 'cancelled') return 'stopped';
  if (stopReason === 'limitTurns') return 'turns';
  if (stopReason === 'guardrailIntervened' || stopReason === 'contentFiltered' || stopReason === 'refusal') return 'blocked';
  if (stopReason === 'maxTokens' || stopReason === 'modelContextWindowExceeded' || stopReason.startsWith('limit')) return 'tokens';
  return 'endTurn';
}

/** An answer that was cut off: by the model's own limit, or by what was left of the allowance. */
function failureOf(error: unknown, account: Account, MaxTokensError: new (...values: never[]) => Error): BrainEnd {
  if (error instanceof MaxTokensError) return { kind: 'ended', why: account.shortened === undefined ? 'tokens' : 'allowance', lastText: '' };
  return { kind: 'failed', transient: isTransient(error), message: causesOf(error).at(-1) ?? '' };
}

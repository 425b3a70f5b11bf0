import type * as Strands from '@strands-agents/sdk';
import type { Agent, AgentConfig, AgentResult, RetryStrategy } from '@strands-agents/sdk';
import { problemWithInput } from '../shell/input-check.ts';
import type { Brain, BrainEnd, BrainJob, BrainUsage } from './brain.ts';
import type { FabricatorTool } from './tools/fabricator-tool.ts';
import { ToolProblem } from './tools/fabricator-tool.ts';
import type { Workshop } from './workshop.ts';

export interface StrandsBrainOptions {
  /** Model or inference profile. */
  readonly modelId: string;
  /** The region of the environment when absent. */
  readonly region?: string;
  /** US dollars of so many tokens; undefined when the model's price is not known. */
  readonly cost?: (tokens: { readonly input: number; readonly output: number; readonly cacheRead: number; readonly cacheWrite: number }) => number | undefined;
  /** Attempts of one model call (5), and the first wait between them in milliseconds (2,000); later ones double. */
  readonly attempts?: number;
  readonly backoffMs?: number;
}

/** R2: output tokens of one answer, and how long an answer may be silent. */
const MAX_TOKENS = 40_000;
const READ_TIMEOUT_MS = 3_600_000;
/** Output tokens of a whole fabrication. */
const TOTAL_OUTPUT_TOKENS = 200_000;

/**
 * The fabricator's model: a Strands agent over Bedrock ConverseStream. The SDK (383 KB compressed, about 290 ms) is
 * loaded at the first job, and only here.
 */
export function createStrandsBrain(options: StrandsBrainOptions): Brain {
  return { work: (job) => work(options, job) };
}

async function work(options: StrandsBrainOptions, job: BrainJob): Promise<BrainEnd> {
  const strands = await import('@strands-agents/sdk');
  const model = new strands.BedrockModel({
    modelId: options.modelId,
    ...(options.region !== undefined && { region: options.region }),
    maxTokens: MAX_TOKENS,
    requestTimeout: READ_TIMEOUT_MS,
    clientConfig: { maxAttempts: 2 },
  });
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
    retryStrategy: retries(strands, options),
  };
  const agent = new strands.Agent(config);
  let modelCalls = 0;
  const exhausted = (): boolean => {
    const { inputTokens, outputTokens } = agent.metrics.accumulatedUsage;
    return job.tokens !== undefined && inputTokens + outputTokens >= job.tokens;
  };
  agent.addHook(strands.BeforeModelCallEvent, (event) => {
    if (job.done()) event.cancel = 'The work is done.';
    else if (exhausted()) event.cancel = 'The budget is spent.';
    else modelCalls += 1;
  });
  const usage = (): BrainUsage => {
    const total = agent.metrics.accumulatedUsage;
    const { inputTokens, outputTokens, cacheReadInputTokens: cacheRead = 0, cacheWriteInputTokens: cacheWrite = 0 } = total;
    const costUsd = options.cost?.({ input: inputTokens, output: outputTokens, cacheRead, cacheWrite });
    return { inputTokens, outputTokens, modelCalls, ...(costUsd === undefined ? modelCalls > 0 && { unpricedCalls: modelCalls } : { costUsd }) };
  };
  try {
    let result = await invoke(agent, job.prompt, job, modelCalls);
    const reminder = result.stopReason === 'endTurn' && !job.done() && !exhausted() && modelCalls < job.turns ? job.reminder() : undefined;
    if (reminder !== undefined) result = await invoke(agent, reminder, job, modelCalls);
    return {
      kind: 'ended',
      why: job.done() ? 'done' : exhausted() ? 'tokens' : whyOf(result.stopReason, job.signal),
      lastText: textOf(result),
      usage: usage(),
    };
  } catch (error) {
    if (job.signal.aborted) return { kind: 'ended', why: 'stopped', lastText: '', usage: usage() };
    return failureOf(error, usage(), strands.MaxTokensError);
  }
}

/**
 * Strands retries only its own ModelThrottledError, which neither a refusal before the stream nor one within it becomes:
 * the AWS SDK throws both as its own exceptions (1.19 with SDK 3.1164).
 */
function retries(strands: typeof Strands, { attempts = 5, backoffMs = 2_000 }: StrandsBrainOptions): RetryStrategy {
  class TransientRetry extends strands.DefaultModelRetryStrategy {
    protected override isRetryable(error: Error): boolean {
      return super.isRetryable(error) || isTransient(error);
    }
  }
  return new TransientRetry({ maxAttempts: attempts, backoff: new strands.ExponentialBackoff({ baseMs: backoffMs, maxMs: 60_000 }) });
}

function invoke(agent: Agent, prompt: string, job: BrainJob, used: number): Promise<AgentResult> {
  return agent.invoke(prompt, { cancelSignal: job.signal, limits: { turns: Math.max(1, job.turns - used), outputTokens: TOTAL_OUTPUT_TOKENS } });
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
  if (stopReason === 'maxTokens' || stopReason.startsWith('limit')) return 'tokens';
  return 'endTurn';
}

const TRANSIENT =
  /throttl|too many requests|timeout|timed out|unavailable|internal ?server|model ?(stream ?)?error ?exception|ECONN|ENOTFOUND|EPIPE|socket hang up|GOAWAY/i;
const PERMANENT = /Validation|AccessDenied|ResourceNotFound|UnrecognizedClient|ExpiredToken|credentials/i;

/** Error names and messages from the outside in: Strands wraps what the SDK throws. */
function causesOf(error: unknown): readonly string[] {
  const causes: string[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause) causes.push(`${cause.name}: ${cause.message}`);
  return causes.length > 0 ? causes : [String(error)];
}

function isTransient(error: unknown): boolean {
  const text = causesOf(error).join(' / ');
  return TRANSIENT.test(text) && !PERMANENT.test(text);
}

function failureOf(error: unknown, usage: BrainUsage, MaxTokensError: new (...values: never[]) => Error): BrainEnd {
  if (error instanceof MaxTokensError) return { kind: 'ended', why: 'tokens', lastText: '', usage };
  return { kind: 'failed', transient: isTransient(error), message: causesOf(error).at(-1) ?? '', usage };
}

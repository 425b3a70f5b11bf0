/**
 * Ports: every effect a handler may have. `adapters/aws` implements them on AWS, `adapters/memory` in memory,
 * the simulator in the test tree with faults. No port throws for an expected outcome; what it throws is an
 * environment fault, and the caller's message is then delivered again.
 */
import type { AgentTask } from '../../generated/messages/agent-task.v1.ts';
import type { Agent } from '../../generated/tables/agent.ts';
import type { AgentVersion } from '../../generated/tables/agent-version.ts';
import type { Orchestration } from '../../generated/tables/orchestration.ts';
import type { OrchestrationMessage } from '../../generated/tables/orchestration-message.ts';
import type { Task } from '../../generated/tables/task.ts';
import type { Tool } from '../../generated/tables/tool.ts';
import type { StopReason } from '../core/orchestration/decide.ts';
import type { Allowance, Spent } from '../core/orchestration/spending.ts';
import type { Tracer } from './tracer.ts';
import type { AskedBlock, AskedMessage } from '../core/orchestration/model-request.ts';

/** Wall clock. Milliseconds since the epoch; may jump, so correctness never depends on it. */
export interface Clock {
  now(): number;
}

/** Source of identifiers and secrets; injected so that runs can be replayed. */
export interface Entropy {
  /** `bytes` random bytes, base64url without padding. */
  token(bytes: number): string;
  /** Uniform in [0, 1), for jitter. */
  fraction(): number;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Structured log; payloads only at debug. Fields are those of operations.md. */
export interface Log {
  (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Counts and durations, named as in operations.md. */
export interface Metrics {
  count(name: string, value?: number, dimensions?: Readonly<Record<string, string>>): void;
  milliseconds(name: string, value: number, dimensions?: Readonly<Record<string, string>>): void;
}

export interface Telemetry {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
}

/** Content-addressed blobs `payloads/<sha256>`: written before whatever points to them. */
export interface Payloads {
  /** Stores UTF-8 text and returns its SHA-256 (hex). Idempotent. */
  put(text: string): Promise<string>;
  /** The text, or undefined when there is none (expired or never written). */
  get(sha256: string): Promise<string | undefined>;
}

/** Agent and tool code, immutable, addressed by hash. */
export interface CodeStore {
  /** Source text at a key such as `agents/<agentId>/<sha256>.js`; undefined when missing. */
  get(key: string): Promise<string | undefined>;
  /** Writes unless the key exists (If-None-Match: *); false when it was there already. */
  putIfAbsent(key: string, source: string): Promise<boolean>;
}

/** Read access to agents. Rows that are not valid are left out and reported by id. */
export interface AgentReader {
  active(): Promise<{ readonly agents: readonly Agent[]; readonly invalid: readonly { readonly agentId: string; readonly problem: string }[] }>;
  get(agentId: string): Promise<Agent | undefined>;
}

/** Agents in every state, and the ids of rows that are not valid. */
export interface AllAgents {
  readonly agents: readonly Agent[];
  readonly invalid: readonly { readonly agentId: string; readonly problem: string }[];
}

/** Outcome of a conditional write. */
export type Written<T> = { readonly ok: true } | { readonly ok: false; readonly current: T | undefined };

/** Registry writes: agent heads, immutable versions, tools. Every write is conditional. */
export interface Registry extends AgentReader {
  /** Heads in every state; for operators and caps, not for what the model is offered. */
  all(): Promise<AllAgents>;
  version(agentId: string, version: string): Promise<AgentVersion | undefined>;
  versions(agentId: string): Promise<readonly AgentVersion[]>;
  /** Adds an immutable version; ok false when that version exists. */
  addVersion(version: AgentVersion): Promise<Written<AgentVersion>>;
  /**
   * Creates or replaces the head. `expected` is the head as read (undefined: must not exist); compared by
   * `config.version`, `state`, `sha256` and `source`, so that a concurrent change is never lost.
   */
  putHead(head: Agent, expected: Agent | undefined): Promise<Written<Agent>>;
  tool(toolId: string): Promise<Tool | undefined>;
  activeTools(): Promise<readonly Tool[]>;
  /** Tools in every state. */
  allTools(): Promise<readonly Tool[]>;
  putTool(tool: Tool, expected: Tool | undefined): Promise<Written<Tool>>;
}

/** Claim of a task by whoever runs its agent. */
export type TaskClaim =
  | { readonly kind: 'claimed'; readonly task: Task }
  /** Terminal, unknown, or the token does not match: acknowledge and drop. */
  | { readonly kind: 'gone'; readonly why: 'terminal' | 'missing' | 'forged' }
  /** Somebody runs it under a live lease until `leaseUntil`: give the message back, never acknowledge. */
  | { readonly kind: 'busy'; readonly leaseUntil: number };

/** What worker and fabricator need of Worker State. */
export interface TaskClaims {
  /**
   * RUNNING with a lease, attempt + 1, if not terminal, the token's hash is one of the task's, and no lease is live at
   * `now`. `pin` records which code is about to run. Conditional, one write, returns the task as written.
   */
  claim(key: TaskKey, tokenHash: string, now: number, leaseUntil: number, pin?: CodePin): Promise<TaskClaim>;
  /**
   * Ends a lease early, so that the next delivery need not wait for it (after a retryable failure). Holds only while
   * `attempt` is still the claimed one: a late release must not end the next holder's lease (C2). `usage` is what the
   * runs so far consumed.
   */
  release(claimed: TaskKey & Pick<Task, 'attempt'>, leaseUntil: number, usage?: Task['usage']): Promise<void>;
}

/** Which code a run uses; recorded at the claim, so that a rollback takes effect at the next claim. */
export interface CodePin {
  readonly agentVersion?: string;
  readonly codeSha256?: string;
}

export interface TaskKey {
  readonly requestId: string;
  readonly taskId: string;
}

/** An event to publish; `detail` has been validated by the generated publisher. */
export interface OutgoingEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
}

/** Event bus. Resolves only when every entry was accepted; throws otherwise (all may be sent again). */
export interface Bus {
  publish(events: readonly OutgoingEvent[]): Promise<void>;
}

/** A requester's own bus or queue for the final event. */
export interface ReplyTarget {
  readonly type: 'eventbridge' | 'sqs';
  readonly target: string;
}

/** Sends final events to requesters' targets; only to those that the deployment allows. */
export interface Replies {
  allows(target: ReplyTarget): boolean;
  /** Throws unless the target took it; it may be sent again. */
  send(target: ReplyTarget, event: OutgoingEvent): Promise<void>;
}

/** Queue of tasks. `target` is an agent's `action.target`: a queue URL or a deployed queue name. */
export interface TaskQueue {
  /** Sends all; resolves with the indexes that were refused (to be sent again later). */
  send(messages: readonly { readonly target: string; readonly body: AgentTask }[]): Promise<readonly number[]>;
}

/** The supervisor's inbox: ticks to itself. */
export interface Inbox {
  wake(orchestrationIds: readonly string[], delaySeconds: number): Promise<void>;
}

/** Where the operator's switch of the environment stands. */
export interface SwitchPosition {
  /** paused: no turn begins, what agents were given is finished. stopped: everything ends. */
  readonly state: 'running' | 'paused' | 'stopped';
  readonly by?: string;
  readonly reason?: string;
}

/** The operator's switch. May be some seconds old. */
export interface OperatorSwitch {
  position(): Promise<SwitchPosition>;
}

/** Gives a delivered message back to its queue: visible again after `seconds` (0..43,200). */
export interface Redelivery {
  delay(receiptHandle: string, queueArn: string, seconds: number): Promise<void>;
}

// ---- orchestrations ---------------------------------------------------------------------------------------

/** Everything the supervisor reads of one orchestration; always consistent reads. */
export interface OrchestrationStore {
  head(orchestrationId: string): Promise<Orchestration | undefined>;
  /** Head and all messages in order, by one query (more when over 1 MB). */
  load(orchestrationId: string): Promise<{ readonly head: Orchestration; readonly messages: readonly OrchestrationMessage[] } | undefined>;
  tasks(requestId: string): Promise<readonly Task[]>;
  /** New orchestration with its first items; ok false with the head that is there already. */
  create(head: Orchestration, messages: readonly OrchestrationMessage[]): Promise<Written<Orchestration>>;
  /**
   * Replaces the head if status, turn and epoch are still as in `expected`, and puts messages and tasks that
   * must not exist yet, all in one transaction.
   */
  update(expected: Orchestration, head: Orchestration, messages?: readonly OrchestrationMessage[], tasks?: readonly Task[]): Promise<Written<Orchestration>>;
  /** Ends a task unless it is terminal. With `tokenHash`, only if that is one of the task's (a completion); without, unconditionally (a time-out). */
  endTask(key: TaskKey, end: TaskEnd, tokenHash?: string): Promise<TaskEnded>;
  /** Adds a token hash before a message is sent again; ok false when the task is terminal. */
  addToken(key: TaskKey, tokenHash: string, wakeAt: number): Promise<Written<Task>>;
  /** Orchestrations whose wakeAt is at or before `now`, oldest first, at most `limit`; may be stale (index read). */
  due(now: number, limit: number): Promise<readonly { readonly orchestrationId: string; readonly wakeAt: number }[]>;
}

export type TaskEnded = { readonly ok: true } | { readonly ok: false; readonly why: 'missing' | 'terminal' | 'forged' };

/** A task's final facts. */
export type TaskEnd = Pick<Task, 'result' | 'resultRef' | 'error' | 'usage'> & {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'CANCELLED';
  readonly endedAt: number;
};

// ---- model ------------------------------------------------------------------------------------------------

/** Content as the model is given it and as it answers. */
export type ContentBlock = AskedBlock;

export type ModelMessage = AskedMessage;

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

export interface ModelRequest {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  /** Never empty: absent when there are none. */
  readonly tools?: readonly ToolSpec[];
  readonly maxTokens: number;
  /** The call is given up after this long and counts as unavailable. */
  readonly timeoutMs: number;
  /** Ids of models to be asked in this order instead of the role's own; each must be one of the role's. */
  readonly models?: readonly string[];
}

export type { StopReason };

export type ModelOutcome =
  | {
      readonly kind: 'answered';
      readonly content: readonly ContentBlock[];
      readonly stopReason: StopReason;
      readonly usage: Spent;
      /** Id of the model that answered. */
      readonly model?: string;
    }
  | ModelFailure;

/** A model call that gave no answer. */
export type ModelFailure =
  /** Try later; not before `retryAfterMs` where the service says so. */
  | { readonly kind: 'throttled'; readonly message: string; readonly retryAfterMs?: number }
  /** invalid: the request itself was refused. unavailable: network or service fault. */
  | { readonly kind: 'invalid' | 'unavailable'; readonly message: string }
  /** No request will be answered before a person has changed something; `code` becomes the orchestration's reason. */
  | { readonly kind: 'denied'; readonly code: ModelDenial; readonly message: string };

/** MODEL_ACCESS: no leave or no credit. MODEL_UNKNOWN: no such model. MODEL_WITHOUT_TOOLS: one that cannot be given any. MODEL_NOT_OFFERED: not one of the role's. REPLAY_DEVIATES: not what was recorded. */
export type ModelDenial = 'MODEL_ACCESS' | 'MODEL_UNKNOWN' | 'MODEL_WITHOUT_TOOLS' | 'MODEL_NOT_OFFERED' | 'REPLAY_DEVIATES';

/** The model. Expected failures are outcomes; it neither retries nor sleeps beyond one SDK retry. */
export interface Model {
  ask(request: ModelRequest): Promise<ModelOutcome>;
}

/** US dollars of a call of so many tokens, at most, by whichever of the models answers; undefined when no price is known. */
export type CostBound = (tokens: { readonly input: number; readonly output: number }, models?: readonly string[]) => number | undefined;

// ---- agents -----------------------------------------------------------------------------------------------

/** One run of one agent's code. */
export interface AgentRun {
  readonly agentId: string;
  readonly agentVersion: string;
  /** The module's source, already verified against its pinned hash. */
  readonly source: string;
  /** Valid under the agent's input schema. */
  readonly input: unknown;
  /** Granted powers, for instance `model`, `http:api.example.com`, `tool:parse-csv`. */
  readonly capabilities: readonly string[];
  /** Ids of the models that its own questions go to, in this order; those of the role when absent. */
  readonly models?: readonly string[];
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** The same on every attempt of the task. */
  readonly idempotencyKey: string;
  readonly orchestrationId: string;
  /** What the run may spend on models; the sandbox's own limits hold beside it. */
  readonly allowance?: Allowance;
}

export type AgentOutcome =
  | {
      readonly kind: 'returned';
      readonly value: unknown;
      readonly usage?: Task['usage'];
    }
  /** `code` for instance AGENT_THREW, AGENT_TIMEOUT, AGENT_MEMORY, AGENT_RESULT_TOO_LARGE, AGENT_NO_HANDLER, SANDBOX_FAILED. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly retryable: boolean; readonly usage?: Task['usage'] };

/** Runs agent code where it can harm nothing. Never throws for what the code does. */
export interface AgentRunner {
  run(run: AgentRun): Promise<AgentOutcome>;
}

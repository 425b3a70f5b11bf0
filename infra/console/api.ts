/** What the console's server and its page say to each other: JSON over HTTP, changes as server-sent events. Types only. */
import type { Agent } from '../../generated/tables/agent.ts';
import type { AgentVersion } from '../../generated/tables/agent-version.ts';
import type { Orchestration } from '../../generated/tables/orchestration.ts';
import type { Task } from '../../generated/tables/task.ts';

/** The head of an orchestration, as stored. */
export type Run = Orchestration;

/** A task without what may be long (input, result) and without hashes of its tokens. `handedOut`: it was sent to its queue. */
export type RunTask = Omit<Task, 'tokenHashes' | 'input' | 'inputRef' | 'result' | 'resultRef'> & { readonly handedOut: boolean };

/** One call of the model: from the message that it answers to the answer. Milliseconds since the epoch. */
export interface Turn {
  readonly turn: number;
  readonly askedAt: number;
  /** Absent while the model is being asked. */
  readonly answeredAt?: number;
}

export interface RunDetail {
  readonly run: Run;
  readonly turns: readonly Turn[];
  readonly tasks: readonly RunTask[];
  /** What the model answered at the end; only of a completed one. */
  readonly answer?: LongText;
}

/** Input and result of one task. Text over 64 KB is cut; `whole` is its length in characters. */
export interface TaskDetail {
  readonly task: RunTask;
  readonly input?: LongText;
  readonly result?: LongText;
}

export interface LongText {
  readonly text: string;
  readonly whole: number;
}

export type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'attachment'; readonly name: string; readonly bytes: number; readonly sha256: string; readonly preview: string }
  | { readonly type: 'toolUse'; readonly toolUseId: string; readonly name: string; readonly input: unknown }
  | { readonly type: 'toolResult'; readonly toolUseId: string; readonly status: 'success' | 'error'; readonly text: string; readonly ref?: string }
  | { readonly type: 'opaque'; readonly value: unknown };

export interface ConversationMessage {
  readonly index: number;
  readonly role: 'user' | 'assistant';
  readonly createdAt: number;
  readonly blocks: readonly Block[];
}

export interface AgentDetail {
  readonly agent: Agent;
  /** Oldest first. */
  readonly versions: readonly AgentVersion[];
}

/** A part of a value that breaks its schema. */
export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

/** One span of a run's trace, in the order of a tree: `depth` is the number of spans above it. Milliseconds since the epoch. */
export interface TraceRow {
  readonly spanId: string;
  readonly depth: number;
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly failed: boolean;
  /** Function, turn, tokens, cost, error. */
  readonly details: string;
}

/** An event that a bus accepted. */
export interface BusEvent {
  /** Rises within one run of the server. */
  readonly sequence: number;
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
  readonly orchestrationId?: string;
  /** Name in the contracts; absent when no contract has this source and detail-type. */
  readonly contract?: string;
  readonly problems: readonly Problem[];
  /** JSON text of the detail, cut at 32 KB; `length` is the whole. */
  readonly detail: string;
  readonly length: number;
}

export interface Queue {
  /** Name in the contracts, or the deployed name of a queue that the contracts do not have. */
  readonly name: string;
  readonly description?: string;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly oldestSentAt?: number;
  readonly isDeadLetterQueue: boolean;
  /** Queues whose dead letters lie here. */
  readonly sources: readonly string[];
  readonly consumers: readonly string[];
  readonly maxReceiveCount?: number;
}

export interface QueueMessage {
  readonly messageId: string;
  readonly sentAt: number;
  readonly receiveCount: number;
  readonly inFlight: boolean;
  readonly body: string;
  readonly length: number;
  readonly orchestrationId?: string;
  /** Why it is here, as far as is known. */
  readonly reason: string;
  readonly deadLetterSource?: string;
}

export interface Contract {
  readonly kind: 'event' | 'message' | 'table';
  readonly name: string;
  /** Path of its schema below `schemas/`. */
  readonly schema: string;
  readonly source?: string;
  readonly detailType?: string;
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
}

/** A difference between the released contracts and these. */
export interface ContractChange {
  readonly subject: string;
  readonly message: string;
  readonly verdict: 'major' | 'minor' | 'patch';
}

export interface Contracts {
  readonly contracts: readonly Contract[];
  /** JSON Schemas by their path below `schemas/`. */
  readonly schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Absent when nothing has been released. */
  readonly changes?: readonly ContractChange[];
}

/** A replay, as `handlers/operator` gives it. */
export interface ReplayReport {
  readonly facts: readonly { readonly turn: number; readonly fact: string; readonly from: string; readonly to: string }[];
  readonly answersUsed: number;
  readonly resultsUsed: number;
  readonly withheld: { readonly tasks: number; readonly events: number };
  readonly next?: string;
  readonly differences: readonly { readonly where: string; readonly stored: string; readonly replayed: string }[];
}

export type ForkEdit =
  | { readonly type: 'task'; readonly text: string }
  | { readonly type: 'result'; readonly toolUseId: string; readonly text: string }
  | { readonly type: 'say'; readonly text: string };

/** A simulated run and where faults can be put into it (`test/simulation/lab-run.ts`). */
export interface LabRun {
  readonly scenarios: readonly { readonly key: string; readonly name: string }[];
  readonly profiles: readonly string[];
  readonly trace: readonly string[];
  /** Every choice of the run. The same tape is the same run. */
  readonly tape: readonly number[];
  readonly steps: number;
  readonly virtualMs: number;
  readonly violation: string | null;
  /** `choice` at `position` of the tape makes line `line` of the trace `text`, and what follows may differ. */
  readonly points: readonly { readonly position: number; readonly choice: number; readonly line: number; readonly text: string }[];
}

/** What the stream tells. `resync`: what was missed is no longer known, so everything shown has to be read again. */
export type Change =
  | { readonly type: 'run'; readonly run: Run }
  | { readonly type: 'tasks'; readonly orchestrationId: string; readonly tasks: readonly RunTask[] }
  | { readonly type: 'event'; readonly event: BusEvent }
  | { readonly type: 'queues'; readonly queues: readonly Queue[] }
  | { readonly type: 'agent'; readonly agentId: string }
  | { readonly type: 'resync' };

/** The body of every answer that is not 2xx. */
export interface Refusal {
  readonly error: string;
  readonly problems?: readonly Problem[];
}

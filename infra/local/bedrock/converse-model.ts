import type { ConverseRequest, ToolUse } from './converse-request.ts';
import type { ServiceErrorType } from './service-error.ts';

/** What answers behind the endpoint: the offline model, or a script in a test. */
export interface ConverseModel {
  /** Gets requests that the service would accept; `modelId` is the decoded id or ARN of the URL. */
  answer(modelId: string, request: ConverseRequest): Promise<Reply> | Reply;
}

export type Reply = Answer | Failure;

export interface Answer {
  readonly content: readonly ReplyBlock[];
  /** `tool_use` when the content has a tool use and `end_turn` otherwise, unless given. */
  readonly stopReason?: string;
  /** Estimated from the texts' lengths unless given. */
  readonly usage?: TokenUsage;
}

/** Exactly one member is set. */
export interface ReplyBlock {
  readonly text?: string;
  readonly toolUse?: ToolUse;
  readonly reasoningContent?: { readonly reasoningText: { readonly text: string; readonly signature?: string } };
}

export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens?: number;
  readonly cacheWriteInputTokens?: number;
}

/** The service's failure instead of an answer. */
export interface Failure {
  /** `disconnect` cuts the connection without an answer. */
  readonly failure: ServiceErrorType | 'disconnect';
  readonly message: string;
  readonly members?: Readonly<Record<string, unknown>>;
  /** ConverseStream only: the failure comes after this many events of `answer` (at most all of them). Default 0. */
  readonly afterEvents?: number;
  readonly answer?: Answer;
}

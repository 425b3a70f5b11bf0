import type { Account } from './account.ts';
import type { FabricatorTool } from './tools/fabricator-tool.ts';
import type { Workshop } from './workshop.ts';

/** A model at work with tools until it ends its turn, a limit is reached or it is stopped. */
export interface Brain {
  work(job: BrainJob): Promise<BrainEnd>;
}

export interface BrainJob {
  readonly system: string;
  readonly prompt: string;
  readonly tools: readonly FabricatorTool[];
  readonly workshop: Workshop;
  /** Asked between the model's turns: true ends the work. */
  readonly done: () => boolean;
  /** What is said, once, to a model that ends its turn too early; undefined when it may. */
  readonly reminder: () => string | undefined;
  /** Model calls, at most. */
  readonly turns: number;
  /** Each model call is entered here before it is made, and what it used after it. */
  readonly account: Account;
  /** Ends the work at the deadline. */
  readonly signal: AbortSignal;
}

export interface BrainUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input tokens, those read from the prompt cache; absent when there were none. */
  readonly cachedTokens?: number;
  readonly modelCalls: number;
  /** US dollars; absent when the model's price is not known. */
  readonly costUsd?: number;
  readonly unpricedCalls?: number;
}

/** How the work ended, and the id of the model that was asked last. */
export type BrainEnd = { readonly model?: string } & (
  | { readonly kind: 'ended'; readonly why: 'done' | 'endTurn' | 'turns' | 'tokens' | 'allowance' | 'blocked' | 'stopped'; readonly lastText: string }
  /** The model did not answer. `transient`: throttled or unavailable, another time may be better. */
  | { readonly kind: 'failed'; readonly transient: boolean; readonly message: string }
);

import type { Task } from '../../../generated/tables/task.ts';
import type { Block } from './conversation.ts';
import type { Head, Reason, Usage } from './head.ts';

/**
 * What happened to an orchestration. A decision yields at most one; it is saved, with the items it carries, in one
 * transaction that holds only if status, turn and epoch are still as read.
 */
export type Fact =
  /** The right to call the model, under a lease; appends the tool results of the turn that has ended. */
  | {
      readonly type: 'claimed';
      readonly now: number;
      /** The inbox message under which it was claimed. */
      readonly holder: string;
      readonly results: readonly Block[] | undefined;
      readonly fabricated: readonly string[];
      readonly takeover: boolean;
      /** With the tasks of the turn that has ended settled. */
      readonly usage: Usage;
    }
  /** The model asked for tasks. */
  | {
      readonly type: 'turnCommitted';
      readonly now: number;
      readonly blocks: readonly Block[];
      readonly tasks: readonly Task[];
      readonly usage: Usage;
      readonly model?: string;
    }
  | {
      readonly type: 'completed';
      readonly now: number;
      readonly blocks: readonly Block[];
      readonly usage: Usage;
      readonly outcome: NonNullable<Head['outcome']>;
      readonly model?: string;
    }
  /** `holder`: the inbox message under which it ended, which is the one to announce it; absent where that is not known. */
  | { readonly type: 'failed'; readonly now: number; readonly holder?: string; readonly reason: Reason; readonly usage?: Usage }
  | { readonly type: 'cancelled'; readonly now: number; readonly holder?: string; readonly reason: Reason; readonly usage: Usage }
  /** The claim is given up: the model is asked again at `notBefore`. */
  | { readonly type: 'released'; readonly now: number; readonly notBefore: number; readonly retry: Retry; readonly usage?: Usage }
  /** Every task of the turn is on its queue; `wakeAt` is the earliest time something must be looked at. */
  | { readonly type: 'dispatched'; readonly now: number; readonly wakeAt: number }
  /** An operator paused: it is looked at again later, and meanwhile stays as it is. */
  | { readonly type: 'postponed'; readonly now: number }
  | { readonly type: 'announced'; readonly now: number };

/** What is remembered of a model call that gave no usable answer; forgotten when the turn is committed. */
export type Retry = { readonly attempts?: number; readonly malformed?: number; readonly maxTokens?: number; readonly repaired?: boolean };

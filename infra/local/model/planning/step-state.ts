import type { Attempt } from './progress.ts';
import type { UseId } from './use-id.ts';

/** A tool use to ask for now. */
export interface PlannedUse {
  readonly id: UseId;
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** How a step stands. */
export type StepState =
  /** Done: one result, or one for each document or value. */
  | { readonly kind: 'done'; readonly results: readonly Attempt[] }
  /** Will not be done; the reason is for the user. */
  | { readonly kind: 'failed'; readonly reason: string; readonly results: readonly Attempt[] }
  | { readonly kind: 'open' };

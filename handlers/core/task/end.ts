import type { TaskCompletion } from '../../../generated/events/task-completion.v1.ts';
import { clip, limits } from '../limits.ts';

/** A completion as the task item keeps it. `text` is the result as JSON text. */
export type CompletionMeaning =
  | { readonly status: 'SUCCEEDED'; readonly text: string | undefined; readonly ref: string | undefined }
  | { readonly status: 'FAILED'; readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } };

/**
 * What a completion says. The original system knows neither `status` nor `error`: absent means success. Whatever an
 * agent calls retryable, the supervisor does not retry: the queue has (protocol.md, Task).
 */
export function meaningOf(completion: TaskCompletion): CompletionMeaning {
  if (completion.status !== 'error') {
    if (completion.result_ref !== undefined) return { status: 'SUCCEEDED', text: undefined, ref: completion.result_ref };
    return { status: 'SUCCEEDED', text: JSON.stringify(completion.data ?? null), ref: undefined };
  }
  const { code = 'AGENT_FAILED', message, retryable = false } = completion.error ?? {};
  const said = message ?? (typeof completion.data === 'string' ? completion.data : JSON.stringify(completion.data ?? null));
  return { status: 'FAILED', error: { code, message: clip(said, limits.errorCharacters), retryable } };
}

/** A stored result as the model reads it: a string as it is, anything else as JSON text. */
export function resultAsText(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
}

/**
 * Conversations that an instance has just handed to agents, as stored. They only grow (S2), and head and messages are known by status, turn
 * and epoch, under which alone the next write holds: what was remembered too long costs that write, never correctness.
 */
import type { OrchestrationMessage } from '../../generated/tables/orchestration-message.ts';
import type { Head } from '../core/orchestration/head.ts';

/** Conversations remembered at once, and characters of their messages together (two bytes each at most). */
const MOST = 256;
const MOST_CHARACTERS = 8_000_000;

export interface Conversation {
  readonly head: Head;
  readonly messages: readonly OrchestrationMessage[];
}

export class RememberedConversations {
  readonly #byId = new Map<string, Conversation & { readonly characters: number }>();
  #characters = 0;

  keep({ head, messages }: Conversation): void {
    this.take(head.orchestrationId, head.turn);
    const characters = messages.reduce((sum, { body }) => sum + (body?.length ?? 0), 0);
    if (characters > MOST_CHARACTERS) return;
    this.#byId.set(head.orchestrationId, { head, messages, characters });
    this.#characters += characters;
    for (const [oldest] of this.#byId) {
      if (this.#byId.size <= MOST && this.#characters <= MOST_CHARACTERS) return;
      this.#forget(oldest);
    }
  }

  /** What is remembered of this turn, once: of several that look at the same time one alone is likely to be right. */
  take(orchestrationId: string, turn: number): Conversation | undefined {
    const known = this.#byId.get(orchestrationId);
    if (known === undefined) return undefined;
    this.#forget(orchestrationId);
    return known.head.turn === turn ? { head: known.head, messages: known.messages } : undefined;
  }

  #forget(orchestrationId: string): void {
    this.#characters -= this.#byId.get(orchestrationId)?.characters ?? 0;
    this.#byId.delete(orchestrationId);
  }
}

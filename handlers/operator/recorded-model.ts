import type { Block } from '../core/orchestration/conversation.ts';
import { toolUses } from '../core/orchestration/conversation.ts';
import type { Head } from '../core/orchestration/head.ts';
import type { ContentBlock, Model, ModelOutcome } from '../shell/ports.ts';

const nothing = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: 0 };

/**
 * Stands for the model in a replay: it gives the stored answers in their order. What the stored head consumed is told
 * with the last of them, since the record holds the sum only.
 */
export class RecordedModel implements Model {
  /** Stored answers given. */
  answered = 0;
  /** Times it was asked for something the record does not hold: here the real model would be called. */
  beyond = 0;
  readonly #answers: readonly (readonly Block[])[];
  readonly #head: Head;

  constructor(head: Head, answers: readonly (readonly Block[])[]) {
    this.#head = head;
    this.#answers = answers;
  }

  async ask(): Promise<ModelOutcome> {
    const blocks = this.#answers[this.answered];
    if (blocks === undefined) return this.#failed();
    this.answered += 1;
    return {
      kind: 'answered',
      content: blocks.filter(isContent),
      stopReason: toolUses(blocks).length > 0 ? 'tool_use' : this.#head.outcome === 'blocked' ? 'guardrail_intervened' : 'end_turn',
      usage: this.answered === this.#answers.length ? this.#head.usage : nothing,
    };
  }

  /** What ended a run that failed at the model: the reason's code tells it. */
  #failed(): ModelOutcome {
    const { reason } = this.#head;
    const message = reason?.message ?? '';
    switch (reason?.code) {
      case 'MODEL_ATTEMPTS':
        return { kind: 'unavailable', message };
      case 'MODEL_REFUSED':
        return { kind: 'invalid', message };
      case 'MAX_TOKENS':
        return { kind: 'answered', content: [], stopReason: 'max_tokens', usage: nothing };
      case 'MODEL_MALFORMED':
        return { kind: 'answered', content: [], stopReason: 'malformed_model_output', usage: nothing };
      case 'CONTEXT_WINDOW':
        return { kind: 'answered', content: [], stopReason: 'model_context_window_exceeded', usage: nothing };
      default:
        this.beyond += 1;
        return { kind: 'throttled', message: 'the record ends here' };
    }
  }
}

function isContent(block: Block): block is ContentBlock & Block {
  return block.type === 'text' || block.type === 'toolUse' || block.type === 'opaque';
}

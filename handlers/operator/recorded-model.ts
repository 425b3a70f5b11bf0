import type { Task } from '../../generated/tables/task.ts';
import type { Block } from '../core/orchestration/conversation.ts';
import { toolUses } from '../core/orchestration/conversation.ts';
import type { Head, Usage } from '../core/orchestration/head.ts';
import type { Spent } from '../core/orchestration/spending.ts';
import type { ContentBlock, Model, ModelOutcome } from '../shell/ports.ts';

const nothing = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: 0 };

/**
 * Stands for the model in a replay: it gives the stored answers in their order. What the supervisor's own calls consumed is
 * told with the last of them, since the record holds the sum only.
 */
export class RecordedModel implements Model {
  /** Stored answers given. */
  answered = 0;
  /** Times it was asked for something the record does not hold: here the real model would be called. */
  beyond = 0;
  readonly #answers: readonly (readonly Block[])[];
  readonly #head: Head;
  readonly #spent: Spent;
  #shortened = false;

  /** `tasks` are all of the record: what their agents used comes with their results. */
  constructor(head: Head, answers: readonly (readonly Block[])[], tasks: readonly Task[]) {
    this.#head = head;
    this.#spent = withoutTasks(head.usage, tasks);
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
      usage: this.answered === this.#answers.length ? this.#spent : nothing,
    };
  }

  /** What ended a run that failed at the model: the reason's code tells it. */
  #failed(): ModelOutcome {
    const { reason } = this.#head;
    const message = reason?.message ?? '';
    switch (reason?.code) {
      case 'BUDGET_TOKENS':
      case 'BUDGET_COST':
        return this.#shorten();
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
        return this.#beyond();
    }
  }

  /** What was left was enough for the question as it is; shortened for the model's window it may be longer, by the tool to read what was cut. */
  #shorten(): ModelOutcome {
    if (this.#shortened) return this.#beyond();
    this.#shortened = true;
    return { kind: 'answered', content: [], stopReason: 'model_context_window_exceeded', usage: nothing };
  }

  #beyond(): ModelOutcome {
    this.beyond += 1;
    return { kind: 'throttled', message: 'the record ends here' };
  }
}

/** What the supervisor's own calls used, and what was lost with runs that died: a replay has no such runs. */
function withoutTasks({ inputTokens, outputTokens, cachedTokens, costUsd, lostTokens = 0, lostCostUsd = 0 }: Usage, tasks: readonly Task[]): Spent {
  const used = (name: 'inputTokens' | 'outputTokens' | 'cachedTokens' | 'costUsd') => tasks.reduce((sum, { usage }) => sum + (usage?.[name] ?? 0), 0);
  return {
    inputTokens: Math.max(0, inputTokens - used('inputTokens')) + lostTokens,
    outputTokens: Math.max(0, outputTokens - used('outputTokens')),
    cachedTokens: Math.max(0, cachedTokens - used('cachedTokens')),
    costUsd: Math.max(0, costUsd - used('costUsd')) + lostCostUsd,
  };
}

function isContent(block: Block): block is ContentBlock & Block {
  return block.type === 'text' || block.type === 'toolUse' || block.type === 'opaque';
}

import type { Answer, ReplyBlock, TokenUsage } from './converse-model.ts';
import type { ConverseRequest } from './converse-request.ts';

/** A reply as the service would hand it out: limits of the request applied, stop reason and usage filled in. */
export interface Generation {
  readonly content: readonly ReplyBlock[];
  readonly stopReason: string;
  readonly usage: TokenUsage & { readonly totalTokens: number };
  /** What a guardrail did, when the request wants to know. */
  readonly trace?: { readonly guardrail: Readonly<Record<string, unknown>> };
}

/** Tokens of a text by the usual rule of thumb of four characters a token. */
export function estimateTokens(value: unknown): number {
  if (value === undefined) return 0;
  return Math.ceil((typeof value === 'string' ? value : JSON.stringify(value)).length / 4);
}

/** Applies `maxTokens` and `stopSequences` to an answer. A text is cut; a tool use that no longer fits is dropped with all that follows. */
export function toGeneration(request: ConverseRequest, answer: Answer): Generation {
  const stopped = applyStopSequences(answer.content, request.inferenceConfig?.stopSequences ?? []);
  const cut = applyMaxTokens(stopped.content, request.inferenceConfig?.maxTokens);
  const stopReason = cut.cut
    ? 'max_tokens'
    : stopped.cut
      ? 'stop_sequence'
      : (answer.stopReason ?? (cut.content.some((block) => block.toolUse !== undefined) ? 'tool_use' : 'end_turn'));
  const usage = answer.usage ?? {
    inputTokens: estimateTokens(request.system) + estimateTokens(request.messages) + estimateTokens(request.toolConfig),
    outputTokens: Math.max(1, tokensOf(cut.content)),
  };
  return { content: cut.content, stopReason, usage: { ...usage, totalTokens: usage.inputTokens + usage.outputTokens } };
}

interface Cut {
  readonly content: readonly ReplyBlock[];
  readonly cut: boolean;
}

function applyStopSequences(content: readonly ReplyBlock[], sequences: readonly string[]): Cut {
  const kept: ReplyBlock[] = [];
  for (const block of content) {
    const ends = block.text === undefined ? [] : sequences.map((sequence) => block.text?.indexOf(sequence) ?? -1).filter((at) => at >= 0);
    if (ends.length === 0) {
      kept.push(block);
      continue;
    }
    const text = (block.text ?? '').slice(0, Math.min(...ends));
    return { content: text === '' ? kept : [...kept, { text }], cut: true };
  }
  return { content: kept, cut: false };
}

function applyMaxTokens(content: readonly ReplyBlock[], maxTokens: number | undefined): Cut {
  if (maxTokens === undefined || tokensOf(content) <= maxTokens) return { content, cut: false };
  const kept: ReplyBlock[] = [];
  let left = maxTokens;
  for (const block of content) {
    const tokens = tokensOf([block]);
    if (tokens > left) {
      const text = block.text?.slice(0, left * 4) ?? '';
      return { content: text === '' ? kept : [...kept, { text }], cut: true };
    }
    left -= tokens;
    kept.push(block);
  }
  return { content: kept, cut: true };
}

function tokensOf(content: readonly ReplyBlock[]): number {
  return content.reduce((sum, block) => sum + estimateTokens(block.text ?? block.toolUse?.input ?? block.reasoningContent?.reasoningText.text), 0);
}

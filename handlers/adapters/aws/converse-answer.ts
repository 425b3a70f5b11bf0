import type { ContentBlock as WireBlock, ConverseCommandOutput, TokenUsage } from '@aws-sdk/client-bedrock-runtime';
import type { ContentBlock, ModelOutcome, StopReason } from '../../shell/ports.ts';
import { interventionOf } from './guardrail-trace.ts';
import { toOpaque } from './opaque-block.ts';
import { costOf, type ModelPrice, type Tokens } from './prices.ts';

/** What the model said. An answer without a message counts as malformed; one that a guardrail has only masked goes on as what it is. */
export function toOutcome(output: ConverseCommandOutput, price: ModelPrice | undefined): Extract<ModelOutcome, { kind: 'answered' }> {
  const content = (output.output?.message?.content ?? []).flatMap(toContent);
  return {
    kind: 'answered',
    content,
    stopReason: stopReasonOf(isMasked(output) ? undefined : output.stopReason, content),
    usage: usageOf(output.usage, price),
  };
}

function toContent(block: WireBlock): ContentBlock[] {
  if (block.text !== undefined) return [{ type: 'text', text: block.text }];
  if (block.toolUse !== undefined)
    return [{ type: 'toolUse', toolUseId: block.toolUse.toolUseId ?? '', name: block.toolUse.name ?? '', input: block.toolUse.input ?? {} }];
  // A kind of block that this SDK does not know cannot be sent back either.
  if ('$unknown' in block && block.$unknown !== undefined) return [];
  return [{ type: 'opaque', value: toOpaque(block) }];
}

function isMasked({ stopReason, trace }: ConverseCommandOutput): boolean {
  return stopReason === 'guardrail_intervened' && interventionOf(trace?.guardrail).action === 'masked';
}

/** A reason that is not known yet ends the turn when there is something to show for it. */
function stopReasonOf(reason: string | undefined, content: readonly ContentBlock[]): StopReason {
  switch (reason) {
    case 'tool_use':
    case 'end_turn':
    case 'stop_sequence':
    case 'max_tokens':
    case 'guardrail_intervened':
    case 'content_filtered':
    case 'malformed_model_output':
    case 'malformed_tool_use':
    case 'model_context_window_exceeded':
      return reason;
    case undefined:
    default:
      if (content.some(({ type }) => type === 'toolUse')) return 'tool_use';
      return content.some(({ type }) => type === 'text') ? 'end_turn' : 'malformed_model_output';
  }
}

/**
 * `inputTokens` are all input tokens, those of the cache included (as in the OpenTelemetry GenAI conventions); the
 * service counts them apart.
 */
function usageOf(usage: TokenUsage | undefined, price: ModelPrice | undefined) {
  const tokens: Tokens = {
    input: usage?.inputTokens ?? 0,
    output: usage?.outputTokens ?? 0,
    cacheRead: usage?.cacheReadInputTokens ?? 0,
    cacheWrite: usage?.cacheWriteInputTokens ?? 0,
  };
  return {
    inputTokens: tokens.input + tokens.cacheRead + tokens.cacheWrite,
    outputTokens: tokens.output,
    cachedTokens: tokens.cacheRead,
    ...(price !== undefined && { costUsd: costOf(price, tokens) }),
  };
}

import type { ContentBlock as WireBlock, ConverseCommandOutput, TokenUsage, ToolUseBlock } from '@aws-sdk/client-bedrock-runtime';
import type { ContentBlock, ModelOutcome, StopReason } from '../../shell/ports.ts';
import { interventionOf } from './guardrail-trace.ts';
import { toOpaque } from './opaque-block.ts';
import { costOf, type ModelPrice, type Tokens } from './prices.ts';

/** What the model said. An answer without a message counts as malformed; one that a guardrail has only masked goes on as what it is. */
export function toOutcome(output: ConverseCommandOutput, price: ModelPrice | undefined): Extract<ModelOutcome, { kind: 'answered' }> {
  const blocks = output.output?.message?.content ?? [];
  const content = blocks.flatMap(toContent);
  const unreadable = blocks.some(({ toolUse }) => toolUse !== undefined && toToolUse(toolUse) === undefined);
  return {
    kind: 'answered',
    content,
    stopReason: stopReasonOf(isMasked(output) ? undefined : output.stopReason, content, unreadable),
    usage: usageOf(output.usage, price),
  };
}

function toContent(block: WireBlock): ContentBlock[] {
  if (block.text !== undefined) return toText(block.text);
  // What is cited is text of the answer like any other; where it is from is not asked for.
  if (block.citationsContent !== undefined) return toText((block.citationsContent.content ?? []).map(({ text }) => text ?? '').join(''));
  if (block.toolUse !== undefined) return [toToolUse(block.toolUse)].filter((use) => use !== undefined);
  // A kind of block that this SDK does not know cannot be sent back either.
  if ('$unknown' in block && block.$unknown !== undefined) return [];
  return [{ type: 'opaque', value: toOpaque(block) }];
}

/** Blank text is refused when it is sent back. */
function toText(text: string): ContentBlock[] {
  return text.trim() === '' ? [] : [{ type: 'text', text }];
}

/** A use with the object that the service wants back. Some models give it as text; undefined when it cannot be read, or has no name. */
function toToolUse({ toolUseId = '', name = '', input }: ToolUseBlock): Extract<ContentBlock, { type: 'toolUse' }> | undefined {
  const value: unknown = typeof input === 'string' ? parse(input) : (input ?? {});
  if (name === '' || typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return { type: 'toolUse', toolUseId, name, input: value };
}

function parse(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    // Expected: a model may write what is no JSON; the turn is then asked for again.
    return undefined;
  }
}

function isMasked({ stopReason, trace }: ConverseCommandOutput): boolean {
  return stopReason === 'guardrail_intervened' && interventionOf(trace?.guardrail).action === 'masked';
}

/** A reason that is not known yet ends the turn when there is something to show for it. */
function stopReasonOf(reason: string | undefined, content: readonly ContentBlock[], unreadable: boolean): StopReason {
  if (unreadable && reason !== 'max_tokens' && reason !== 'guardrail_intervened' && reason !== 'content_filtered') return 'malformed_tool_use';
  switch (reason) {
    case 'end_turn':
    case 'stop_sequence':
      // Some models end their turn beside uses that they want answered.
      return content.some(({ type }) => type === 'toolUse') ? 'tool_use' : reason;
    case 'tool_use':
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

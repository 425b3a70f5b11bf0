import type { ChatCompletion } from 'openai/resources/chat/completions';
import { estimateTokens } from '../../core/orchestration/token-estimate.ts';
import type { ContentBlock, ModelOutcome, ModelRequest, StopReason } from '../../shell/ports.ts';

/** What the model said to a request, from a whole completion. An answer that cannot be read counts as malformed. */
export function toOutcome(
  completion: ChatCompletion,
  request: Pick<ModelRequest, 'system' | 'messages' | 'tools'>,
): Extract<ModelOutcome, { kind: 'answered' }> {
  const [choice] = completion.choices;
  const message = choice?.message;
  const text = withoutThoughts(message?.content ?? '');
  const uses = (message?.tool_calls ?? []).map((call) => (call.type === 'function' ? toToolUse(call.id, call.function) : undefined));
  const readable = uses.filter((use) => use !== undefined);
  const refusal = message?.refusal ?? undefined;
  const content: readonly ContentBlock[] = [
    ...(text.trim() === '' ? [] : [{ type: 'text' as const, text }]),
    ...(refusal === undefined || refusal === '' ? [] : [{ type: 'text' as const, text: refusal }]),
    ...readable,
  ];
  const refused = refusal !== undefined && refusal !== '' && readable.length === 0;
  return {
    kind: 'answered',
    content,
    stopReason: refused ? 'content_filtered' : stopReasonOf(choice?.finish_reason, readable.length, readable.length < uses.length),
    usage: usageOf(completion.usage) ?? estimated(request, content),
  };
}

/** Some servers leave a model's thoughts before its answer, in tags; they are no part of it. */
function withoutThoughts(text: string): string {
  return text.replace(/^\s*<think>[\s\S]*?<\/think>\s*/u, '');
}

/** The arguments are JSON text; some servers send an empty one for none, or no id, which the supervisor then makes. Undefined when they cannot be read. */
function toToolUse(
  id: string | null | undefined,
  { name, arguments: text }: { readonly name: string; readonly arguments: string },
): Extract<ContentBlock, { type: 'toolUse' }> | undefined {
  if (typeof name !== 'string') return undefined;
  try {
    const input: unknown = text.trim() === '' ? {} : JSON.parse(text);
    return typeof input === 'object' && input !== null && !Array.isArray(input) ? { type: 'toolUse', toolUseId: id ?? '', name, input } : undefined;
  } catch {
    // A model may write what is no JSON; the turn is then asked for again.
    return undefined;
  }
}

/** A cut answer is cut, whatever it holds; some servers say "stop" beside tool calls. */
function stopReasonOf(reason: string | null | undefined, uses: number, unreadable: boolean): StopReason {
  if (reason === 'length') return 'max_tokens';
  if (reason === 'content_filter') return 'content_filtered';
  if (unreadable) return 'malformed_tool_use';
  if (uses > 0) return 'tool_use';
  return reason === 'stop' ? 'end_turn' : 'malformed_model_output';
}

/** The protocol tells no cost. Undefined unless both are counted: some servers say null, or leave one of them out. */
function usageOf(usage: Partial<NonNullable<ChatCompletion['usage']>> | null | undefined) {
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens, prompt_tokens_details: details } = usage ?? {};
  if (!isCount(inputTokens) || !isCount(outputTokens)) return undefined;
  const cachedTokens = details?.cached_tokens;
  return { inputTokens, outputTokens, cachedTokens: isCount(cachedTokens) ? cachedTokens : 0 };
}

/** What a head can hold; anything else would make the answer impossible to store. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** For a server that counts nothing: without an estimate no token budget would hold its model. */
function estimated({ system, messages, tools }: Pick<ModelRequest, 'system' | 'messages' | 'tools'>, content: readonly ContentBlock[]) {
  return { inputTokens: estimateTokens({ system, messages, tools }), outputTokens: estimateTokens(content), cachedTokens: 0 };
}

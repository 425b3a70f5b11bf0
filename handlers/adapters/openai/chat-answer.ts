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
  const said = message?.content ?? '';
  const text = withoutThoughts(said);
  const calls = message?.tool_calls ?? [];
  const uses = calls.map((call) => (call.type === 'function' ? toToolUse(call.id, call.function) : undefined));
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
    usage: usageOf(completion.usage, request, [said, refusal, calls]),
  };
}

/**
 * Some servers leave a model's thoughts before its answer, in tags; they are no part of it. The first tag may be missing, where the server itself has put
 * it at the end of the question, and so may the second, where the model thought to the end.
 */
function withoutThoughts(text: string): string {
  const end = text.indexOf('</think>');
  const begin = text.indexOf('<think>');
  if (end >= 0 && (begin < 0 || text.slice(0, begin).trim() === '')) return text.slice(end + '</think>'.length).trimStart();
  return end < 0 && /^\s*<think>/u.test(text) ? '' : text;
}

/** The arguments are JSON text; some servers send an empty one for none, or `null`, or no id, which the supervisor then makes. Undefined when they, or the name, cannot be read. */
function toToolUse(
  id: string | null | undefined,
  { name, arguments: text }: { readonly name?: string; readonly arguments: string },
): Extract<ContentBlock, { type: 'toolUse' }> | undefined {
  const called = nameOf(name);
  if (called === undefined) return undefined;
  try {
    const input: unknown = text.trim() === '' ? {} : (JSON.parse(text) ?? {});
    return typeof input === 'object' && !Array.isArray(input) ? { type: 'toolUse', toolUseId: id ?? '', name: called, input } : undefined;
  } catch {
    // A model may write what is no JSON; the turn is then asked for again.
    return undefined;
  }
}

/** What every protocol takes back as a name: nobody checks what a model calls. Some models write the name space of their prompt before it. */
function nameOf(name = ''): string | undefined {
  const plain = name
    .trim()
    .replace(/^functions\./u, '')
    .replaceAll(/[^\w-]/gu, '_')
    .slice(0, 64);
  return plain === '' ? undefined : plain;
}

/** A cut answer is cut, whatever it holds; some servers say "stop" beside tool calls, and some have words of their own for the end of a text. */
function stopReasonOf(reason: string | null | undefined, uses: number, unreadable: boolean): StopReason {
  if (reason === 'length') return 'max_tokens';
  if (reason === 'content_filter') return 'content_filtered';
  if (unreadable) return 'malformed_tool_use';
  if (uses > 0) return 'tool_use';
  return reason === 'tool_calls' ? 'malformed_tool_use' : 'end_turn';
}

/** The protocol tells no cost. What a server does not count, or counts as what no head can hold, is estimated: no token budget would hold its model otherwise. */
function usageOf(
  counted: Partial<NonNullable<ChatCompletion['usage']>> | null | undefined,
  { system, messages, tools }: Pick<ModelRequest, 'system' | 'messages' | 'tools'>,
  said: unknown,
) {
  const { prompt_tokens: input, completion_tokens: output, prompt_tokens_details: details } = counted ?? {};
  return {
    inputTokens: countOf(input) || estimateTokens({ system, messages, tools }),
    outputTokens: countOf(output) || estimateTokens(said),
    cachedTokens: countOf(details?.cached_tokens),
  };
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

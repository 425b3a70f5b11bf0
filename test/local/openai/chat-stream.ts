import type { ChatRequest } from './chat-request.ts';

/** What the model says. Arguments are JSON text, so that a broken one can be scripted. */
export interface ChatAnswer {
  readonly text?: string;
  readonly calls?: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly refusal?: string;
  /** `tool_calls` when there are calls and `stop` otherwise, unless given. */
  readonly finish?: string;
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number; readonly cached?: number };
}

/** The chunks of an answer: text in pieces, then the arguments of parallel calls in pieces that alternate between them. */
export function chunksOf(request: ChatRequest, answer: ChatAnswer): readonly object[] {
  const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_795_000_000, model: request.model };
  const chunk = (delta: object, finish: string | null = null): object => ({ ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] });
  const calls = answer.calls ?? [];
  const pieces = calls.map(({ arguments: text }) => pieceUp(text));
  const longest = Math.max(0, ...pieces.map((list) => list.length));
  const usage = answer.usage ?? { prompt_tokens: Math.ceil(JSON.stringify(request.messages).length / 4), completion_tokens: 9 };
  return [
    chunk({ role: 'assistant', content: calls.length > 0 && answer.text === undefined ? null : '' }),
    ...pieceUp(answer.text ?? '').map((content) => chunk({ content })),
    ...(answer.refusal === undefined ? [] : [chunk({ refusal: answer.refusal })]),
    ...calls.map(({ id, name }, index) => chunk({ tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] })),
    ...Array.from({ length: longest }, (_, at) => at).flatMap((at) =>
      pieces.flatMap((list, index) => (list[at] === undefined ? [] : [chunk({ tool_calls: [{ index, function: { arguments: list[at] } }] })])),
    ),
    chunk({}, answer.finish ?? (calls.length > 0 ? 'tool_calls' : 'stop')),
    ...(request.stream_options?.include_usage === true
      ? [
          {
            ...base,
            choices: [],
            usage: {
              prompt_tokens: usage.prompt_tokens,
              completion_tokens: usage.completion_tokens,
              total_tokens: usage.prompt_tokens + usage.completion_tokens,
              ...(usage.cached !== undefined && { prompt_tokens_details: { cached_tokens: usage.cached } }),
            },
          },
        ]
      : []),
  ];
}

function pieceUp(text: string): readonly string[] {
  const points = Array.from(text);
  return Array.from({ length: Math.ceil(points.length / 7) }, (_, index) => points.slice(index * 7, index * 7 + 7).join(''));
}

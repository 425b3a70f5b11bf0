import type { ConverseModel } from '../../../infra/local/bedrock/converse-model.ts';
import type { ContentBlock, ConverseMessage, ConverseRequest } from '../../../infra/local/bedrock/converse-request.ts';
import { ChatError, type ChatMessage, type ChatRequest } from './chat-request.ts';
import type { ChatAnswer } from './chat-stream.ts';

/** A script that lets a model of the other protocol answer: the offline model, in another tongue. */
export function overConverse(model: ConverseModel): (request: ChatRequest) => Promise<ChatAnswer> {
  return async (request) => {
    const reply = await model.answer(request.model, toConverse(request));
    if ('failure' in reply) throw new ChatError(500, reply.message);
    const texts = reply.content.flatMap(({ text }) => (text === undefined ? [] : [text]));
    const calls = reply.content.flatMap(({ toolUse }) =>
      toolUse === undefined ? [] : [{ id: toolUse.toolUseId, name: toolUse.name, arguments: JSON.stringify(toolUse.input) }],
    );
    return { ...(texts.length > 0 && { text: texts.join('\n') }), ...(calls.length > 0 && { calls }) };
  };
}

function toConverse(request: ChatRequest): ConverseRequest {
  const system = request.messages.filter(({ role }) => role === 'system').map((message) => ({ text: textOf(message) }));
  const messages: ConverseMessage[] = [];
  for (const message of request.messages.filter(({ role }) => role !== 'system')) {
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const last = messages.at(-1);
    if (last?.role === role) messages[messages.length - 1] = { role, content: [...last.content, ...blocksOf(message)] };
    else messages.push({ role, content: blocksOf(message) });
  }
  return {
    messages,
    system,
    inferenceConfig: { maxTokens: request.max_tokens ?? request.max_completion_tokens ?? 1_000 },
    ...(request.tools !== undefined && {
      toolConfig: {
        tools: request.tools.map(({ function: { name, description, parameters } }) => ({
          toolSpec: { name, ...(description !== undefined && { description }), inputSchema: { json: parameters ?? { type: 'object' } } },
        })),
      },
    }),
  };
}

function blocksOf(message: ChatMessage): readonly ContentBlock[] {
  const text = textOf(message);
  if (message.role === 'tool')
    return [
      {
        toolResult: {
          toolUseId: message.tool_call_id ?? '',
          status: text.startsWith('[ERROR] ') ? 'error' : 'success',
          content: [{ text: text.replace(/^\[ERROR\] /u, '') }],
        },
      },
    ];
  return [
    ...(text === '' ? [] : [{ text }]),
    ...(message.tool_calls ?? []).map(({ id, function: { name, arguments: input } }) => ({
      toolUse: { toolUseId: id, name, input: JSON.parse(input) as unknown },
    })),
  ];
}

function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => part.text ?? '').join('\n');
}

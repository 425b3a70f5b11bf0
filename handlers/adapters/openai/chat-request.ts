import type { ChatCompletionCreateParamsStreaming, ChatCompletionMessageParam, ChatCompletionMessageToolCall } from 'openai/resources/chat/completions';
import type { ContentBlock, ModelMessage, ModelRequest } from '../../shell/ports.ts';
import type { Dialect } from './connection.ts';

export type { Dialect };

/** How a model is to be asked. */
export interface ChatSettings {
  /** Name of the model at its endpoint. */
  readonly model: string;
  /** Sent only when configured: some models refuse it. 0 to 1. */
  readonly temperature?: number;
}

/** What stands for a message or result without any text. */
const NOTHING = '(empty)';

/** The request of Chat Completions (OpenAI API reference, Create chat completion), streamed, with usage at its end where the dialect has it. */
export function toChatRequest(dialect: Dialect, settings: ChatSettings, request: ModelRequest): ChatCompletionCreateParamsStreaming {
  return {
    model: settings.model,
    messages: [
      ...(isBlank(request.system) ? [] : [{ role: 'system' as const, content: request.system.toWellFormed() }]),
      ...request.messages.flatMap(toMessages),
    ],
    stream: true,
    ...(dialect.countsInStream && { stream_options: { include_usage: true } }),
    [dialect.limit]: request.maxTokens,
    ...(settings.temperature !== undefined && { temperature: settings.temperature }),
    ...(request.tools !== undefined &&
      request.tools.length > 0 && {
        tools: request.tools.map(({ name, description, inputSchema }) => ({
          type: 'function' as const,
          function: { name, description, parameters: { ...inputSchema } },
        })),
        tool_choice: 'auto' as const,
      }),
  };
}

function toMessages({ role, content }: ModelMessage): readonly ChatCompletionMessageParam[] {
  return role === 'assistant' ? [assistantMessage(content)] : userMessages(content);
}

/** The results of tool calls come first, one message each: nothing may stand between them and the calls. */
function userMessages(content: readonly ContentBlock[]): readonly ChatCompletionMessageParam[] {
  const results = content.flatMap((block): readonly ChatCompletionMessageParam[] =>
    block.type === 'toolResult' ? [{ role: 'tool', tool_call_id: block.toolUseId, content: resultText(block) }] : [],
  );
  const text = textOf(content);
  return results.length > 0 && text === '' ? results : [...results, { role: 'user', content: text === '' ? NOTHING : text }];
}

/** The protocol knows no status of a result: a failed one says so. */
function resultText({ status, text }: Extract<ContentBlock, { type: 'toolResult' }>): string {
  const shown = isBlank(text) ? NOTHING : text.toWellFormed();
  return status === 'error' ? `[ERROR] ${shown}` : shown;
}

function assistantMessage(content: readonly ContentBlock[]): ChatCompletionMessageParam {
  const calls = content.flatMap((block): readonly ChatCompletionMessageToolCall[] =>
    block.type === 'toolUse' ? [{ id: block.toolUseId, type: 'function', function: { name: block.name, arguments: JSON.stringify(block.input ?? {}) } }] : [],
  );
  const text = textOf(content);
  if (calls.length > 0) return { role: 'assistant', content: text === '' ? null : text, tool_calls: calls };
  return { role: 'assistant', content: text === '' ? NOTHING : text };
}

function textOf(content: readonly ContentBlock[]): string {
  return content
    .flatMap((block) => {
      if (block.type === 'text') return isBlank(block.text) ? [] : [block.text.toWellFormed()];
      return block.type === 'opaque' ? leftOut(block.value) : [];
    })
    .join('\n');
}

/** Content of another provider. Reasoning belongs to the model that thought it and goes without a word; the rest is named. */
function leftOut(value: unknown): readonly string[] {
  const kind = typeof value === 'object' && value !== null ? Object.keys(value)[0] : undefined;
  switch (kind) {
    case 'reasoningContent':
    case 'cachePoint':
      return [];
    case 'image':
    case 'document':
    case 'video':
      return [`(a ${kind === 'image' ? 'picture' : kind} was left out: this model is asked in text only)`];
    default:
      return ['(content was left out that this model cannot be given)'];
  }
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

import { APIError } from 'openai';
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { timing } from '../../core/timing.ts';
import type { Model, ModelRequest } from '../../shell/ports.ts';
import { toOutcome } from './chat-answer.ts';
import { toChatFailure } from './chat-failure.ts';
import { toChatRequest, type ChatSettings, type Dialect } from './chat-request.ts';
import { createOpenAiClient } from './client.ts';
import { dialectOf, type Connection } from './connection.ts';

/** Ends of an answer that are a failure of the server's: it broke off, was stopped, or has no room. */
const BROKEN_OFF = new Set(['error', 'abort', 'insufficient_system_resource']);

/**
 * A model behind an OpenAI-compatible endpoint (Ollama, llama.cpp, vLLM, hosted ones). One streamed call, repeated only in the other dialect
 * where the endpoint refuses a parameter by name; every failure is an outcome. The package puts the chunks together.
 */
export function createOpenAiModel(connection: Connection, settings: ChatSettings): Model {
  const client = createOpenAiClient(connection, timing.modelTimeout);
  let dialect = dialectOf(connection);
  const send = (request: ModelRequest, signal: AbortSignal): Promise<ChatCompletion> =>
    client.chat.completions.stream(toChatRequest(dialect, settings, request), { signal }).finalChatCompletion();
  return {
    async ask(request) {
      const signal = AbortSignal.timeout(request.timeoutMs);
      let completion: ChatCompletion | undefined;
      while (completion === undefined) {
        try {
          completion = await send(request, signal);
        } catch (cause) {
          const other = otherDialect(dialect, cause);
          if (other === undefined) return toChatFailure(cause, connection, settings.model, request);
          dialect = other;
        }
      }
      const end = completion.choices[0]?.finish_reason;
      if (end !== undefined && BROKEN_OFF.has(end)) return { kind: 'unavailable', message: `the answer broke off at the server (${end})` };
      return toOutcome(completion, request);
    },
  };
}

/** The dialect without the parameter that was refused; undefined when it was none of those that can be done without. */
function otherDialect(dialect: Dialect, cause: unknown): Dialect | undefined {
  if (!(cause instanceof APIError) || (cause.status !== 400 && cause.status !== 422)) return undefined;
  if (dialect.limit === 'max_tokens' && /max_completion_tokens/u.test(cause.message)) return { ...dialect, limit: 'max_completion_tokens' };
  return dialect.countsInStream && /stream_options/u.test(cause.message) ? { ...dialect, countsInStream: false } : undefined;
}

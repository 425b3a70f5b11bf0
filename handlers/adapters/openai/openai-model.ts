import type { ChatCompletion } from 'openai/resources/chat/completions';
import { timing } from '../../core/timing.ts';
import type { Model } from '../../shell/ports.ts';
import { toOutcome } from './chat-answer.ts';
import { toChatFailure } from './chat-failure.ts';
import { toChatRequest, type ChatSettings } from './chat-request.ts';
import { createOpenAiClient } from './client.ts';
import type { Connection } from './connection.ts';

/**
 * A model behind an OpenAI-compatible endpoint (Ollama, llama.cpp, vLLM, hosted ones). One streamed call, never repeated
 * by the client; every failure is an outcome. The package puts the chunks together.
 */
export function createOpenAiModel(connection: Connection, settings: ChatSettings): Model {
  const client = createOpenAiClient(connection, timing.modelTimeout);
  return {
    async ask(request) {
      let completion: ChatCompletion;
      try {
        const stream = client.chat.completions.stream(toChatRequest(connection, settings, request), { signal: AbortSignal.timeout(request.timeoutMs) });
        completion = await stream.finalChatCompletion();
      } catch (cause) {
        return toChatFailure(cause, connection, settings.model);
      }
      return toOutcome(completion, request);
    },
  };
}

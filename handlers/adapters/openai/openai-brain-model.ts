import type { OpenAIModelConfig } from '@strands-agents/sdk/models/openai';
import type { BrainModel } from '../../fabricator/strands-fallback.ts';
import type { ChatSettings } from './chat-request.ts';
import { dialectOf, type Connection } from './connection.ts';

/** Output tokens of one answer where none are configured: what most servers' models can give. */
const MAX_TOKENS = 16_384;
const READ_TIMEOUT_MS = 3_600_000;

/** The fabricator's model by Chat Completions, through Strands' own provider. */
export function createOpenAiBrainModel(id: string, connection: Connection, settings: ChatSettings, maxTokens = MAX_TOKENS): BrainModel {
  const { limit } = dialectOf(connection);
  return {
    id,
    maxTokens,
    limit: (tokens) => {
      const config: OpenAIModelConfig = { params: { [limit]: tokens } };
      return config;
    },
    load: async () => {
      const [{ OpenAIModel }, { createOpenAiClient }] = await Promise.all([import('@strands-agents/sdk/models/openai'), import('./client.ts')]);
      return new OpenAIModel({
        api: 'chat',
        modelId: settings.model,
        client: createOpenAiClient(connection, READ_TIMEOUT_MS),
        params: { [limit]: maxTokens },
        ...(settings.temperature !== undefined && { temperature: settings.temperature }),
      });
    },
  };
}

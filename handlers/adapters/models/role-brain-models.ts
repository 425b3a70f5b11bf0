import type { BrainModel } from '../../fabricator/strands-fallback.ts';
import { createBedrockBrainModel, FABRICATOR_TOKENS } from '../aws/bedrock-brain-model.ts';
import { optional, required, type Environment } from '../aws/environment.ts';
import { modelSettings } from '../aws/model-settings.ts';
import { connectionOf } from '../openai/connection.ts';
import { createOpenAiBrainModel } from '../openai/openai-brain-model.ts';
import { costOf } from '../aws/prices.ts';
import { parseModelReferences, type ModelReference } from './model-reference.ts';
import { createPriceList } from './price-list.ts';

/**
 * The fabricator's models from `MODEL_FABRICATOR`, in their order. `MODEL_FABRICATOR_MAX_TOKENS` is the output of one answer, for
 * models that give less than is asked for otherwise; `MODEL_RECORD` as for the other roles. Throws on what cannot be used.
 */
export function createBrainModels(environment: Environment): readonly BrainModel[] {
  const references = parseModelReferences(required(environment, 'MODEL_FABRICATOR'));
  const maxTokens = tokensOf(optional(environment, 'MODEL_FABRICATOR_MAX_TOKENS'));
  const prices = createPriceList(environment);
  const models = references.map((reference): BrainModel => {
    const price = prices.priceOf(reference.id);
    const model = modelOf(reference, environment, maxTokens);
    return price === undefined ? model : { ...model, costOf: (tokens) => costOf(price, tokens) };
  });
  const file = optional(environment, 'MODEL_RECORD');
  if (file === undefined) return models;
  return models.map((model) => ({
    ...model,
    load: async (strands) => {
      const [{ recordedBrainModel }, { createRecorder }] = await Promise.all([import('../recording/brain-models.ts'), import('../recording/recorder.ts')]);
      return recordedBrainModel(model, createRecorder(file, environment)).load(strands);
    },
  }));
}

function modelOf({ provider, name, id }: ModelReference, environment: Environment, maxTokens: number | undefined): BrainModel {
  const settings = modelSettings(environment, name);
  switch (provider) {
    case 'bedrock':
      return createBedrockBrainModel({ settings, ...(maxTokens !== undefined && { maxTokens }) });
    case 'openai':
    case 'ollama': {
      const { temperature } = settings;
      return createOpenAiBrainModel(id, connectionOf(provider, environment), { model: name, ...(temperature !== undefined && { temperature }) }, maxTokens);
    }
    case 'replay':
      return {
        id,
        maxTokens: maxTokens ?? FABRICATOR_TOKENS,
        limit: () => ({}),
        load: async (strands) => {
          const [{ Recording }, { createReplayedBrainModel }] = await Promise.all([
            import('../recording/recording.ts'),
            import('../recording/brain-models.ts'),
          ]);
          return createReplayedBrainModel(id, new Recording(name, environment)).load(strands);
        },
      };
  }
}

function tokensOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Error(`the environment variable "MODEL_FABRICATOR_MAX_TOKENS" is "${text}": set a whole number of tokens, or leave it out`);
}

/**
 * The model of a role from its environment: `MODEL_<ROLE>` names one or more, in order, of any provider; `MODEL_RECORD`
 * names a file that every exchange is kept in. Only the models of Bedrock are loaded with the function.
 */
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { Log, Model } from '../../shell/ports.ts';
import { createBedrockModel } from '../aws/bedrock-model.ts';
import { createBedrockClient } from '../aws/clients.ts';
import { optional, required, type Environment } from '../aws/environment.ts';
import { modelSettings } from '../aws/model-settings.ts';
import { systemClock } from '../aws/system-clock.ts';
import { connectionOf } from '../openai/connection.ts';
import { createFallbackModel } from './fallback-model.ts';
import { parseModelReferences, type ModelReference } from './model-reference.ts';
import { createPriceList, type PriceList } from './price-list.ts';
import { pricedModel } from './priced-model.ts';

/** Throws when a variable is missing or holds what cannot be used. */
export function createRoleModel(role: 'supervisor' | 'agent', environment: Environment, client: BedrockRuntimeClient, log: Log): Model {
  const prices = createPriceList(environment);
  const candidates = parseModelReferences(required(environment, `MODEL_${role.toUpperCase()}`)).map((reference, index) => ({
    id: reference.id,
    model: modelOf(reference, { role, environment, client: () => (index === 0 ? client : createBedrockClient()), log, prices }),
  }));
  const model = createFallbackModel(candidates, systemClock, log);
  const file = optional(environment, 'MODEL_RECORD');
  if (file === undefined) return model;
  return lazily(async () => {
    const { createRecorder, recordedModel } = await import('../recording/recorder.ts');
    return recordedModel(model, role, createRecorder(file, environment));
  });
}

interface Setting {
  readonly role: 'supervisor' | 'agent';
  readonly environment: Environment;
  readonly client: () => BedrockRuntimeClient;
  readonly log: Log;
  readonly prices: PriceList;
}

function modelOf({ provider, name, id }: ModelReference, { role, environment, client, log, prices }: Setting): Model {
  const settings = modelSettings(environment, name);
  switch (provider) {
    case 'bedrock':
      return createBedrockModel(client(), settings, log, prices.priceOf(id));
    case 'openai':
    case 'ollama': {
      const connection = connectionOf(provider, environment);
      const { temperature } = settings;
      return lazily(async () => {
        const { createOpenAiModel } = await import('../openai/openai-model.ts');
        const model = createOpenAiModel(connection, { model: name, ...(temperature !== undefined && { temperature }) });
        return pricedModel(model, id, prices.priceOf(id), log);
      });
    }
    case 'replay':
      return lazily(async () => {
        const [{ Recording }, { createReplayedModel }] = await Promise.all([import('../recording/recording.ts'), import('../recording/replayed-model.ts')]);
        return createReplayedModel(new Recording(name, environment), role);
      });
  }
}

/** A model that is loaded by its first question. */
function lazily(load: () => Promise<Model>): Model {
  let loading: Promise<Model> | undefined;
  return {
    async ask(request) {
      // What failed to load may load the next time.
      loading ??= load().catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
      return (await loading).ask(request);
    },
  };
}

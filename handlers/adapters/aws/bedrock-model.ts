import { ConverseCommand, type BedrockRuntimeClient, type ConverseCommandOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Log, Model } from '../../shell/ports.ts';
import { toOutcome } from './converse-answer.ts';
import { toConverseRequest, type ModelSettings } from './converse-request.ts';
import { optional, required, type Environment } from './environment.ts';
import { toModelFailure } from './model-failure.ts';
import { priceOf, pricesAsOf } from './prices.ts';

/**
 * The model by Amazon Bedrock's Converse. One call, repeated at most once by the client; every failure is an outcome.
 * A model without a list price is logged once; its answers carry no cost, and a cost budget cannot hold it.
 */
export function createBedrockModel(client: BedrockRuntimeClient, settings: ModelSettings, log: Log): Model {
  const price = priceOf(settings.modelId);
  let warned = price !== undefined;
  return {
    async ask(request) {
      if (!warned) {
        warned = true;
        log('warn', 'the model has no list price: its cost is unknown and cost budgets do not hold it', {
          model: settings.modelId,
          code: 'MODEL_PRICE_UNKNOWN',
          pricesAsOf,
        });
      }
      const command = new ConverseCommand(toConverseRequest(settings, request));
      let output: ConverseCommandOutput;
      try {
        output = await client.send(command, { abortSignal: AbortSignal.timeout(request.timeoutMs) });
      } catch (cause) {
        return toModelFailure(cause, settings.modelId);
      }
      return toOutcome(output, price);
    },
  };
}

/** Settings from `MODEL_<ROLE>`, and optionally `MODEL_TEMPERATURE` (0 to 1) and `MODEL_CACHE` (`on`). */
export function modelSettings(environment: Environment, role: 'SUPERVISOR' | 'AGENT' | 'FABRICATOR'): ModelSettings {
  const temperature = optional(environment, 'MODEL_TEMPERATURE');
  return {
    modelId: required(environment, `MODEL_${role}`),
    cache: optional(environment, 'MODEL_CACHE') === 'on',
    ...(temperature !== undefined && { temperature: parseTemperature(temperature) }),
  };
}

function parseTemperature(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new Error(`the environment variable "MODEL_TEMPERATURE" is "${text}": set a number from 0 to 1, or leave it out`);
  return value;
}

/** How the models of Amazon Bedrock are to be asked; from the environment, the same for every role. */
import { optional, type Environment } from './environment.ts';

export interface ModelSettings {
  /** Model id, inference profile id, or the ARN of either. */
  readonly modelId: string;
  /** Sent only when configured: newer models refuse it. */
  readonly temperature?: number;
  readonly cache: CachePoints;
  readonly guardrail?: Guardrail;
}

/** After which parts a cache point stands; these parts stay the same from turn to turn. */
export interface CachePoints {
  readonly system: boolean;
  readonly tools: boolean;
}

export interface Guardrail {
  /** Id or ARN. */
  readonly id: string;
  /** A number, or `DRAFT`. */
  readonly version: string;
}

/**
 * Settings from `MODEL_TEMPERATURE` (0 to 1), `MODEL_CACHE` (`on`, `off`; by the model when absent) and `MODEL_GUARDRAIL`
 * (`<id>:<version>`). Throws on a value it cannot use.
 */
export function modelSettings(environment: Environment, modelId: string): ModelSettings {
  const temperature = optional(environment, 'MODEL_TEMPERATURE');
  const guardrail = optional(environment, 'MODEL_GUARDRAIL');
  return {
    modelId,
    cache: cachePoints(optional(environment, 'MODEL_CACHE'), modelId),
    ...(temperature !== undefined && { temperature: parseTemperature(temperature) }),
    ...(guardrail !== undefined && { guardrail: parseGuardrail(guardrail) }),
  };
}

/** Models known to take cache points, and where (Bedrock user guide, Prompt caching): a model that does not refuses the request. */
const CACHING: readonly (readonly [RegExp, CachePoints])[] = [
  [/anthropic\.claude-(sonnet-|opus-|haiku-|fable-|3-7-sonnet|3-5-haiku)/u, { system: true, tools: true }],
  [/amazon\.nova-/u, { system: true, tools: false }],
];

function cachePoints(setting: string | undefined, modelId: string): CachePoints {
  const known = CACHING.find(([pattern]) => pattern.test(modelId))?.[1];
  switch (setting) {
    case undefined:
      return known ?? { system: false, tools: false };
    case 'on':
      return known ?? { system: true, tools: true };
    case 'off':
      return { system: false, tools: false };
    default:
      throw new Error(`the environment variable "MODEL_CACHE" is "${setting}": set "on" or "off", or leave it out`);
  }
}

function parseTemperature(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new Error(`the environment variable "MODEL_TEMPERATURE" is "${text}": set a number from 0 to 1, or leave it out`);
  return value;
}

function parseGuardrail(text: string): Guardrail {
  const [, id, version] = /^(.+):(\d{1,8}|DRAFT)$/u.exec(text) ?? [];
  if (id === undefined || version === undefined)
    throw new Error(`the environment variable "MODEL_GUARDRAIL" is "${text}": set "<guardrail id>:<version>", for instance "gr12ab34cd56:1", or leave it out`);
  return { id, version };
}

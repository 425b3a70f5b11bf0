/** What a model costs: what the user has stated, else what is known. */
import { readFileSync } from 'node:fs';
import { bedrockModel, free, listPriceOf, pricesAsOf, type ModelPrice } from '../aws/prices.ts';
import { parseModelReference } from './model-reference.ts';

export interface PriceList {
  /** Undefined when nobody knows: then the cost is unknown, never 0. */
  priceOf(modelId: string): ModelPrice | undefined;
  /** Where a model's price is from, for a person. */
  sourceOf(modelId: string): string;
}

/** Prices that a user has stated, in US dollars per million tokens. */
export interface StatedPrices {
  /** Date of the prices, `2026-11-24`. */
  readonly asOf: string;
  /** By model id as it is given to `--model`; one of Bedrock also without the prefix of an inference profile. */
  readonly models: ReadonlyMap<string, ModelPrice>;
}

/**
 * Prices from `MODEL_PRICES`: the path of a JSON file, or that JSON itself (`--prices FILE`, `-c model.prices=FILE`). What is stated there goes
 * before the list prices of Bedrock; models of Ollama and of a recording cost nothing. Throws on a file that cannot be used.
 */
export function createPriceList(environment: Readonly<Record<string, string | undefined>>): PriceList {
  const setting = environment['MODEL_PRICES']?.trim() ?? '';
  const stated = setting === '' ? undefined : readStatedPrices(setting);
  const find = (modelId: string): ModelPrice | undefined => {
    const { provider, name } = parseModelReference(modelId);
    return stated?.models.get(modelId) ?? (provider === 'bedrock' ? (stated?.models.get(name) ?? stated?.models.get(bedrockModel(name).model)) : undefined);
  };
  return {
    priceOf: (modelId) => find(modelId) ?? knownPrice(modelId),
    sourceOf(modelId) {
      if (find(modelId) !== undefined) return `your prices of ${stated?.asOf ?? ''}`;
      const { provider } = parseModelReference(modelId);
      if (provider === 'ollama') return 'it runs on your own machine';
      if (provider === 'replay') return 'the recording tells what its answers cost';
      return knownPrice(modelId) === undefined ? 'unknown' : `list prices of ${pricesAsOf}`;
    },
  };
}

function knownPrice(modelId: string): ModelPrice | undefined {
  const { provider, name } = parseModelReference(modelId);
  if (provider === 'ollama' || provider === 'replay') return free;
  return provider === 'bedrock' ? listPriceOf(name) : undefined;
}

/** Reads stated prices from a file, or from JSON text. Throws with the place and what it should be. */
export function readStatedPrices(setting: string): StatedPrices {
  const inline = setting.startsWith('{');
  const place = inline ? 'MODEL_PRICES' : setting;
  let value: unknown;
  try {
    value = JSON.parse(inline ? setting : readFileSync(setting, 'utf8'));
  } catch (cause) {
    throw new Error(`the prices in ${place} cannot be read (${cause instanceof Error ? cause.message : String(cause)}): ${FORM}`, { cause });
  }
  const { asOf, models, ...others } = objectOf(value, place);
  const other = Object.keys(others)[0];
  if (other !== undefined) throw new Error(`${place}: there is no "${other}" in a price file: ${FORM}`);
  if (typeof asOf !== 'string' || !/^\d{4}-\d{2}-\d{2}$/u.test(asOf) || Number.isNaN(Date.parse(asOf)))
    throw new Error(`${place}: "asOf" must be the date of the prices, for instance "2026-11-24": ${FORM}`);
  return { asOf, models: new Map(Object.entries(objectOf(models, `${place}: "models"`)).map(([id, price]) => [id, priceFrom(price, `${place}: "${id}"`)])) };
}

const FORM = 'give {"asOf": "2026-11-24", "models": {"openai:<name>": {"input": 2.5, "output": 15}}}, in US dollars per million tokens';

/** What the cache costs is optional: as much as input when it is left out. */
function priceFrom(value: unknown, place: string): ModelPrice {
  const { input, output, cacheRead = input, cacheWrite = input, ...others } = objectOf(value, place);
  const other = Object.keys(others)[0];
  if (other !== undefined) throw new Error(`${place} has "${other}": a price has input, output, cacheRead and cacheWrite`);
  return {
    input: dollars(input, `${place}: "input"`),
    output: dollars(output, `${place}: "output"`),
    cacheRead: dollars(cacheRead, `${place}: "cacheRead"`),
    cacheWrite: dollars(cacheWrite, `${place}: "cacheWrite"`),
  };
}

function dollars(value: unknown, place: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw new Error(`${place} must be US dollars per million tokens, a number from 0: ${FORM}`);
}

function objectOf(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw new Error(`${place} must be a JSON object: ${FORM}`);
}

/** What a model costs: what the user has stated, else what is known. */
import { readFileSync } from 'node:fs';
import { readStatedPrices } from '../../../codegen/runtime/stated-prices.ts';
import { bedrockModel, free, listPriceOf, pricesAsOf, type ModelPrice } from '../aws/prices.ts';
import { parseModelReference } from './model-reference.ts';

export interface PriceList {
  /** Undefined when nobody knows: then the cost is unknown, never 0. */
  priceOf(modelId: string): ModelPrice | undefined;
  /** Where a model's price is from, for a person. */
  sourceOf(modelId: string): string;
}

/**
 * Prices from `MODEL_PRICES`: the path of a JSON file, or that JSON itself (`--prices FILE`, `-c model.prices=FILE`). What is stated there goes
 * before the list prices of Bedrock; models of Ollama and of a recording cost nothing. Throws on a file that cannot be used.
 */
export function createPriceList(environment: Readonly<Record<string, string | undefined>>): PriceList {
  const setting = environment['MODEL_PRICES']?.trim() ?? '';
  const stated = setting === '' ? undefined : readStatedPrices(setting, (file) => readFileSync(file, 'utf8'));
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

import type { Log, Model } from '../../shell/ports.ts';
import { costOf, type ModelPrice } from '../aws/prices.ts';

/**
 * Adds what each answer cost, for a model that does not tell. Without a price it stays unknown, which is logged once: cost budgets do not
 * hold such a model.
 */
export function pricedModel(model: Model, modelId: string, price: ModelPrice | undefined, log: Log): Model {
  let warned = price !== undefined;
  return {
    async ask(request) {
      if (!warned) {
        warned = true;
        warnOfUnknownPrice(log, modelId);
      }
      const outcome = await model.ask(request);
      if (outcome.kind !== 'answered' || price === undefined) return outcome;
      const { inputTokens, outputTokens, cachedTokens } = outcome.usage;
      const costUsd = costOf(price, { input: Math.max(0, inputTokens - cachedTokens), output: outputTokens, cacheRead: cachedTokens, cacheWrite: 0 });
      return { ...outcome, usage: { ...outcome.usage, costUsd } };
    },
  };
}

/** Says in the log that a cost budget does not hold a model, and what to do. */
export function warnOfUnknownPrice(log: Log, modelId: string): void {
  log('warn', 'the model has no known price: its cost is unknown and cost budgets do not hold it; state its price with MODEL_PRICES (--prices FILE)', {
    model: modelId,
    code: 'MODEL_PRICE_UNKNOWN',
  });
}

import { costOf } from '../aws/prices.ts';
import { required, type Environment } from '../aws/environment.ts';
import type { CostBound } from '../../shell/ports.ts';
import { parseModelReferences } from './model-reference.ts';
import { createPriceList } from './price-list.ts';

/** The bound for the calls of a role, from the models it has. Those without a known price are left out: no cost budget holds them. */
export function costBoundOf(role: 'agent' | 'supervisor', environment: Environment): CostBound {
  const ids = parseModelReferences(required(environment, `MODEL_${role.toUpperCase()}`)).map(({ id }) => id);
  const list = createPriceList(environment);
  return ({ input, output }, models) => {
    const prices = (models === undefined || models.length === 0 ? ids : models).flatMap((id) => list.priceOf(id) ?? []);
    if (prices.length === 0) return undefined;
    // Whether the input is new to the prompt cache, which makes it dearer, is known only afterwards.
    return Math.max(
      ...prices.flatMap((price) => [
        costOf(price, { input, output, cacheRead: 0, cacheWrite: 0 }),
        costOf(price, { input: 0, output, cacheRead: 0, cacheWrite: input }),
      ]),
    );
  };
}

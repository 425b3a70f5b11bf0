/** What a model costs by the user's own prices and by the list; what nobody knows stays unknown. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { RecordingTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import { createPriceList } from '../../../handlers/adapters/models/price-list.ts';
import { pricedModel } from '../../../handlers/adapters/models/priced-model.ts';
import { pricesAsOf } from '../../../handlers/adapters/aws/prices.ts';
import type { ModelOutcome } from '../../../handlers/shell/ports.ts';

const STATED = {
  asOf: '2026-11-24',
  models: {
    'openai:gpt-large': { input: 2, output: 10, cacheRead: 0.5 },
    'anthropic.claude-haiku-4-5-20251001-v1:0': { input: 7, output: 70 },
    'ollama:rented': { input: 1, output: 1 },
  },
};
const file = path.join(mkdtempSync(path.join(tmpdir(), 'arbiter-prices-')), 'prices.json');
writeFileSync(file, JSON.stringify(STATED));

test.each([file, JSON.stringify(STATED)])('stated prices go before the list, by id with or without the prefix of a profile (%#)', (setting) => {
  const prices = createPriceList({ MODEL_PRICES: setting });
  expect(prices.priceOf('openai:gpt-large')).toEqual({ input: 2, output: 10, cacheRead: 0.5, cacheWrite: 2 });
  expect(prices.priceOf('eu.anthropic.claude-haiku-4-5-20251001-v1:0')).toMatchObject({ input: 7, output: 70, cacheRead: 7 });
  expect(prices.priceOf('bedrock:anthropic.claude-haiku-4-5-20251001-v1:0')).toMatchObject({ input: 7 });
  expect(prices.priceOf('ollama:rented')).toMatchObject({ input: 1 });
  expect(prices.sourceOf('openai:gpt-large')).toBe('your prices of 2026-11-24');
});

test('without a word of the user: Bedrock by the list, Ollama nothing, other endpoints unknown', () => {
  const prices = createPriceList({});
  expect([prices.priceOf('global.anthropic.claude-sonnet-4-6')?.input, prices.sourceOf('global.anthropic.claude-sonnet-4-6')]).toEqual([
    3,
    `list prices of ${pricesAsOf}`,
  ]);
  expect([prices.priceOf('ollama:qwen3')?.output, prices.sourceOf('ollama:qwen3')]).toEqual([0, 'it runs on your own machine']);
  expect([prices.priceOf('openai:gpt-large'), prices.sourceOf('openai:gpt-large')]).toEqual([undefined, 'unknown']);
  expect([prices.priceOf('acme.unheard-of'), prices.sourceOf('acme.unheard-of')]).toEqual([undefined, 'unknown']);
});

test.each([
  [{ models: {} }, /"asOf" must be the date/u],
  [{ asOf: 'today', models: {} }, /"asOf" must be the date/u],
  [{ asOf: '2026-11-24' }, /"models" must be a JSON object/u],
  [{ asOf: '2026-11-24', models: { m: { input: 1 } } }, /"m": "output" must be US dollars/u],
  [{ asOf: '2026-11-24', models: { m: { input: -1, output: 1 } } }, /"m": "input" must be US dollars/u],
  [{ asOf: '2026-11-24', models: { m: { input: 1, output: 1, cached: 1 } } }, /"m" has "cached"/u],
  [{ asOf: '2026-11-24', models: {}, currency: 'EUR' }, /there is no "currency"/u],
  ['[]', /cannot be read.*give \{"asOf"/u],
])('a price file that cannot be used is told with place and form: %j', (content, problem) => {
  expect(() => createPriceList({ MODEL_PRICES: typeof content === 'string' ? content : JSON.stringify(content) })).toThrow(problem);
});

const answered: ModelOutcome = { kind: 'answered', content: [], stopReason: 'end_turn', usage: { inputTokens: 1_000, outputTokens: 100, cachedTokens: 400 } };
const request = { system: '', messages: [], maxTokens: 1, timeoutMs: 1 };

test('an endpoint that tells no cost is charged by its price, the cached part apart', async () => {
  const telemetry = new RecordingTelemetry();
  const price = createPriceList({ MODEL_PRICES: file }).priceOf('openai:gpt-large');
  const outcome = await pricedModel({ ask: async () => answered }, 'openai:gpt-large', price, telemetry.log).ask(request);
  expect(outcome.kind === 'answered' && outcome.usage.costUsd).toBeCloseTo((600 * 2 + 400 * 0.5 + 100 * 10) / 1e6, 12);
  expect(telemetry.lines).toEqual([]);
});

test('without a price the cost is unknown, never 0, and told of once', async () => {
  const telemetry = new RecordingTelemetry();
  const model = pricedModel({ ask: async () => answered }, 'openai:small', undefined, telemetry.log);
  for (let n = 0; n < 3; n++) expect(await model.ask(request)).toEqual(answered);
  expect(telemetry.lines.map(({ fields }) => fields)).toEqual([{ model: 'openai:small', code: 'MODEL_PRICE_UNKNOWN' }]);
});

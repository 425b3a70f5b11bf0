/**
 * List prices of models on Amazon Bedrock, on demand, in US dollars per million tokens: an estimate for budgets and reports, not an
 * invoice. Batch and provisioned prices are left out, since nothing here asks that way; long-context surcharges too.
 *
 * Source: the public price list genai-prices 0.1.8 (npm `@pydantic/genai-prices`, MIT) of the date below, which refers to
 * https://aws.amazon.com/bedrock/pricing/; not checked against an account. Other prices are stated with `MODEL_PRICES` (../models/price-list.ts).
 */
export const pricesAsOf = '2026-09-23';

export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Input tokens read from, and written to, the prompt cache. */
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** What a regional endpoint or inference profile costs more than the global one, for the models that have both. */
const REGIONAL = 1.1;

/** Model id without region prefix, date and version; input and output price at the global endpoint where there is one; its part that a cache read costs. */
type Row = readonly [name: string, input: number, output: number, cacheRead?: number];

/** With a global endpoint. Claude's cache is written for a quarter more than input. */
const CLAUDE: readonly Row[] = [
  ['anthropic.claude-fable-5-1', 10, 50, 0.025],
  ['anthropic.claude-fable-5', 10, 50],
  ['anthropic.claude-opus-5-5', 4, 20, 0.05],
  ['anthropic.claude-opus-5', 5, 25],
  ['anthropic.claude-opus-4-8', 5, 25],
  ['anthropic.claude-opus-4-7', 5, 25],
  ['anthropic.claude-opus-4-6', 5, 25],
  ['anthropic.claude-opus-4-5', 5, 25],
  ['anthropic.claude-sonnet-5', 2, 10],
  ['anthropic.claude-sonnet-4-6', 3, 15],
  ['anthropic.claude-sonnet-4-5', 3, 15],
  ['anthropic.claude-haiku-4-5', 1, 5],
];

/** One price everywhere. */
const EARLIER_CLAUDE: readonly Row[] = [
  ['anthropic.claude-opus-4-1', 15, 75],
  ['anthropic.claude-opus-4', 15, 75],
  ['anthropic.claude-sonnet-4', 3, 15],
  ['anthropic.claude-3-7-sonnet', 3, 15],
  ['anthropic.claude-3-5-sonnet', 3, 15],
  ['anthropic.claude-3-5-haiku', 0.8, 4],
  ['anthropic.claude-3-haiku', 0.25, 1.25],
];

/** Written to the cache for nothing extra. */
const OTHERS: readonly Row[] = [
  ['amazon.nova-micro', 0.035, 0.14, 0.25],
  ['amazon.nova-lite', 0.06, 0.24, 0.25],
  ['amazon.nova-pro', 0.8, 3.2, 0.25],
  ['amazon.nova-premier', 2.5, 12.5, 0.25],
  ['meta.llama3-3-70b-instruct', 0.72, 0.72],
  ['meta.llama4-maverick-17b-instruct', 0.24, 0.97],
  ['meta.llama4-scout-17b-instruct', 0.17, 0.66],
  ['mistral.mistral-large-3-675b-instruct', 0.5, 1.5],
  ['deepseek.r1', 1.35, 5.4],
  ['openai.gpt-oss-120b-1', 0.15, 0.6],
  ['openai.gpt-oss-20b-1', 0.07, 0.3],
  ['qwen.qwen3-32b', 0.15, 0.6],
  ['qwen.qwen3-coder-30b-a3b', 0.15, 0.6],
  ['qwen.qwen3-coder-480b-a35b', 0.45, 1.8],
];

/** Also with a global endpoint. */
const NOVA_2: readonly Row[] = [['amazon.nova-2-lite', 0.3, 2.5, 0.25]];

interface Listed {
  readonly global: ModelPrice;
  readonly regional: ModelPrice;
}

const listed: ReadonlyMap<string, Listed> = new Map([
  ...CLAUDE.map((row) => [row[0], toListed(row, { cacheRead: 0.1, cacheWrite: 1.25, regional: REGIONAL })] as const),
  ...EARLIER_CLAUDE.map((row) => [row[0], toListed(row, { cacheRead: 0.1, cacheWrite: 1.25, regional: 1 })] as const),
  ...OTHERS.map((row) => [row[0], toListed(row, { cacheRead: 1, cacheWrite: 1, regional: 1 })] as const),
  ...NOVA_2.map((row) => [row[0], toListed(row, { cacheRead: 1, cacheWrite: 1, regional: REGIONAL })] as const),
]);

function toListed([, input, output, read]: Row, usual: { readonly cacheRead: number; readonly cacheWrite: number; readonly regional: number }): Listed {
  const priceTimes = (factor: number): ModelPrice => ({
    input: input * factor,
    output: output * factor,
    cacheRead: input * (read ?? usual.cacheRead) * factor,
    cacheWrite: input * usual.cacheWrite * factor,
  });
  return { global: priceTimes(1), regional: priceTimes(usual.regional) };
}

/** What the models of the embedded runtime cost, and those on this machine. */
export const free: ModelPrice = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

/**
 * List price of a model id, inference profile id or ARN of either; undefined when the table does not have exactly this model: a
 * newer one of the same family may cost something else.
 */
export function listPriceOf(modelId: string): ModelPrice | undefined {
  const { scope, model } = bedrockModel(modelId);
  if (/^(local|arbiter)\./u.test(model)) return free;
  const found = listed.get(model.replace(/(-\d{8})?(-v\d+)?(:\d+\w*)*$/u, ''));
  return scope === 'global' ? found?.global : found?.regional;
}

/** A model's own id in a model id, an inference profile id or an ARN of either, and the profile's prefix. */
export function bedrockModel(modelId: string): { readonly scope: string | undefined; readonly model: string } {
  const id = modelId.slice(modelId.lastIndexOf('/') + 1);
  const [, scope, model = id] = /^(global|us-gov|us|eu|apac|jp|au|ca)\.(.+)$/u.exec(id) ?? [];
  return { scope, model };
}

/** One call's tokens. `input` are those that were neither read from nor written to the cache. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** US dollars of one call. */
export function costOf(price: ModelPrice, tokens: Tokens): number {
  return (tokens.input * price.input + tokens.output * price.output + tokens.cacheRead * price.cacheRead + tokens.cacheWrite * price.cacheWrite) / 1_000_000;
}

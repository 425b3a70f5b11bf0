/**
 * List prices of models on Amazon Bedrock, on demand, in US dollars per million tokens. An estimate for budgets and
 * reports, not an invoice. Check it against https://aws.amazon.com/bedrock/pricing/ and move the date when you do.
 */
export const pricesAsOf = '2026-02-28';

export interface ModelPrice {
  readonly input: number;
  readonly output: number;
  /** Input tokens read from, and written to, the prompt cache. */
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** What a regional endpoint or inference profile costs more than the global one; 1 when there is no difference. */
  readonly regional: number;
}

/** A row: model id without region prefix and version, then input and output price. The longest match counts. */
const CLAUDE: readonly (readonly [string, number, number, number])[] = [
  ['anthropic.claude-opus-4-', 5, 25, 1.1],
  ['anthropic.claude-opus-4-1', 15, 75, 1],
  ['anthropic.claude-opus-4-2025', 15, 75, 1],
  ['anthropic.claude-sonnet-4-', 3, 15, 1.1],
  ['anthropic.claude-sonnet-4-2025', 3, 15, 1],
  ['anthropic.claude-haiku-4-5', 1, 5, 1.1],
  ['anthropic.claude-3-7-sonnet', 3, 15, 1],
  ['anthropic.claude-3-5-sonnet', 3, 15, 1],
  ['anthropic.claude-3-5-haiku', 0.8, 4, 1],
  ['anthropic.claude-3-haiku', 0.25, 1.25, 1],
];

const OTHERS: readonly (readonly [string, number, number])[] = [
  ['amazon.nova-micro', 0.035, 0.14],
  ['amazon.nova-lite', 0.06, 0.24],
  ['amazon.nova-pro', 0.8, 3.2],
  ['amazon.nova-premier', 2.5, 12.5],
  ['amazon.nova-2-lite', 0.3, 2.5],
  ['meta.llama3-3-70b', 0.72, 0.72],
  ['meta.llama4-maverick', 0.24, 0.97],
  ['meta.llama4-scout', 0.17, 0.66],
  ['mistral.mistral-large-2407', 2, 6],
  ['deepseek.r1', 1.35, 5.4],
  ['openai.gpt-oss-120b', 0.15, 0.6],
  ['openai.gpt-oss-20b', 0.07, 0.3],
  // Models of the embedded runtime, and those on this machine.
  ['ollama:', 0, 0],
  ['local.', 0, 0],
  ['arbiter.', 0, 0],
];

/** Cache prices relative to input: Claude reads a tenth and writes a quarter more; Nova reads a quarter and writes for nothing extra. */
const prices: readonly (readonly [string, ModelPrice])[] = [
  ...CLAUDE.map(([prefix, input, output, regional]) => [prefix, { input, output, cacheRead: input * 0.1, cacheWrite: input * 1.25, regional }] as const),
  ...OTHERS.map(
    ([prefix, input, output]) =>
      [prefix, { input, output, cacheRead: input * (prefix.startsWith('amazon.nova') ? 0.25 : 1), cacheWrite: input, regional: 1 }] as const,
  ),
];

/** Price of a model id, inference profile id or ARN of either; undefined when the table does not have it. */
export function priceOf(modelId: string): ModelPrice | undefined {
  const id = modelId.slice(modelId.lastIndexOf('/') + 1);
  const [, scope, model = id] = /^(global|us-gov|us|eu|apac|jp|au|ca)\.(.+)$/u.exec(id) ?? [];
  const found = prices.filter(([prefix]) => model.startsWith(prefix)).toSorted(([a], [b]) => b.length - a.length)[0]?.[1];
  if (found === undefined || scope === 'global' || found.regional === 1) return found;
  const { input, output, cacheRead, cacheWrite, regional } = found;
  return { input: input * regional, output: output * regional, cacheRead: cacheRead * regional, cacheWrite: cacheWrite * regional, regional };
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

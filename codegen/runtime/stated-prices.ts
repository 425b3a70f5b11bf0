/**
 * What models cost by a user's own word, as `MODEL_PRICES` holds it: the functions go by it, and the synthesis of a stack puts a file into it. Pure,
 * so that both may import it; no generated code does, so the SDK is without it.
 */

/** US dollars per million tokens. */
export interface StatedPrice {
  readonly input: number;
  readonly output: number;
  /** Input tokens read from, and written to, the prompt cache. */
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** Prices that a user has stated, in US dollars per million tokens. */
export interface StatedPrices {
  /** Date of the prices, `2026-11-24`. */
  readonly asOf: string;
  /** By model id as it is given to `--model`; one of Bedrock also without the prefix of an inference profile. */
  readonly models: ReadonlyMap<string, StatedPrice>;
}

/** Reads stated prices: the path of a JSON file, or that JSON itself. Throws with the place and what it should be. */
export function readStatedPrices(setting: string, readFile: (path: string) => string): StatedPrices {
  const inline = setting.startsWith('{');
  const place = inline ? 'MODEL_PRICES' : setting;
  let value: unknown;
  try {
    value = JSON.parse(inline ? setting : readFile(setting));
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
function priceFrom(value: unknown, place: string): StatedPrice {
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

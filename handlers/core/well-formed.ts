/** Half a character as JSON.stringify writes it (ECMAScript 2019); whole ones it writes as they are. */
const HALF = /\\ud[89a-f]/i;

/**
 * The value with U+FFFD for each half of a character (lone surrogate), which a text cut by position may end with. JSON can
 * hold them, UTF-8 cannot: models and services refuse the whole request. `text` is the value's JSON, to see at once when
 * there is nothing to do. Recursive: not for values of unknown depth.
 */
export function toWellFormed(value: unknown, text: string): unknown {
  return HALF.test(text) ? mended(value) : value;
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(mended);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, content]) => [name.toWellFormed(), mended(content)]));
}

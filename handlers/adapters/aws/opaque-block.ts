/**
 * Content that we keep and give back unchanged (reasoning, for one). It is stored as JSON text, so its bytes are
 * written as `{"$bytes": "<base64>"}`; without that a redacted reasoning block would come back as an object of numbers.
 */
const MARK = '$bytes';

/** The block as plain JSON data. */
export function toOpaque(value: unknown): unknown {
  if (value instanceof Uint8Array) return { [MARK]: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toOpaque);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, toOpaque(item)]),
  );
}

/** The block as the service sent it. */
export function fromOpaque(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromOpaque);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && first[0] === MARK && typeof first[1] === 'string') return new Uint8Array(Buffer.from(first[1], 'base64'));
  return Object.fromEntries(entries.map(([key, item]) => [key, fromOpaque(item)]));
}

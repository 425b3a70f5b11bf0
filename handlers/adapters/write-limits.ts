import { utf8Bytes } from '../core/limits.ts';

/** What DynamoDB takes (service quotas, 2026); checked before the write, so that the error says which item it was (S12). */
export const writeLimits = { itemBytes: 400 * 1024, transactionBytes: 4 * 1024 * 1024, transactionActions: 100 } as const;

/** An item and what to call it in an error. */
export interface Sized {
  readonly what: string;
  readonly item: object;
}

/** Throws when an item, or all of them as one transaction, would be refused for its size. */
export function assertFits(items: readonly Sized[]): void {
  if (items.length > writeLimits.transactionActions)
    throw new Error(`${items.length} items in one transaction, DynamoDB takes ${writeLimits.transactionActions}: write fewer tasks in one turn`);
  // Nearly every item is far below the limits; only near them are its characters looked at one by one.
  if (items.reduce((sum, { item }) => sum + sizeOf(item, mostBytes), 0) <= writeLimits.itemBytes) return;
  let total = 0;
  for (const { what, item } of items) {
    const bytes = itemBytes(item);
    if (bytes > writeLimits.itemBytes)
      throw new Error(`${what} has ${bytes} bytes, a DynamoDB item takes ${writeLimits.itemBytes}: store its long text as a payload and keep the reference`);
    total += bytes;
  }
  if (total > writeLimits.transactionBytes)
    throw new Error(
      `${total} bytes in one transaction of ${items.length} items, DynamoDB takes ${writeLimits.transactionBytes}: store long texts as payloads and keep the references`,
    );
}

/** Bytes of an item by the rules of the DynamoDB developer guide (item sizes and formats); never less than the service counts. */
export function itemBytes(item: object): number {
  return sizeOf(item, utf8Bytes);
}

/** A character of JavaScript takes at most three bytes of UTF-8. */
function mostBytes(text: string): number {
  return 3 * text.length;
}

type Measure = (text: string) => number;

function sizeOf(item: object, measure: Measure): number {
  let bytes = 0;
  // Keys, not entries: this runs for every write, and pairs would be made only to be thrown away.
  for (const name of Object.keys(item)) {
    const value = (item as Readonly<Record<string, unknown>>)[name];
    if (value !== undefined) bytes += measure(name) + valueSize(value, measure);
  }
  return bytes;
}

/** A number takes at most 21 bytes; a list or map 3, and 1 for each element. */
function valueSize(value: unknown, measure: Measure): number {
  if (typeof value === 'string') return measure(value);
  if (typeof value === 'number') return 21;
  if (typeof value !== 'object' || value === null) return 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + 1 + valueSize(element, measure), 3);
  return 3 + Object.keys(value).length + sizeOf(value, measure);
}

/** Most entries and bytes of one PutEvents or SendMessageBatch request (AWS limits, 2026). */
const mostEntries = 10;
const mostBytes = 1_048_576;

/** Cuts entries into requests that the service accepts. An entry that is too big alone gets a request of its own, and the service's refusal. */
export function batches<T>(entries: readonly T[], bytesOf: (entry: T) => number): readonly (readonly { readonly entry: T; readonly index: number }[])[] {
  const result: { entry: T; index: number }[][] = [];
  let bytes = Infinity;
  for (const [index, entry] of entries.entries()) {
    const size = bytesOf(entry);
    const last = result.at(-1);
    if (last === undefined || last.length === mostEntries || bytes + size > mostBytes) {
      result.push([{ entry, index }]);
      bytes = size;
    } else {
      last.push({ entry, index });
      bytes += size;
    }
  }
  return result;
}

export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

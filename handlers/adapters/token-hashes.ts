/** A task keeps the hashes of this many tokens (schemas/tables/task.json, maxItems); the newest count. */
export const tokensKept = 8;

/** With one more hash; the oldest goes when there are too many. */
export function withToken(hashes: readonly string[], hash: string): string[] {
  return [...hashes, hash].slice(-tokensKept);
}

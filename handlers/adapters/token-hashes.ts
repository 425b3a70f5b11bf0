import { limits } from '../core/limits.ts';

/** A task keeps the hashes of this many tokens; the newest count. */
export const tokensKept = limits.taskSends;

/** With one more hash; the oldest goes when there are too many. */
export function withToken(hashes: readonly string[], hash: string): string[] {
  return [...hashes, hash].slice(-tokensKept);
}

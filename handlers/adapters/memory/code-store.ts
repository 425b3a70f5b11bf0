import type { CodeStore } from '../../shell/ports.ts';

/** Code in memory; `sources` may be changed by a test that plays an intruder. */
export class MemoryCodeStore implements CodeStore {
  readonly sources = new Map<string, string>();

  async get(key: string): Promise<string | undefined> {
    return this.sources.get(key);
  }

  async putIfAbsent(key: string, source: string): Promise<boolean> {
    if (this.sources.has(key)) return false;
    this.sources.set(key, source);
    return true;
  }
}

import { sha256 } from '../../shell/hash.ts';
import type { Payloads } from '../../shell/ports.ts';

/** Payloads in memory. */
export class MemoryPayloads implements Payloads {
  readonly texts = new Map<string, string>();

  async put(text: string): Promise<string> {
    const hash = sha256(text);
    this.texts.set(hash, text);
    return hash;
  }

  async get(hash: string): Promise<string | undefined> {
    return this.texts.get(hash);
  }
}

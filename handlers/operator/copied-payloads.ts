import { MemoryPayloads } from '../adapters/memory/payload-store.ts';
import type { Payloads } from '../shell/ports.ts';

/** Reads through to the real payloads; what is written stays here. */
export class CopiedPayloads implements Payloads {
  readonly #real: Payloads;
  readonly #own = new MemoryPayloads();

  constructor(real: Payloads) {
    this.#real = real;
  }

  put(text: string): Promise<string> {
    return this.#own.put(text);
  }

  async get(hash: string): Promise<string | undefined> {
    return (await this.#own.get(hash)) ?? this.#real.get(hash);
  }
}

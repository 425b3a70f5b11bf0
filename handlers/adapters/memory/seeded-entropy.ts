import type { Entropy } from '../../shell/ports.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Repeatable pseudo-randomness for tests and simulations; the tokens are no secrets. Algorithm: mulberry32. */
export class SeededEntropy implements Entropy {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  token(bytes: number): string {
    let text = '';
    for (let left = Math.ceil((bytes * 4) / 3); left > 0; left--) text += ALPHABET.charAt(Math.floor(this.fraction() * 64));
    return text;
  }

  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

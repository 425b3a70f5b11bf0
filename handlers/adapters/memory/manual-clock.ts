import type { Clock } from '../../shell/ports.ts';

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now: number;

  /** Starts at `now`, milliseconds since the epoch. */
  constructor(now = 1_800_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** Moves it; a negative number moves it back, as a correction of a machine's clock does. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  set(now: number): void {
    this.#now = now;
  }
}

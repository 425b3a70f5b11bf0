/**
 * Every choice of a simulated run comes from one tape: a number of options in, an index out. 0 is always the benign
 * choice. A recorded tape replays exactly; a shorter or simpler tape is a simpler run, which is what shrinking uses.
 */
export interface Tape {
  /** An index in [0, options). */
  choose(options: number): number;
  /** The choices made so far. */
  readonly recorded: readonly number[];
}

/** Mulberry32 (Tommy Ettinger, public domain): small, fast, good enough to draw faults. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Uniform choices from a seed. */
export function createSeededTape(seed: number): Tape {
  const random = createRandom(seed);
  const recorded: number[] = [];
  return {
    recorded,
    choose(options) {
      const choice = options <= 1 ? 0 : Math.floor(random() * options);
      recorded.push(choice);
      return choice;
    },
  };
}

/** The choices of a recorded tape, then benign ones. A choice that is out of range counts as benign. */
export function createReplayTape(choices: readonly number[]): Tape {
  const recorded: number[] = [];
  return {
    recorded,
    choose(options) {
      const wanted = choices[recorded.length] ?? 0;
      const choice = wanted < options ? wanted : 0;
      recorded.push(choice);
      return choice;
    },
  };
}

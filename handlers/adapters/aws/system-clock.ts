import type { Clock } from '../../shell/ports.ts';

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

import { randomBytes, randomInt } from 'node:crypto';
import type { Entropy } from '../../shell/ports.ts';

/** `randomInt` takes ranges below 2^48. */
const RANGE = 2 ** 47;

/** The operating system's randomness: tokens are secrets. */
export const systemEntropy: Entropy = {
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  fraction: () => randomInt(RANGE) / RANGE,
};

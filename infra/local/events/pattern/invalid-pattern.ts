/** A pattern that the language does not allow. The message is the reason alone. */
export class InvalidPattern extends Error {}

/** Throws an InvalidPattern. */
export function refuse(reason: string): never {
  throw new InvalidPattern(reason);
}

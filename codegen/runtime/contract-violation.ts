import type { Parsed, Problem } from './parsed.ts';

/** A value that was about to be sent is not what its contract says: a defect of the sender. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
  readonly problems: readonly Problem[];

  constructor(what: string, problems: readonly Problem[]) {
    super(
      `${what} is not valid: ${problems.map((one) => `${one.pointer === '' ? 'the value' : one.pointer} ${one.message}${one.found === undefined ? '' : `, found ${one.found}`}`).join('; ')}`,
    );
    this.problems = problems;
  }
}

/** The parsed value; throws {@link ContractViolation} when there is none. */
export function assertParsed<T>(what: string, parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new ContractViolation(what, parsed.problems);
}

import type { Parsed } from '../../codegen/runtime/parsed.ts';

/**
 * The item as its schema has it. Throws for one that is not valid: a defect of the caller, caught before it is stored
 * and read by everybody else. Unknown properties are dropped here, visibly, rather than by the table library.
 */
export function assertValid<T>(what: string, parse: (value: unknown) => Parsed<T>, item: T): T {
  const parsed = parse(item);
  if (parsed.ok) return parsed.value;
  throw new Error(`${what} is not written: ${parsed.problems.map(({ pointer, message }) => `${pointer === '' ? 'it' : pointer} ${message}`).join('; ')}`);
}

import { stripTypes } from '../../sandbox/strip-types.ts';
import { inspect } from './standards.ts';
import type { Rejected } from './verdict.ts';

/** A module that kept the standards, with its types taken off. */
export interface PreparedCode {
  readonly original: string;
  /** As it is stored and run. */
  readonly javascript: string;
  readonly uses: ReadonlySet<string>;
}

export type Prepared = { readonly ok: true; readonly code: PreparedCode } | Rejected;

/**
 * The text as every later step reads it: without the mark that some editors put in front, and without halves of
 * characters, which no file can hold. Otherwise what is stored would differ from what was checked.
 */
export function readable(source: string): string {
  return source.replace(/^\ufeff/, '').toWellFormed();
}

/** Syntax, generation standards, types taken off: in this process, which code that is nested deeply enough ends by a crash. */
export function prepareHere(source: string): Prepared {
  const { problems, uses } = inspect(source);
  if (problems.length > 0) return { ok: false, stage: problems[0]?.startsWith('syntax:') === true ? 'syntax' : 'standards', problems };
  try {
    return { ok: true, code: { original: source, javascript: stripTypes(source), uses } };
  } catch (error) {
    return {
      ok: false,
      stage: 'syntax',
      problems: [`syntax: ${error instanceof Error ? error.message : String(error)}: only types that can be erased are allowed`],
    };
  }
}

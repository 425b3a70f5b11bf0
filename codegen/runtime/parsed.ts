/** Outcome of parsing: a typed value, or everything that is wrong with it. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** One thing that is wrong with a value. */
export interface Problem {
  /** JSON pointer to the offending part; empty for the whole value. */
  readonly pointer: string;
  /** What is wrong, in one sentence without the pointer. */
  readonly message: string;
  readonly expected?: string;
  /** The offending value as JSON, shortened. */
  readonly found?: string;
}

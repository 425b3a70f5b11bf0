/** The answer of a check: what is wrong, each with its place and what to do. */
export type Problems = readonly string[];

/** Stages of the gate, in order; a stage runs only when all before it passed. */
export type Stage = 'syntax' | 'standards' | 'schema' | 'types' | 'dry-run';

/** Code that did not pass. */
export interface Rejected {
  readonly ok: false;
  readonly stage: Stage;
  readonly problems: Problems;
}

import type { Refused } from '../../handlers/operator/index.ts';
import { Failure } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** The outcome of a change for the exit code: nothing to change is well, everything else that is refused is a failure. */
export function accepted<T extends { readonly kind: string }>(outcome: T | Refused, terminal: Terminal, json: boolean): T | undefined {
  if (!isRefused(outcome)) return outcome;
  if (outcome.code !== 'UNCHANGED') throw new Failure(outcome.message, 1);
  terminal.print(json ? JSON.stringify(outcome) : `unchanged: ${outcome.message}`);
  return undefined;
}

export function isRefused<T extends object>(outcome: T | Refused): outcome is Refused {
  return 'kind' in outcome && outcome.kind === 'refused';
}

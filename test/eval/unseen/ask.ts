import type { EvalTask } from '../tasks.ts';

/** What the answer must and must not hold. */
export type Wanted = Pick<EvalTask, 'holds' | 'never'>;

const refusal = /could not be done|not attached|names nothing to do/;
/** It must be refused with a reason; `never` is what it must not claim. */
export const refused = (never?: RegExp): Wanted => ({ holds: [refusal], ...(never === undefined ? {} : { never }) });
/** Right or refused: beyond rules, yet not to be answered wrongly. */
export const orRefused = (right: RegExp): Wanted => ({ holds: [new RegExp(`${right.source}|${refusal.source}`)] });
/** One task in one wording. */
export const ask = (wording: string, outcome: EvalTask['holds'] | Wanted, files: EvalTask['files'] = [], agents: EvalTask['agents'] = []): EvalTask => ({
  name: wording,
  wordings: [wording],
  files,
  agents,
  ...('holds' in outcome ? outcome : { holds: outcome }),
});

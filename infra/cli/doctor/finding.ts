/** What one check found. `broken` is what matters: with one of those, doctor exits 1. */
export interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'note' | 'broken';
  /** What was found. */
  readonly found: string;
  /** What to do; absent when there is nothing to do. */
  readonly mend?: string;
}

export const ok = (check: string, found: string): Finding => ({ check, state: 'ok', found });
export const note = (check: string, found: string, mend?: string): Finding => ({ check, state: 'note', found, ...(mend !== undefined && { mend }) });
export const broken = (check: string, found: string, mend: string): Finding => ({ check, state: 'broken', found, mend });

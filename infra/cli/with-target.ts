import { userInfo } from 'node:os';
import { createOperator, type Operator } from '../../handlers/operator/index.ts';
import { openTarget, type Target, type Where } from './target.ts';
import { createTerminal } from './terminal.ts';

/** Options that every command has. */
export interface Common extends Where {
  readonly json: boolean;
}

/** Opens what a command works on, quietly, and closes it whatever happens. */
export async function withTarget<T>(where: Where, work: (target: Target) => Promise<T>): Promise<T> {
  const target = await openTarget(where, createTerminal(true));
  try {
    return await work(target);
  } finally {
    await target.close();
  }
}

/** The same with the operator's tools at hand. */
export function withOperator<T>(where: Where, work: (operator: Operator, target: Target) => Promise<T>): Promise<T> {
  return withTarget(where, async (target) => {
    const operator = createOperator(process.env);
    try {
      return await work(operator, target);
    } finally {
      await operator.registrar.close();
    }
  });
}

/** Who runs the command; recorded with what it changes. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the password file.
    return 'unknown';
  }
}

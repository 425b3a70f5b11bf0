/**
 * The fault lab: the simulator of the tests as a process of its own. The console does not import it (nothing imports
 * tests); where a copy of the project has no tests, there is no lab.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import type { LabRun } from '../api.ts';

const program = path.resolve(import.meta.dirname, '../../../test/simulation/lab-run.ts');
/** Milliseconds that a simulated run may take. */
const LONGEST = 30_000;

export interface LabQuestion {
  readonly scenario: string;
  readonly profile: string;
  readonly seed?: number;
  readonly tape?: readonly number[];
}

let last: Promise<unknown> = Promise.resolve();

/** Runs it, one at a time. Undefined when this copy of the project has no simulator. Rejects when the simulator failed. */
export function simulate(question: LabQuestion): Promise<LabRun | { readonly error: string } | undefined> {
  if (!existsSync(program)) return Promise.resolve(undefined);
  const run = last.then(() => runProgram(question));
  last = run.catch(() => undefined);
  return run;
}

async function runProgram(question: LabQuestion): Promise<LabRun | { readonly error: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], { stdio: ['pipe', 'pipe', 'ignore'], timeout: LONGEST });
  child.stdin.on('error', () => undefined); // It ended before it had read: the answer below says so.
  child.stdin.end(JSON.stringify(question));
  try {
    return (await json(child.stdout)) as LabRun | { readonly error: string };
  } catch (cause) {
    throw new Error(`the simulator gave no answer within ${LONGEST / 1_000} s or failed: try "npm run simulate -- --seed 7"`, { cause });
  } finally {
    child.kill();
  }
}

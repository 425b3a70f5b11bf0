import { main } from '../../infra/cli/main.ts';
import type { Finished } from './command.ts';

/** Runs the command line in this process, which is quicker than a new one; what it prints is kept, not shown. One at a time. */
export async function runHere(...args: readonly string[]): Promise<Finished> {
  const kept = { stdout: '', stderr: '' };
  const { stdout, stderr } = process;
  const original = { stdout: stdout.write, stderr: stderr.write };
  const keep = (name: 'stdout' | 'stderr') =>
    ((part: string | Uint8Array) => {
      kept[name] += typeof part === 'string' ? part : Buffer.from(part).toString('utf8');
      return true;
    }) as typeof stdout.write;
  stdout.write = keep('stdout');
  // The test runner has a console of its own.
  const { log } = console;
  console.log = (...parts: readonly unknown[]) => void (kept.stdout += `${parts.join(' ')}\n`);
  stderr.write = keep('stderr');
  try {
    return { code: await main(args), ...kept };
  } finally {
    console.log = log;
    stdout.write = original.stdout;
    stderr.write = original.stderr;
  }
}

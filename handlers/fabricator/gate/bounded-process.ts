import { execFile } from 'node:child_process';
import { usageOf } from '../../sandbox/process-usage.ts';

/** What one process may take. */
export interface ProcessLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** How it ended by itself, or why it was stopped or crashed. */
export type ProcessEnd =
  | { readonly kind: 'ended'; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'stopped'; readonly why: string };

export interface BoundedCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of its variables. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

const OUTPUT_BYTES = 1024 * 1024;
const POLL_MS = 20;
const TOO_MUCH_OUTPUT = 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
/** No such program, or none that may be run: as the system says it, and as the shell does. */
const NOT_STARTED: ReadonlySet<string | number> = new Set(['ENOENT', 'EACCES', 126, 127]);

/**
 * Runs a program that works on text of others in a process of its own, without our variables, and kills it at its
 * limits. Output beyond 1 MB ends it, too. Throws when it cannot be started.
 */
export function runBounded({ program, args, cwd, env = {}, stdin }: BoundedCommand, { milliseconds, megabytes }: ProcessLimits): Promise<ProcessEnd> {
  const [first, ...rest] = bounded([program, ...args], Math.ceil(milliseconds / 1_000));
  return new Promise((resolve, reject) => {
    let swollen = false;
    const child = execFile(
      first,
      rest,
      { cwd, env, timeout: milliseconds, killSignal: 'SIGKILL', maxBuffer: OUTPUT_BYTES, windowsHide: true },
      (error, stdout, stderr) => {
        clearInterval(meter);
        if (error === null) resolve({ kind: 'ended', code: 0, stdout, stderr });
        else if (NOT_STARTED.has(error.code ?? ''))
          reject(new Error(`"${program}" cannot be started (${firstLine(stderr) || error.code}): install the packages again`, { cause: error }));
        else if (swollen) resolve({ kind: 'stopped', why: `it grew over ${megabytes} MB` });
        else if (error.code === TOO_MUCH_OUTPUT) resolve({ kind: 'ended', code: 1, stdout, stderr });
        else if (typeof error.code === 'number') resolve({ kind: 'ended', code: error.code, stdout, stderr });
        else if (error.killed === true || error.signal === 'SIGXCPU') resolve({ kind: 'stopped', why: `it did not end within ${milliseconds / 1_000} s` });
        else resolve({ kind: 'stopped', why: `it crashed (${error.signal ?? error.message})` });
      },
    );
    child.stdin?.on('error', () => {}); // gone before it has read all: its end says why
    child.stdin?.end(stdin ?? '');
    const meter = setInterval(() => {
      swollen ||= usageOf(child.pid).megabytes > megabytes;
      if (swollen) child.kill('SIGKILL');
    }, POLL_MS);
  });
}

/** A program that loops must not outlive this process, whatever ends it: the kernel stops it after its CPU time. */
function bounded(command: readonly [string, ...string[]], cpuSeconds: number): readonly [string, ...string[]] {
  return process.platform === 'win32' ? command : ['/bin/sh', '-c', `ulimit -t ${2 * cpuSeconds} && exec "$0" "$@"`, ...command];
}

/** The first line that says something, for messages. */
export function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 200);
}

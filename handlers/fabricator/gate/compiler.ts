import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { usageOf } from '../../sandbox/process-usage.ts';

/** What one run of the compiler may take. A usual agent takes 0.06 s and 25 MB. */
export interface CompilerLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** A run of the compiler: what it printed, or why it gave no verdict. */
export type Compilation = { readonly kind: 'ended'; readonly output: string; readonly clean: boolean } | { readonly kind: 'stopped'; readonly why: string };

const LIMITS: CompilerLimits = { milliseconds: 15_000, megabytes: 400 };
const OUTPUT_BYTES = 1024 * 1024;
const POLL_MS = 20;
const TOO_MUCH_OUTPUT = 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
/** No such program, or none that may be run: as the system says it, and as the shell does. */
const NOT_STARTED: ReadonlySet<string | number> = new Set(['ENOENT', 'EACCES', 126, 127]);

/** The native TypeScript compiler of this platform, or undefined where it is not installed. */
export function findCompiler(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`);
    return path.join(path.dirname(manifest), 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
  } catch {
    return undefined; // not installed here
  }
}

/**
 * Compiles files (one of them `tsconfig.json`) in a process of its own, without environment, in a folder of its own that
 * is removed afterwards. Types can be written that take for ever or all memory, or exhaust the compiler's stack: it is
 * killed at its limits. Throws when the compiler cannot be started or the folder cannot be written.
 */
export async function compile(compiler: string, files: Readonly<Record<string, string>>, limits: Partial<CompilerLimits> = {}): Promise<Compilation> {
  const directory = await mkdtemp(path.join(tmpdir(), 'agent-types-'));
  try {
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(directory, name), text)));
    return await run(compiler, directory, { ...LIMITS, ...limits });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function run(compiler: string, directory: string, { milliseconds, megabytes }: CompilerLimits): Promise<Compilation> {
  const [program, ...args] = bounded([compiler, '--project', directory, '--pretty', 'false', '--locale', 'en'], Math.ceil(milliseconds / 1_000));
  // GOMEMLIMIT (the compiler is a Go program) makes it tidy up before it meets the limit.
  const env = { GOMEMLIMIT: `${Math.floor(megabytes * 0.75)}MiB` };
  return new Promise((resolve, reject) => {
    let swollen = false;
    const child = execFile(
      program,
      args,
      { cwd: directory, env, timeout: milliseconds, killSignal: 'SIGKILL', maxBuffer: OUTPUT_BYTES, windowsHide: true },
      (error, stdout, stderr) => {
        clearInterval(meter);
        const found = /error TS\d+/.test(stdout);
        if (error === null) resolve({ kind: 'ended', output: stdout, clean: true });
        else if (NOT_STARTED.has(error.code ?? ''))
          reject(
            new Error(`the TypeScript compiler "${compiler}" cannot be started (${firstLine(stderr) || error.code}): install the packages again`, {
              cause: error,
            }),
          );
        else if (swollen) resolve({ kind: 'stopped', why: `it grew over ${megabytes} MB` });
        else if (error.code === TOO_MUCH_OUTPUT || (typeof error.code === 'number' && found)) resolve({ kind: 'ended', output: stdout, clean: false });
        else if (error.killed === true || error.signal === 'SIGXCPU') resolve({ kind: 'stopped', why: `it did not end within ${milliseconds / 1_000} s` });
        else resolve({ kind: 'stopped', why: `it crashed (${error.signal ?? `exit code ${error.code}`}${stderr === '' ? '' : `: ${firstLine(stderr)}`})` });
      },
    );
    const meter = setInterval(() => {
      swollen ||= usageOf(child.pid).megabytes > megabytes;
      if (swollen) child.kill('SIGKILL');
    }, POLL_MS);
  });
}

/** A compiler that loops must not outlive this process, whatever ends it: the kernel stops it after its CPU time. */
function bounded(command: readonly [string, ...string[]], cpuSeconds: number): readonly [string, ...string[]] {
  return process.platform === 'win32' ? command : ['/bin/sh', '-c', `ulimit -t ${2 * cpuSeconds} && exec "$0" "$@"`, ...command];
}

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 200);
}

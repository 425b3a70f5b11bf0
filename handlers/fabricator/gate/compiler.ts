import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { firstLine, runBounded, type ProcessLimits } from './bounded-process.ts';

/** A run of the compiler: what it printed, or why it gave no verdict. */
export type Compilation = { readonly kind: 'ended'; readonly output: string } | { readonly kind: 'stopped'; readonly why: string };

/** A usual agent takes 0.06 s and 25 MB. */
const LIMITS: ProcessLimits = { milliseconds: 15_000, megabytes: 400 };

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
 * Compiles files (one of them `tsconfig.json`) in a folder of their own that is removed afterwards. Types can be written
 * that take for ever or all memory, or exhaust the compiler's stack: it is killed at its limits. Throws when it cannot be
 * started or the folder cannot be written.
 */
export async function compile(compiler: string, files: Readonly<Record<string, string>>, limits: Partial<ProcessLimits> = {}): Promise<Compilation> {
  const bounds = { ...LIMITS, ...limits };
  const directory = await mkdtemp(path.join(tmpdir(), 'agent-types-'));
  try {
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(path.join(directory, name), text)));
    const args = ['--project', directory, '--pretty', 'false', '--locale', 'en'];
    // GOMEMLIMIT (the compiler is a Go program) makes it tidy up before it meets the limit.
    const env = { GOMEMLIMIT: `${Math.floor(bounds.megabytes * 0.75)}MiB` };
    const end = await runBounded({ program: compiler, args, cwd: directory, env }, bounds);
    if (end.kind === 'stopped') return end;
    if (end.code === 0 || /error TS\d+/.test(end.stdout)) return { kind: 'ended', output: end.stdout };
    return { kind: 'stopped', why: `it crashed (exit code ${end.code}${end.stderr === '' ? '' : `: ${firstLine(end.stderr)}`})` };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

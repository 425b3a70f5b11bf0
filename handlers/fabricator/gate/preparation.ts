import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstLine, runBounded, type ProcessLimits } from './bounded-process.ts';
import { readable, type Prepared } from './prepared-code.ts';
import type { Rejected } from './verdict.ts';

/** A usual agent takes 0.1 s and 80 MB. */
const LIMITS: ProcessLimits = { milliseconds: 15_000, megabytes: 400 };

/** What the child says. */
type Said = Rejected | { readonly ok: true; readonly javascript: string; readonly uses: readonly string[] };

/**
 * First half of the gate, for the code alone: syntax, generation standards, types taken off. In a process of its own: the
 * parser is machine code that reads by recursion, and some thousand brackets within each other end its process. What it
 * cannot read within its limits does not pass. Throws when the process cannot be started.
 */
export async function prepare(text: string): Promise<Prepared> {
  const source = readable(text);
  const program = childProgram();
  const end = await runBounded(
    { program: process.execPath, args: ['--disable-warning=ExperimentalWarning', program], cwd: path.dirname(program), stdin: source },
    LIMITS,
  );
  if (end.kind === 'ended' && end.code === 0) {
    const said = JSON.parse(end.stdout) as Said; // our own program wrote it
    return said.ok ? { ok: true, code: { original: source, javascript: said.javascript, uses: new Set(said.uses) } } : said;
  }
  // Our own recursion over the tree meets the end of the stack earlier than the parser does.
  const why = end.kind === 'stopped' ? end.why : /Maximum call stack/.test(end.stderr) ? 'it is nested too deeply' : undefined;
  if (why === undefined) throw new Error(`the code could not be inspected: ${firstLine(end.kind === 'ended' ? end.stderr : '')}`);
  return { ok: false, stage: 'syntax', problems: [`syntax: the code cannot be read: ${why}; write it with less nesting`] };
}

/** In a bundle the program lies beside the function, bundled by itself; in the repository it is the source. */
function childProgram(): string {
  const bundled = fileURLToPath(new URL('./preparation/child.mjs', import.meta.url));
  return existsSync(bundled) ? bundled : fileURLToPath(new URL('./preparation-child.ts', import.meta.url));
}

import { existsSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// a reader that has seen enough (`… | head`) is no error
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit(0);
});
// Compiled code is kept between runs, what is imported after this included. Not by the first one: writing some two
// hundred files costs more than a machine that runs once, as CI does, would ever gain.
const compiled = join(import.meta.dirname, '..', 'node_modules', '.cache', 'arbiter-codegen', 'compiled');
if (existsSync(compiled)) enableCompileCache(compiled);
else process.once('exit', () => prepareCache(compiled));
const { run } = await import('./commands/run.ts');

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  cwd: process.cwd(),
  stdin: process.stdin,
});

function prepareCache(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    // a read-only installation works without a cache
  }
}

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// a reader that has seen enough (`… | head`) is no error
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit(0);
});
// compiled code is kept between runs, what is imported after this included
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'arbiter-codegen', 'compiled'));
const { run } = await import('./commands/run.ts');

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  cwd: process.cwd(),
  stdin: process.stdin,
});

#!/usr/bin/env node
/** Starts the command line on a Node that can run it. Plain JavaScript, so that an old Node can still say what is wrong. */
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  process.stderr.write(
    `arbiter needs Node 24 or later, this is ${process.version}. On Linux use the npm scripts (npm start, npm test): they bring their own Node after "npm ci". Elsewhere install Node 24.\n`,
  );
  process.exit(2);
}
// A reader that has seen enough (`… | head`) is no error.
process.stdout.on('error', (cause) => {
  if (cause.code !== 'EPIPE') throw cause;
  process.exit(0);
});
// Compiled code is kept between runs: the second start of a clone is a good deal quicker.
const { enableCompileCache } = await import('node:module');
enableCompileCache?.(new URL('../../node_modules/.cache/arbiter', import.meta.url).pathname);
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));

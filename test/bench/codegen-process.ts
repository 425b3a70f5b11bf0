/** One command line of the toolchain in a process of its own, as it is; the last line on standard error is what it cost. */
import process from 'node:process';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(`\n${JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024 })}\n`);
});
await import('../../codegen/main.ts');

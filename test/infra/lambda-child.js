/**
 * One function, as Lambda runs it: its bundle is imported from its folder in a process of its own, with no variables
 * but its own. Plain JavaScript, so that nothing but the bundle needs this project.
 */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const started = performance.now();
try {
  const { handler } = await import(pathToFileURL(process.argv[2] ?? '').href);
  process.on('message', async ({ id, event, context }) => {
    const deadline = Date.now() + context.remaining;
    try {
      const value = await handler(event, { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) });
      process.send?.({ id, value: value ?? null });
    } catch (cause) {
      process.send?.({ id, error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) });
    }
  });
  process.send?.({ loaded: performance.now() - started });
} catch (cause) {
  process.send?.({ failed: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) });
}
process.on('disconnect', () => process.exit(0));

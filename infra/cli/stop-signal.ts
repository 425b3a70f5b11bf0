/** What tells a command to end early: Ctrl-C, a termination signal, or the end of the npm that it was started by. */

/** Taken when the program begins: the parent may be gone before anybody listens. */
const parent = process.ppid;

/** How often the parent is looked at, in milliseconds. */
const LOOK_MS = 1_000;

/**
 * A signal that is aborted when the process is to end, and what stops listening. npm passes SIGTERM on to a shell that dies without passing
 * it on; the runtime would be left without a parent, so its going counts as the signal. Without npm nothing is looked at: whoever starts
 * the program otherwise may leave it in the background.
 */
export function listenForStop(): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const looking =
    process.env['npm_lifecycle_event'] === undefined
      ? undefined
      : setInterval(() => {
          if (process.ppid !== parent) stop();
        }, LOOK_MS).unref();
  return {
    signal: controller.signal,
    end: () => {
      clearInterval(looking);
      process.off('SIGINT', stop).off('SIGTERM', stop);
    },
  };
}

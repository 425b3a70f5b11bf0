import { dirname } from 'node:path';
import { watchFolders } from '../output/watch-folders.ts';
import { generateTo, type GenerateOptions, type GenerateOutcome } from './generate.ts';

/** How long to wait for further changes after one: an editor writes a file in several steps. */
const settleMs = 20;

export interface Watching {
  /** Stops watching; resolves when nothing runs any more. */
  close(): Promise<void>;
}

/**
 * Generates now and whenever a file below the schema folder changes, until closed. Tells each outcome with the time that
 * it took from the change; what is thrown (a defect) ends nothing and is told too, so that the next change is tried.
 */
export function watchAndGenerate(
  options: GenerateOptions,
  tell: (outcome: GenerateOutcome | { readonly failure: unknown }, milliseconds: number) => void,
): Watching {
  let timer: NodeJS.Timeout | undefined;
  let changedAt = performance.now();
  let isClosed = false;
  let isPending = false;
  let running: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    while (isPending && !isClosed) {
      isPending = false;
      const since = changedAt;
      try {
        const outcome = await generateTo(options);
        if (!isClosed) tell(outcome, performance.now() - since);
      } catch (error) {
        tell({ failure: error }, performance.now() - since);
      }
    }
  };
  const start = (): void => {
    isPending = true;
    running ??= run().finally(() => (running = undefined));
  };
  const changed = (): void => {
    if (isClosed) return;
    if (timer === undefined) changedAt = performance.now();
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      start();
    }, settleMs);
  };
  // what is generated below the schema folder is no change of the schemas
  const watcher = watchFolders(options.schemas, (path) => isInside(path, options.out), changed);
  start();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      watcher.close();
      await running;
    },
  };
}

function isInside(path: string, folder: string): boolean {
  for (let at = path; at !== dirname(at); at = dirname(at)) if (at === folder) return true;
  return false;
}

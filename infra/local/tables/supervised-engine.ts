/**
 * A table engine in a process of its own that is started again when it ends by itself. Its items are on disk, so only
 * the calls that were under way fail, and later ones wait for the new process.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TableEngine } from './table-engine.ts';

export interface EngineProcess {
  readonly port: number;
  /** Rejects when the process ends by itself, with its last words; never resolves. */
  readonly ended: Promise<never>;
  stop(): Promise<void>;
}

/** Pause before a new start, milliseconds: an engine that dies at once must not keep the machine busy. */
const pause = 200;

/** Starts the engine; rejects when its first start fails. `report` hears why it ended later. */
export async function superviseEngine(start: () => Promise<EngineProcess>, report: (error: unknown) => void): Promise<TableEngine> {
  let running = Promise.resolve(await start());
  let isStopped = false;
  const watch = (engine: EngineProcess): void => {
    engine.ended.catch((error: unknown) => {
      if (isStopped) return;
      report(new Error('the table engine ended and is started again', { cause: error }));
      running = sleep(pause).then(start);
      // A start that fails is the failure of every call after it.
      running.then(watch, report);
    });
  };
  watch(await running);
  return {
    port: async () => (await running).port,
    stop: async () => {
      isStopped = true;
      // An engine that could not be started again has been reported and needs no stopping.
      await running.then(
        (engine) => engine.stop(),
        () => undefined,
      );
    },
  };
}

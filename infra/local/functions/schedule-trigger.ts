/** A function that runs at once and then every so many seconds; a run that takes longer than that delays the next. */
import type { Trigger } from './queue-trigger.ts';

export interface ScheduleTriggerOptions {
  readonly everySeconds: number;
  readonly invoke: (event: unknown) => Promise<unknown>;
  readonly report: (problem: string) => void;
}

/** Starts the schedule. Its event is that of an EventBridge schedule, as far as handlers may read it. */
export function startScheduleTrigger(options: ScheduleTriggerOptions): Trigger {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const run = async (): Promise<void> => {
    const startedAt = Date.now();
    try {
      await options.invoke({
        version: '0',
        'detail-type': 'Scheduled Event',
        source: 'aws.scheduler',
        time: new Date(startedAt).toISOString(),
        resources: [],
        detail: {},
      });
    } catch (error) {
      options.report(`a scheduled run failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!isStopped) timer = setTimeout(() => void run(), Math.max(0, startedAt + options.everySeconds * 1000 - Date.now()));
  };
  void run();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return Promise.resolve();
    },
    deletions: () => Promise.resolve(),
  };
}

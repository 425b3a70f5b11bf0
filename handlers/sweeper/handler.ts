/** The sweeper: each minute, a tick to every orchestration whose wakeAt has passed. A backstop; nothing depends on it being prompt. */
import type { Clock, Inbox, OrchestrationStore, Telemetry } from '../shell/ports.ts';

export interface SweeperPorts {
  readonly store: Pick<OrchestrationStore, 'due'>;
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Ticks of one sweep; the rest is oldest first in the next. */
const MOST_PER_SWEEP = 1_000;

export function createSweeper(ports: SweeperPorts) {
  return async (): Promise<{ readonly woken: number }> => {
    const now = ports.clock.now();
    const due = await ports.store.due(now, MOST_PER_SWEEP);
    const oldest = due[0];
    ports.telemetry.metrics.count('sweeper.heartbeat');
    ports.telemetry.metrics.milliseconds('orchestration.overdue.age', oldest === undefined ? 0 : now - oldest.wakeAt);
    if (due.length > 0) {
      await ports.inbox.wake([...new Set(due.map(({ orchestrationId }) => orchestrationId))], 0);
      ports.telemetry.log('info', 'woke overdue orchestrations', { count: due.length });
      ports.telemetry.metrics.count('sweeper.recoveries', due.length);
    }
    return { woken: due.length };
  };
}

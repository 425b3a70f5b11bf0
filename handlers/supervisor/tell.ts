import { orchestrationStarted } from '../../generated/events/orchestration-started.v1.ts';
import type { Head } from '../core/orchestration/head.ts';
import type { Bus, OutgoingEvent, Telemetry } from '../shell/ports.ts';

/** Publishes progress events. They are a courtesy: a failure is logged and changes nothing. Final events go through `announce`. */
export async function tell(ports: { readonly bus: Bus; readonly telemetry: Telemetry }, events: readonly OutgoingEvent[]): Promise<void> {
  if (events.length === 0) return;
  try {
    await ports.bus.publish(events);
  } catch (cause) {
    ports.telemetry.log('warn', 'progress events were not published', { code: 'PROGRESS_EVENTS', error: String(cause) });
  }
}

/** `orchestration.started`, to be told with the first thing there is to tell: one request to the bus less. Empty after the first turn. */
export function started(head: Head): readonly OutgoingEvent[] {
  if (head.turn > 1) return [];
  return [
    {
      source: orchestrationStarted.source,
      detailType: orchestrationStarted.detailType,
      detail: {
        orchestrationId: head.orchestrationId,
        status: 'THINKING',
        turn: 0,
        deadlineAt: new Date(head.deadlineAt).toISOString(),
        ...(head.tenant !== undefined && { tenant: head.tenant }),
        ...(head.requestedBy !== undefined && { requestedBy: head.requestedBy }),
      },
    },
  ];
}

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

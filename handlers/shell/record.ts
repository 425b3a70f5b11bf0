/** Reading what lies on a queue. A body that cannot be read is kept by its hash, counted, and acknowledged. */
import type { SQSRecord } from 'aws-lambda';
import { limits } from '../core/limits.ts';
import { isNestedDeeperThan } from '../core/nesting.ts';
import type { Bus, Payloads, Telemetry } from './ports.ts';
import { error as errorEvent } from '../../generated/events/error.v1.ts';

/** The value; undefined for what is not JSON, or is nested so deeply that nobody could write it again. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isNestedDeeperThan(value, limits.messageLevels) ? undefined : value;
  } catch {
    // Expected: anybody may put anything on a queue. The caller reports it.
    return undefined;
  }
}

export interface ReportPorts {
  readonly bus: Bus;
  readonly payloads: Payloads;
  readonly telemetry: Telemetry;
}

/** Keeps an unreadable record's body and tells about it; never throws for the telling. */
export async function reportUnreadable(component: string, ports: ReportPorts, record: SQSRecord, problem: string): Promise<void> {
  ports.telemetry.metrics.count('record.unparsable', 1, { function: component });
  const sha256 = await ports.payloads.put(record.body);
  ports.telemetry.log('error', 'unreadable record', { function: component, messageId: record.messageId, problem, payload: sha256 });
  await report(
    component,
    ports,
    'UNPARSABLE_RECORD',
    `message ${record.messageId} on ${record.eventSourceARN.split(':').pop() ?? 'a queue'} cannot be read: ${problem}; its body is payloads/${sha256}`,
  );
}

/** Publishes an `arbiter` error event. A failure to tell is logged: telling must not undo the work. */
export async function report(
  component: string,
  ports: Pick<ReportPorts, 'bus' | 'telemetry'>,
  code: string,
  message: string,
  orchestrationId?: string,
): Promise<void> {
  try {
    await ports.bus.publish([
      {
        source: errorEvent.source,
        detailType: errorEvent.detailType,
        detail: { component, code, message: message.slice(0, 4_000), severity: 'critical', ...(orchestrationId !== undefined && { orchestrationId }) },
      },
    ]);
  } catch (cause) {
    ports.telemetry.log('error', 'could not publish an error event', { function: component, code, error: String(cause) });
  }
}

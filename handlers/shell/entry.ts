/**
 * The one loop around every SQS-triggered handler: each record ends as acknowledged or given back; one bad record
 * never takes its batch along (partial batch responses).
 */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Redelivery, Telemetry } from './ports.ts';

/** What becomes of a record. */
export type Disposition =
  | { readonly kind: 'acknowledge' }
  /** Visible again after `seconds`; counts as one receive. */
  | { readonly kind: 'giveBack'; readonly seconds: number };

export const acknowledge: Disposition = { kind: 'acknowledge' };

/** SQS: a message stays invisible at most 12 hours. */
const LONGEST_DELAY = 43_200;

export function giveBack(seconds: number): Disposition {
  return { kind: 'giveBack', seconds: Math.max(0, Math.min(LONGEST_DELAY, Math.ceil(seconds))) };
}

export interface EntryPorts {
  readonly redelivery: Redelivery;
  readonly telemetry: Telemetry;
}

/** An SQS handler from a function of one record. `backoff` gives the delay in seconds after the n-th failed receive. */
export function createQueueEntry(name: string, ports: EntryPorts, backoff: (receives: number) => number, handle: (record: SQSRecord) => Promise<Disposition>) {
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failures: string[] = [];
    for (const record of event.Records) {
      const disposition = await settle(name, ports, backoff, handle, record);
      if (disposition.kind === 'acknowledge') continue;
      failures.push(record.messageId);
      await delay(ports, record, disposition.seconds);
    }
    await ports.telemetry.tracer.flush();
    if (failures.length > 0) ports.telemetry.metrics.count('batch.item.failures', failures.length, { function: name });
    return { batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function settle(
  name: string,
  ports: EntryPorts,
  backoff: (receives: number) => number,
  handle: (record: SQSRecord) => Promise<Disposition>,
  record: SQSRecord,
): Promise<Disposition> {
  try {
    return await handle(record);
  } catch (cause) {
    const receives = Number(record.attributes.ApproximateReceiveCount);
    ports.telemetry.log('error', 'record failed, it will be delivered again', {
      function: name,
      messageId: record.messageId,
      receives,
      error: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
    });
    return giveBack(backoff(Number.isFinite(receives) ? receives : 1));
  }
}

async function delay(ports: EntryPorts, record: SQSRecord, seconds: number): Promise<void> {
  try {
    await ports.redelivery.delay(record.receiptHandle, record.eventSourceARN, seconds);
  } catch (cause) {
    // Then the queue's own visibility timeout applies: later than wanted, never lost.
    ports.telemetry.log('warn', 'could not change the visibility of a record', { messageId: record.messageId, error: String(cause) });
  }
}

import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { batches, utf8Bytes } from './batches.ts';

/** An event to put on a bus; `detail` has been validated. */
export interface OutgoingEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
}

/** The bus refused some entries. Publishing all of them again is safe where consumers ignore duplicates. */
export class PublishError extends Error {
  override readonly name = 'PublishError';
  /** Indexes into the published events. */
  readonly failed: readonly { readonly index: number; readonly code: string; readonly message: string }[];

  constructor(bus: string, failed: PublishError['failed']) {
    super(`bus "${bus}" refused ${failed.length} events: ${failed.map((one) => `#${one.index} ${one.code} ${one.message}`).join('; ')}`);
    this.failed = failed;
  }
}

/**
 * Puts events on a bus, ten at a time. Resolves only when every entry was accepted; PutEvents itself succeeds
 * although entries failed, which is easy to overlook.
 */
export async function putEvents(client: EventBridgeClient, bus: string, events: readonly OutgoingEvent[]): Promise<void> {
  const entries = events.map((event) => ({ EventBusName: bus, Source: event.source, DetailType: event.detailType, Detail: JSON.stringify(event.detail) }));
  const failed: PublishError['failed'][number][] = [];
  for (const batch of batches(entries, (entry) => utf8Bytes(entry.Detail) + entry.Source.length + entry.DetailType.length)) {
    const answer = await client.send(new PutEventsCommand({ Entries: batch.map(({ entry }) => entry) }));
    if ((answer.FailedEntryCount ?? 0) === 0) continue;
    for (const [at, result] of (answer.Entries ?? []).entries()) {
      if (result.ErrorCode !== undefined) failed.push({ index: batch[at]?.index ?? at, code: result.ErrorCode, message: result.ErrorMessage ?? '' });
    }
  }
  if (failed.length > 0) throw new PublishError(bus, failed);
}

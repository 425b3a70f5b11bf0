import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { PublishError, putEvents } from '../../../generated/clients/publish.ts';
import { utf8Bytes } from '../../core/limits.ts';
import type { Bus, OutgoingEvent } from '../../shell/ports.ts';
import { toValidEvent } from './valid-event.ts';

/** An entry of PutEvents (service quotas, 2026): source, detail-type and detail together. */
const LARGEST = 1_048_576;
/** Tries of entries that the bus refused. */
const TRIES = 3;

/**
 * The event bus. Each event is checked against its schema, and unknown fields are dropped, before anything is sent; an
 * event that is not valid or too big throws. Entries that were refused are tried again alone; resolves when all were accepted.
 */
export function createBus(events: EventBridgeClient, busName: string): Bus {
  return {
    async publish(outgoing) {
      let left = outgoing.map(toValidEvent);
      left.forEach(assertFits);
      for (let tries = 1; left.length > 0; tries++) {
        const sent = left;
        try {
          await putEvents(events, busName, sent);
          return;
        } catch (cause) {
          if (!(cause instanceof PublishError) || tries >= TRIES) throw cause;
          left = cause.failed.flatMap(({ index }) => sent[index] ?? []);
        }
      }
    },
  };
}

function assertFits({ source, detailType, detail }: OutgoingEvent): void {
  const bytes = source.length + detailType.length + utf8Bytes(JSON.stringify(detail));
  if (bytes > LARGEST)
    throw new Error(`the event "${detailType}" has ${bytes} bytes, EventBridge takes ${LARGEST}: store its long text as a payload and publish the reference`);
}

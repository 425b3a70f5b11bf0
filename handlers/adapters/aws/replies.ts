import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Replies } from '../../shell/ports.ts';
import { createBus } from './bus.ts';
import { optional, type Environment } from './environment.ts';
import type { QueueUrls } from './queue-urls.ts';

/**
 * Replies to requesters' own buses and queues. `REPLY_TARGETS` is the allow-list, separated by blanks or commas: bus names or
 * ARNs, queue URLs or names, exactly as requests name them. Without it no target is allowed. A queue gets the event as
 * EventBridge would deliver it: `{source, "detail-type", detail}`.
 */
export function createReplies(events: EventBridgeClient, sqs: SQSClient, urls: QueueUrls, environment: Environment): Replies {
  const allowed = new Set((optional(environment, 'REPLY_TARGETS') ?? '').split(/[\s,]+/u).filter((target) => target !== ''));
  return {
    allows: ({ target }) => allowed.has(target),
    send: async ({ type, target }, event) => {
      if (type === 'eventbridge') await createBus(events, target).publish([event]);
      else
        await sqs.send(
          new SendMessageCommand({
            QueueUrl: await urls.of(target),
            MessageBody: JSON.stringify({ source: event.source, 'detail-type': event.detailType, detail: event.detail }),
          }),
        );
    },
  };
}

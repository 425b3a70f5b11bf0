import type { SQSClient } from '@aws-sdk/client-sqs';
import { sendMessages, wakeBody } from '../../../generated/clients/send.ts';
import type { Inbox } from '../../shell/ports.ts';

/** SQS: a message is delayed at most 15 minutes. A later tick comes early and is asked for again. */
const LONGEST_DELAY = 900;
/** Tries before the ticks that were refused are given up with an error. */
const TRIES = 3;

/** Ticks to the supervisor's inbox. Throws when some were refused again and again: all may be sent again. */
export function createInbox(sqs: SQSClient, queueUrl: string): Inbox {
  return {
    async wake(orchestrationIds, delaySeconds) {
      const delay = Math.max(0, Math.min(LONGEST_DELAY, Math.ceil(delaySeconds)));
      let left = orchestrationIds.map((orchestrationId) => ({ body: wakeBody({ kind: 'wake', orchestrationId }), delaySeconds: delay }));
      let problem = '';
      for (let tries = 0; tries < TRIES && left.length > 0; tries++) {
        const sent = left;
        const refused = await sendMessages(sqs, queueUrl, sent);
        problem = refused[0]?.message ?? '';
        left = refused.flatMap(({ index }) => sent[index] ?? []);
      }
      if (left.length > 0) throw new Error(`the inbox refused ${left.length} of ${orchestrationIds.length} ticks in ${TRIES} tries: ${problem}`);
    },
  };
}

import { ChangeMessageVisibilityCommand, MessageNotInflight, ReceiptHandleIsInvalid, type SQSClient } from '@aws-sdk/client-sqs';
import type { Redelivery } from '../../shell/ports.ts';
import { queueUrlOfArn } from './queue-urls.ts';

/** SQS: at most 12 hours, whole seconds. */
const LONGEST = 43_200;

/** Gives messages back by their visibility. A message that is visible again already, or gone, is left as it is. */
export function createRedelivery(sqs: SQSClient): Redelivery {
  return {
    async delay(receiptHandle, queueArn, seconds) {
      const VisibilityTimeout = Math.max(0, Math.min(LONGEST, Math.ceil(seconds)));
      try {
        await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrlOfArn(queueArn), ReceiptHandle: receiptHandle, VisibilityTimeout }));
      } catch (cause) {
        // Its visibility ran out before we were done: somebody has it now, or will.
        if (cause instanceof MessageNotInflight || cause instanceof ReceiptHandleIsInvalid) return;
        throw cause;
      }
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { unique } from './ports-under-test.ts';
import type { QueueShape, QueueUnderTest, ReceivedMessage } from './queue-cases.ts';

/** A queue of its own on an SQS endpoint, with dead letters; time passes as it does. */
export async function embeddedQueue(sqs: SQSClient, { visibilitySeconds, maxReceives }: QueueShape): Promise<QueueUnderTest> {
  const create = async (attributes: Readonly<Record<string, string>>): Promise<string> => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: unique('queue-case'), Attributes: attributes }));
    if (QueueUrl === undefined) throw new Error('the endpoint created a queue without a URL');
    return QueueUrl;
  };
  const deadUrl = await create({});
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['QueueArn'] }));
  const QueueUrl = await create({
    VisibilityTimeout: String(visibilitySeconds),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes?.['QueueArn'], maxReceiveCount: maxReceives }),
  });
  const receive = async (url: string): Promise<readonly ReceivedMessage[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['ApproximateReceiveCount'] }),
    );
    return Messages.map(({ Body = '', ReceiptHandle = '', Attributes: system }) => ({
      body: Body,
      handle: ReceiptHandle,
      receives: Number(system?.ApproximateReceiveCount),
    }));
  };
  return {
    send: async (MessageBody, DelaySeconds = 0) => void (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }))),
    receive: () => receive(QueueUrl),
    acknowledge: async ({ handle }) => void (await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handle }))),
    delay: async ({ handle }, seconds) =>
      void (await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: handle, VisibilityTimeout: seconds }))),
    later: (seconds) => sleep(seconds * 1_000),
    dead: async () => (await receive(deadUrl)).map(({ body }) => body),
  };
}

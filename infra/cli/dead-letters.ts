/** Queues of last resort: what lies there, why, and how it is sent back. */
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { contracts } from '../../generated/contracts/index.ts';
import { Failure } from './failure.ts';
import type { Target } from './target.ts';

export interface DeadLetterQueue {
  readonly queue: string;
  readonly description: string;
  /** Messages that can be received, and those that somebody has at the moment. */
  readonly messages: number;
  readonly inFlight: number;
}

export interface DeadLetter {
  readonly messageId: string;
  /** RFC 3339. */
  readonly sentAt: string;
  /** What EventBridge says of an event that it could not deliver; absent for others. */
  readonly reason?: string;
  readonly body: string;
}

/** Longest wait for a redrive to end, milliseconds. */
const REDRIVE_MS = 60_000;

const ofRules: ReadonlySet<string> = new Set(contracts.rules.map(({ deadLetterQueue }) => deadLetterQueue));

/** Names, as in the contracts. */
export const deadLetterQueues: readonly string[] = contracts.queues
  .filter(({ name, isDeadLetterQueue }) => isDeadLetterQueue || ofRules.has(name))
  .map(({ name }) => name);

export async function listDeadLetters(target: Target): Promise<readonly DeadLetterQueue[]> {
  return withQueues(async (sqs) =>
    Promise.all(
      deadLetterQueues.map(async (queue) => ({
        queue,
        description: contracts.queues.find(({ name }) => name === queue)?.description ?? '',
        ...(await depth(sqs, await target.queueUrl(queue))),
      })),
    ),
  );
}

/** At most ten messages, left where they are. */
export async function peekDeadLetters(target: Target, queue: string): Promise<readonly DeadLetter[]> {
  return withQueues(async (sqs) => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: await target.queueUrl(queue),
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    return Messages.map(({ MessageId, Body, Attributes, MessageAttributes }) => {
      const reason = ['ERROR_CODE', 'ERROR_MESSAGE'].flatMap((name) => MessageAttributes?.[name]?.StringValue ?? []).join(': ');
      return {
        messageId: MessageId ?? '',
        sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
        ...(reason !== '' && { reason }),
        body: Body ?? '',
      };
    });
  });
}

/** Sends everything back to where it came from and resolves with how many messages that were; 0 when the queue is empty. */
export async function redrive(target: Target, queue: string): Promise<number> {
  return withQueues(async (sqs) => {
    const url = await target.queueUrl(queue);
    if ((await depth(sqs, url)).messages === 0) return 0;
    return ofRules.has(queue) ? redeliver(sqs, url) : move(sqs, url, queue);
  });
}

/** A queue's dead letters go back by SQS itself. */
async function move(sqs: SQSClient, url: string, queue: string): Promise<number> {
  const arn = await arnOf(sqs, url);
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn }));
  for (let waited = 0; waited < REDRIVE_MS; waited += 500) {
    const { Results: [task] = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn, MaxResults: 1 }));
    if (task?.Status === 'COMPLETED') return task.ApproximateNumberOfMessagesMoved ?? 0;
    if (task?.Status === 'FAILED' || task?.Status === 'CANCELLED')
      throw new Failure(`the redrive of "${queue}" ${task.Status.toLowerCase()}: ${task.FailureReason ?? 'no reason given'}`, 1);
    await sleep(500);
  }
  throw new Failure(`the redrive of "${queue}" goes on after ${REDRIVE_MS / 1_000} s: look again with "npm run arbiter -- dlq list"`, 1);
}

/** Events that a rule could not deliver: SQS cannot move those, so each goes to the target that its attributes name. */
async function redeliver(sqs: SQSClient, url: string): Promise<number> {
  let moved = 0;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, VisibilityTimeout: 60, MessageAttributeNames: ['All'] }),
    );
    if (Messages.length === 0) return moved;
    for (const message of Messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: targetOf(message, url), MessageBody: message.Body }));
      // In this order: a record that is delivered twice is recognised, one that is lost is not.
      await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
      moved += 1;
    }
  }
}

/** URL of the queue that the rule's target is, of the same account as the dead letters' own. */
function targetOf({ MessageAttributes, MessageId }: Message, url: string): string {
  const arn = MessageAttributes?.['TARGET_ARN']?.StringValue ?? '';
  const name = /^arn:[^:]*:sqs:[^:]*:[^:]*:(.+)$/u.exec(arn)?.[1];
  if (name === undefined) throw new Failure(`the dead letter ${MessageId ?? ''} names no queue as its target ("${arn}"): it stays where it is`, 1);
  return `${url.slice(0, url.lastIndexOf('/'))}/${name}`;
}

async function depth(sqs: SQSClient, url: string): Promise<{ readonly messages: number; readonly inFlight: number }> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] }),
  );
  return { messages: Number(Attributes?.ApproximateNumberOfMessages ?? 0), inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0) };
}

async function arnOf(sqs: SQSClient, url: string): Promise<string | undefined> {
  return (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }))).Attributes?.QueueArn;
}

async function withQueues<T>(work: (sqs: SQSClient) => Promise<T>): Promise<T> {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  try {
    return await work(sqs);
  } finally {
    sqs.destroy();
  }
}

import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { batches, utf8Bytes } from './batches.ts';

export interface OutgoingMessage {
  /** JSON text of a validated message. */
  readonly body: string;
  /** 0 to 900. */
  readonly delaySeconds?: number;
  /** Message attributes, sent as strings. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A message that the queue did not take. */
export interface RefusedMessage {
  /** Index into the messages sent. */
  readonly index: number;
  readonly code: string;
  readonly message: string;
}

/** Sends messages to a queue, ten at a time; resolves with those that were refused, to be sent again later. */
export async function sendMessages(client: SQSClient, queueUrl: string, messages: readonly OutgoingMessage[]): Promise<readonly RefusedMessage[]> {
  const refused: RefusedMessage[] = [];
  for (const batch of batches(messages, (message) => utf8Bytes(message.body))) {
    const answer = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: batch.map(({ entry, index }) => ({
          Id: String(index),
          MessageBody: entry.body,
          ...(entry.delaySeconds !== undefined && { DelaySeconds: entry.delaySeconds }),
          ...(entry.attributes !== undefined && {
            MessageAttributes: Object.fromEntries(Object.entries(entry.attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }])),
          }),
        })),
      }),
    );
    for (const failure of answer.Failed ?? []) refused.push({ index: Number(failure.Id), code: failure.Code ?? 'Unknown', message: failure.Message ?? '' });
  }
  return refused;
}

/** The queue did not take a single message. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly refused: RefusedMessage;

  constructor(queueUrl: string, refused: RefusedMessage) {
    super(`queue "${queueUrl}" refused a message: ${refused.code} ${refused.message}`);
    this.refused = refused;
  }
}

/** Sends one message; throws {@link SendError} when the queue does not take it. */
export async function sendMessage(client: SQSClient, queueUrl: string, message: OutgoingMessage): Promise<void> {
  const [refused] = await sendMessages(client, queueUrl, [message]);
  if (refused !== undefined) throw new SendError(queueUrl, refused);
}

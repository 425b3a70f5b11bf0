import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveEndpoints, type ServedEndpoints } from '../served-endpoints.ts';

let served: ServedEndpoints;
beforeAll(async () => {
  served = await serveEndpoints();
});
afterAll(() => served[Symbol.asyncDispose]());

describe('limits of requests', () => {
  it.each([
    [{ MaxNumberOfMessages: 0 }, 'MaxNumberOfMessages'],
    [{ MaxNumberOfMessages: 11 }, 'MaxNumberOfMessages'],
    [{ WaitTimeSeconds: 21 }, 'WaitTimeSeconds'],
    [{ WaitTimeSeconds: -1 }, 'WaitTimeSeconds'],
    [{ VisibilityTimeout: 43_201 }, 'VisibilityTimeout'],
  ])('refuse a receive with %j', async (more, name) => {
    const QueueUrl = await served.queue('bounded');
    await expect(served.sqs.send(new ReceiveMessageCommand({ QueueUrl, ...more }))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(name),
    });
  });

  it('take visibility from 0 to 43200 seconds, once for a flight', async () => {
    const QueueUrl = await served.queue('flight');
    await served.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const receive = async () => (await served.sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'] }))).Messages?.[0];
    const first = await receive();
    const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
      served.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    await change(first?.ReceiptHandle, 43_200);
    await change(first?.ReceiptHandle, 0);
    const second = await receive();
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
    // The receipt of the first flight is outdated.
    await expect(change(first?.ReceiptHandle, 5)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await change(second?.ReceiptHandle, 5);
  });

  it('count attributes towards the size of a batch', async () => {
    const QueueUrl = await served.queue('full');
    const entry = (Id: string) => ({
      Id,
      MessageBody: 'x'.repeat(520_000),
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'y'.repeat(5000) } },
    });
    await expect(served.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [entry('1'), entry('2')] }))).rejects.toMatchObject({
      name: 'BatchRequestTooLong',
    });
    const { Attributes } = await served.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }));
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '0' });
  });
});

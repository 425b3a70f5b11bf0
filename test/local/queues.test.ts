import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  ReceiptHandleIsInvalid,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveEndpoints, type ServedEndpoints } from './served-endpoints.ts';

let served: ServedEndpoints;
let count = 0;

beforeAll(async () => {
  served = await serveEndpoints();
});
afterAll(() => served[Symbol.asyncDispose]());

const newQueue = (attributes?: Readonly<Record<string, string>>): Promise<string> => served.queue(`q${(count += 1)}`, attributes);
const send = (QueueUrl: string, MessageBody: string, more: object = {}) => served.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (QueueUrl: string, more: object = {}): Promise<readonly Message[]> =>
  (
    await served.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'], ...more }),
    )
  ).Messages ?? [];
const one = async (QueueUrl: string, more: object = {}): Promise<Message> => {
  const [message] = await receive(QueueUrl, { WaitTimeSeconds: 2, ...more });
  if (message === undefined) throw new Error('no message came');
  return message;
};
const attributesOf = async (QueueUrl: string) => (await served.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ?? {};
const arnOf = async (QueueUrl: string): Promise<string> => (await attributesOf(QueueUrl))['QueueArn'] ?? '';
const withDeadLetters = async (maxReceiveCount: number): Promise<{ readonly queue: string; readonly dead: string }> => {
  const dead = await newQueue();
  const queue = await newQueue({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: await arnOf(dead), maxReceiveCount }) });
  return { queue, dead };
};

describe('messages', () => {
  it('delivers body, digests, attributes and system attributes', async () => {
    const queue = await newQueue();
    const sent = await send(queue, 'héllo', {
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'greeting' },
        size: { DataType: 'Number', StringValue: '5' },
        raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2, 3) },
      },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5e3d83c1-e6a0db584850d61342823d4c' } },
    });
    const message = await one(queue);
    expect(message).toEqual({
      MessageId: sent.MessageId,
      ReceiptHandle: expect.any(String),
      Body: 'héllo',
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'greeting' },
        size: { DataType: 'Number', StringValue: '5' },
        raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2, 3) },
      },
      Attributes: {
        SenderId: '000000000000',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        ApproximateReceiveCount: '1',
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        AWSTraceHeader: 'Root=1-5e3d83c1-e6a0db584850d61342823d4c',
      },
    });
    expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
  });

  it('computes the attribute digest of the developer guide', async () => {
    const queue = await newQueue();
    const { MD5OfMessageAttributes } = await send(queue, 'x', {
      MessageAttributes: { test_attribute_name_1: { DataType: 'String', StringValue: 'test_attribute_value_1' } },
    });
    // sha-free reference computed by the documented encoding: lengths as 4 bytes, then 1 for text.
    const { createHash } = await import('node:crypto');
    const part = (text: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
    const expected = createHash('md5')
      .update(Buffer.concat([part('test_attribute_name_1'), part('String'), Buffer.from([1]), part('test_attribute_value_1')]))
      .digest('hex');
    expect(MD5OfMessageAttributes).toBe(expected);
  });

  it('selects message attributes by name and prefix', async () => {
    const queue = await newQueue({ VisibilityTimeout: '0' });
    await send(queue, 'x', { MessageAttributes: { 'a.b': { DataType: 'String', StringValue: '1' }, c: { DataType: 'String', StringValue: '2' } } });
    const names = async (wanted: readonly string[]) => Object.keys((await one(queue, { MessageAttributeNames: wanted })).MessageAttributes ?? {});
    expect([await names(['a.*']), await names(['c']), await names(['.*']), await names([])]).toEqual([['a.b'], ['c'], ['a.b', 'c'], []]);
  });

  it.each([
    ['U+FFFE', 'a\uFFFE'],
    ['U+FFFF', 'a\uFFFF'],
    ['a control character', 'a\u0001'],
  ])('refuses %s', async (_name, body) => {
    const queue = await newQueue();
    await expect(send(queue, body)).rejects.toMatchObject({ name: 'InvalidMessageContents' });
  });

  it('takes emoji, tabs and line breaks', async () => {
    const queue = await newQueue();
    await send(queue, '😀\t\r\n');
    expect((await one(queue)).Body).toBe('😀\t\r\n');
  });

  it('takes 1 MiB and refuses a byte more, attributes included', async () => {
    const queue = await newQueue();
    await send(queue, 'x'.repeat(1_048_576));
    await expect(send(queue, 'x'.repeat(1_048_577))).rejects.toMatchObject({ message: expect.stringContaining('must be shorter than 1048576 bytes') });
    await expect(
      send(queue, 'x'.repeat(1_048_560), { MessageAttributes: { name: { DataType: 'String', StringValue: 'longer value' } } }),
    ).rejects.toMatchObject({ message: expect.stringContaining('must be shorter') });
  });

  it('refuses an empty body and bad attributes', async () => {
    const queue = await newQueue();
    await expect(send(queue, '')).rejects.toMatchObject({ message: expect.stringContaining('MessageBody') });
    await expect(send(queue, 'x', { MessageAttributes: { n: { DataType: 'Number', StringValue: 'abc' } } })).rejects.toThrow("Can't cast");
    await expect(send(queue, 'x', { MessageAttributes: { n: { DataType: 'String', StringValue: '' } } })).rejects.toThrow('non-empty message attribute value');
    await expect(send(queue, 'x', { MessageAttributes: { 'aws.n': { DataType: 'String', StringValue: 'x' } } })).rejects.toThrow('invalid');
    await expect(send(queue, 'x', { DelaySeconds: 901 })).rejects.toThrow('DelaySeconds');
  });

  it('keeps the order of what is sent one after the other', async () => {
    const queue = await newQueue();
    for (const body of ['1', '2', '3', '4']) await send(queue, body);
    expect((await receive(queue)).map((message) => message.Body)).toEqual(['1', '2', '3', '4']);
  });
});

describe('visibility', () => {
  it('hides a received message and shows it again after the timeout, counting receives', async () => {
    const queue = await newQueue({ VisibilityTimeout: '1' });
    await send(queue, 'x');
    const first = await one(queue);
    expect(await receive(queue)).toEqual([]);
    const started = Date.now();
    const second = await one(queue);
    expect(Date.now() - started).toBeGreaterThan(500);
    expect([first.Attributes?.ApproximateReceiveCount, second.Attributes?.ApproximateReceiveCount]).toEqual(['1', '2']);
    expect(second.Attributes?.ApproximateFirstReceiveTimestamp).toBe(first.Attributes?.ApproximateFirstReceiveTimestamp);
  });

  it('gives a message back at once when its visibility is set to 0', async () => {
    const queue = await newQueue();
    await send(queue, 'x');
    const { ReceiptHandle } = await one(queue);
    const waiting = one(queue);
    await served.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle, VisibilityTimeout: 0 }));
    expect((await waiting).Body).toBe('x');
  });

  it('bounds a change to 0..43200 seconds and to messages in flight', async () => {
    const queue = await newQueue({ VisibilityTimeout: '0' });
    await send(queue, 'x');
    const { ReceiptHandle } = await one(queue);
    const change = (VisibilityTimeout: number, handle = ReceiptHandle) =>
      served.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle: handle, VisibilityTimeout }));
    await expect(change(43_201)).rejects.toThrow('Must be between 0 and 43200');
    await expect(change(-1)).rejects.toThrow('Must be between 0 and 43200');
    await expect(change(10)).rejects.toMatchObject({ name: 'MessageNotInflight' });
    await expect(change(10, 'nonsense')).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
    const held = await one(queue, { VisibilityTimeout: 100 });
    await expect(change(43_200, held.ReceiptHandle)).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  it('ignores the deletion by an outdated receipt', async () => {
    const queue = await newQueue({ VisibilityTimeout: '0' });
    await send(queue, 'x');
    const old = await one(queue);
    const current = await one(queue);
    await served.sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: old.ReceiptHandle }));
    expect(await receive(queue, { VisibilityTimeout: 0 })).toHaveLength(1);
    const last = await one(queue);
    await served.sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: last.ReceiptHandle }));
    expect(await receive(queue)).toEqual([]);
    expect(current.MessageId).toBe(last.MessageId);
  });

  it('delays a message by its own figure, and by the queue’s', async () => {
    const queue = await newQueue({ DelaySeconds: '60' });
    await send(queue, 'later');
    await send(queue, 'soon', { DelaySeconds: 1 });
    await send(queue, 'now', { DelaySeconds: 0 });
    expect((await receive(queue)).map((message) => message.Body)).toEqual(['now']);
    expect((await one(queue)).Body).toBe('soon');
    expect(await attributesOf(queue)).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '2',
      ApproximateNumberOfMessagesDelayed: '1',
    });
  });
});

describe('long polling', () => {
  it('wakes within milliseconds of a send', async () => {
    const queue = await newQueue();
    const latencies: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const waiting = one(queue, { WaitTimeSeconds: 20 });
      await sleep(10);
      const sent = performance.now();
      await send(queue, 'x');
      await waiting;
      latencies.push(performance.now() - sent);
    }
    expect(latencies.toSorted((a, b) => a - b)[10]).toBeLessThan(15);
  });

  it('answers without messages when the wait is over', async () => {
    const queue = await newQueue();
    const started = Date.now();
    expect(await receive(queue, { WaitTimeSeconds: 1 })).toEqual([]);
    expect(Date.now() - started).toBeGreaterThanOrEqual(950);
  });

  it('gives each message to one of many who wait', async () => {
    const queue = await newQueue();
    const waiting = Array.from({ length: 5 }, () => receive(queue, { WaitTimeSeconds: 3, MaxNumberOfMessages: 1 }));
    await sleep(50);
    await served.sqs.send(
      new SendMessageBatchCommand({ QueueUrl: queue, Entries: ['a', 'b', 'c', 'd', 'e'].map((body) => ({ Id: body, MessageBody: body })) }),
    );
    const bodies = (await Promise.all(waiting)).flat().map((message) => message.Body ?? '');
    expect(bodies.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('gives nothing to a client that has gone', async () => {
    const queue = await newQueue();
    const abort = new AbortController();
    const gone = served.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 20 }), { abortSignal: abort.signal });
    await sleep(50);
    abort.abort();
    await expect(gone).rejects.toMatchObject({ name: 'AbortError' });
    await sleep(20);
    await send(queue, 'x');
    expect((await one(queue)).Attributes?.ApproximateReceiveCount).toBe('1');
  });
});

describe('batches', () => {
  it('fails entries one by one', async () => {
    const queue = await newQueue();
    const { Successful = [], Failed = [] } = await served.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queue,
        Entries: [
          { Id: 'good', MessageBody: 'x' },
          { Id: 'bad', MessageBody: '\uFFFF' },
          { Id: 'slow', MessageBody: 'y', DelaySeconds: 901 },
        ],
      }),
    );
    expect(Successful.map((entry) => entry.Id)).toEqual(['good']);
    expect(Failed.map((entry) => [entry.Id, entry.Code, entry.SenderFault])).toEqual([
      ['bad', 'InvalidMessageContents', true],
      ['slow', 'InvalidParameterValue', true],
    ]);
    const messages = await receive(queue);
    const visibility = await served.sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queue,
        Entries: [
          { Id: '1', ReceiptHandle: messages[0]?.ReceiptHandle, VisibilityTimeout: 9 },
          { Id: '2', ReceiptHandle: 'x', VisibilityTimeout: 9 },
        ],
      }),
    );
    expect([visibility.Successful?.map((entry) => entry.Id), visibility.Failed?.map((entry) => entry.Code)]).toEqual([['1'], ['ReceiptHandleIsInvalid']]);
    const deletion = await served.sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queue,
        Entries: [
          { Id: '1', ReceiptHandle: messages[0]?.ReceiptHandle },
          { Id: '2', ReceiptHandle: 'x' },
        ],
      }),
    );
    expect([deletion.Successful?.map((entry) => entry.Id), deletion.Failed?.map((entry) => entry.Code)]).toEqual([['1'], ['ReceiptHandleIsInvalid']]);
  });

  it.each([
    ['an empty batch', [], 'EmptyBatchRequest'],
    ['eleven entries', Array.from({ length: 11 }, (_, index) => ({ Id: String(index), MessageBody: 'x' })), 'TooManyEntriesInBatchRequest'],
    [
      'one id twice',
      [
        { Id: 'a', MessageBody: 'x' },
        { Id: 'a', MessageBody: 'x' },
      ],
      'BatchEntryIdsNotDistinct',
    ],
    ['an id with a space', [{ Id: 'a b', MessageBody: 'x' }], 'InvalidBatchEntryId'],
    [
      'more than 1 MiB together',
      [
        { Id: 'a', MessageBody: 'x'.repeat(600_000) },
        { Id: 'b', MessageBody: 'x'.repeat(600_000) },
      ],
      'BatchRequestTooLong',
    ],
  ])('refuses %s', async (_name, Entries, name) => {
    const queue = await newQueue();
    await expect(served.sqs.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }))).rejects.toMatchObject({ name });
  });
});

describe('dead letters', () => {
  it('moves a message at the receive after the last allowed one, and keeps its identity', async () => {
    const { queue, dead } = await withDeadLetters(2);
    const sent = await send(queue, 'x', { MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } });
    const first = await one(queue, { VisibilityTimeout: 0 });
    await one(queue, { VisibilityTimeout: 0 });
    expect(await receive(queue)).toEqual([]);
    const letter = await one(dead);
    expect(letter).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'x',
      MessageAttributes: { a: { StringValue: 'b' } },
      Attributes: { SentTimestamp: first.Attributes?.SentTimestamp, DeadLetterQueueSourceArn: await arnOf(queue) },
    });
  });

  it('wakes who waits on the dead-letter queue', async () => {
    const { queue, dead } = await withDeadLetters(1);
    await send(queue, 'x');
    await one(queue, { VisibilityTimeout: 0 });
    const waiting = one(dead);
    await receive(queue);
    expect((await waiting).Body).toBe('x');
  });

  it('lists sources, moves letters back to where they came from, and counts them as new', async () => {
    const { queue, dead } = await withDeadLetters(1);
    for (const body of ['a', 'b']) await send(queue, body);
    await receive(queue, { VisibilityTimeout: 0 });
    await receive(queue);
    const sources = await served.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
    expect(sources.queueUrls).toEqual([queue]);
    const { TaskHandle } = await served.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: await arnOf(dead) }));
    expect(TaskHandle).toEqual(expect.any(String));
    const back = await receive(queue);
    expect(back.map((message) => [message.Body, message.Attributes?.ApproximateReceiveCount])).toEqual([
      ['a', '1'],
      ['b', '1'],
    ]);
    const tasks = await served.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: await arnOf(dead) }));
    expect(tasks.Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2 }]);
    await expect(served.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: await arnOf(queue) }))).rejects.toThrow(
      'must be configured as a Dead Letter Queue',
    );
  });

  it('moves letters to a named destination', async () => {
    const { queue, dead } = await withDeadLetters(1);
    const other = await newQueue();
    await send(queue, 'x');
    await receive(queue, { VisibilityTimeout: 0 });
    await receive(queue);
    await served.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: await arnOf(dead), DestinationArn: await arnOf(other) }));
    expect((await one(other)).Body).toBe('x');
  });
});

describe('queues', () => {
  it('finds a queue by the path of its URL, whatever port the URL names', async () => {
    const queue = await newQueue();
    const client = new SQSClient({
      endpoint: served.endpoints.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      useQueueUrlAsEndpoint: false,
    });
    const other = queue.replace(/:\d+\//, ':1/');
    await client.send(new SendMessageCommand({ QueueUrl: other, MessageBody: 'x' }));
    await client.send(new SendMessageCommand({ QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/' + queue.split('/').pop(), MessageBody: 'y' }));
    client.destroy();
    expect((await receive(queue)).map((message) => message.Body)).toEqual(['x', 'y']);
  });

  it('creates the same queue again, and refuses another with its name', async () => {
    const queue = await served.queue('twice', { VisibilityTimeout: '40' });
    expect(await served.queue('twice', { VisibilityTimeout: '40' })).toBe(queue);
    await expect(served.queue('twice', { VisibilityTimeout: '41' })).rejects.toMatchObject({ name: 'QueueNameExists' });
  });

  it('lists by prefix, page by page', async () => {
    for (const name of ['list-a', 'list-b', 'list-c']) await served.queue(name);
    const first = await served.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'list-', MaxResults: 2 }));
    const second = await served.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'list-', MaxResults: 2, NextToken: first.NextToken }));
    const names = [...(first.QueueUrls ?? []), ...(second.QueueUrls ?? [])].map((url) => url.split('/').pop());
    expect([names, second.NextToken]).toEqual([['list-a', 'list-b', 'list-c'], undefined]);
  });

  it('says which queue does not exist, with the type that the SDK knows', async () => {
    await expect(served.sqs.send(new GetQueueUrlCommand({ QueueName: 'nobody' }))).rejects.toBeInstanceOf(QueueDoesNotExist);
  });

  it.each([
    [{ VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
    [{ MessageRetentionPeriod: '59' }, 'InvalidAttributeValue'],
    [{ RedrivePolicy: '{"maxReceiveCount":3}' }, 'InvalidAttributeValue'],
    [{ RedrivePolicy: 'no json' }, 'InvalidAttributeValue'],
    [{ Colour: 'red' }, 'InvalidAttributeName'],
    [{ FifoQueue: 'true' }, 'UnsupportedOperation'],
  ])('refuses the attributes %j', async (Attributes, name) => {
    await expect(served.sqs.send(new CreateQueueCommand({ QueueName: 'odd', Attributes: { ...Attributes } as Record<string, string> }))).rejects.toMatchObject({
      name: expect.stringContaining(name),
    });
  });

  it('applies changed attributes to messages that wait', async () => {
    const queue = await newQueue();
    const dead = await newQueue();
    await served.sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: queue,
        Attributes: { VisibilityTimeout: '0', RedrivePolicy: JSON.stringify({ deadLetterTargetArn: await arnOf(dead), maxReceiveCount: 1 }) },
      }),
    );
    await send(queue, 'x');
    await receive(queue);
    await receive(queue);
    expect((await one(dead)).Body).toBe('x');
    await served.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { RedrivePolicy: '' } }));
    expect(await attributesOf(queue)).not.toHaveProperty('RedrivePolicy');
  });

  it('drops what is older than the retention period', async () => {
    const queue = await newQueue({ MessageRetentionPeriod: '60' });
    await send(queue, 'x');
    const { now } = Date;
    Date.now = () => now() + 61_000;
    try {
      expect(await receive(queue)).toEqual([]);
      expect(await attributesOf(queue)).toMatchObject({ ApproximateNumberOfMessages: '0' });
    } finally {
      Date.now = now;
    }
  });

  it('purges, tags and deletes', async () => {
    const queue = await newQueue();
    await send(queue, 'x');
    await served.sqs.send(new PurgeQueueCommand({ QueueUrl: queue }));
    expect(await receive(queue)).toEqual([]);
    await served.sqs.send(new TagQueueCommand({ QueueUrl: queue, Tags: { a: '1', b: '2' } }));
    await served.sqs.send(new UntagQueueCommand({ QueueUrl: queue, TagKeys: ['a'] }));
    expect((await served.sqs.send(new ListQueueTagsCommand({ QueueUrl: queue }))).Tags).toEqual({ b: '2' });
    await served.sqs.send(new DeleteQueueCommand({ QueueUrl: queue }));
    await expect(send(queue, 'x')).rejects.toBeInstanceOf(QueueDoesNotExist);
  });
});

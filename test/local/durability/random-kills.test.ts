/**
 * A model of what was acknowledged against what is there after many kills at random moments. What was under way at a
 * kill may have happened or not; what was answered has.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KilledEndpoints, untilKilled } from './killed-endpoints.ts';

const kills = 11;
const TableName = 'counters';
const Bucket = 'once-bucket';
const lanes = 2;

let endpoints: KilledEndpoints;

beforeAll(async () => {
  endpoints = await KilledEndpoints.start();
  const { sqs, events, s3, dynamo } = endpoints.clients;
  for (const QueueName of ['worked', 'matched']) await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '43200' } }));
  await events.send(new CreateEventBusCommand({ Name: 'bus' }));
  await events.send(new PutRuleCommand({ EventBusName: 'bus', Name: 'all', EventPattern: '{"source":["load"]}' }));
  await events.send(new PutTargetsCommand({ EventBusName: 'bus', Rule: 'all', Targets: [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:000000000000:matched' }] }));
  await s3.send(new CreateBucketCommand({ Bucket }));
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
});
afterAll(() => endpoints.remove());

interface Drained {
  readonly body: string;
  readonly receives: number;
}

async function drain(name: string): Promise<readonly Drained[]> {
  const drained: Drained[] = [];
  const QueueUrl = endpoints.queueUrl(name);
  for (;;) {
    const { Messages = [] } = await endpoints.clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0, MessageSystemAttributeNames: ['All'] }),
    );
    if (Messages.length === 0) return drained;
    drained.push(...Messages.map((message) => ({ body: message.Body ?? '', receives: Number(message.Attributes?.ApproximateReceiveCount) })));
    await endpoints.clients.sqs.send(
      new DeleteMessageBatchCommand({ QueueUrl, Entries: Messages.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle })) }),
    );
  }
}

it(`keeps every acknowledged write, deletion and receive count over ${kills} kills at random moments`, async () => {
  const sent = new Set<string>();
  const deleting = new Set<string>();
  const deleted = new Set<string>();
  const returned: string[] = [];
  const receives = new Map<string, number>();
  const events = new Set<string>();
  const created = new Map<string, string>();
  const counts = new Map<string, number>();
  const downtimes: number[] = [];

  const loadUntilKilled = async (round: number): Promise<void> => {
    const { clients } = endpoints;
    const QueueUrl = endpoints.queueUrl('worked');
    await Promise.all([
      untilKilled(lanes, async (lane, index) => {
        const body = `m-${round}-${lane}-${index}`;
        await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
        sent.add(body);
      }),
      untilKilled(1, async () => {
        const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 3, WaitTimeSeconds: 1 }));
        for (const { Body = '' } of Messages) {
          if (deleted.has(Body)) returned.push(Body);
          receives.set(Body, (receives.get(Body) ?? 0) + 1);
        }
        const [done, again] = Messages;
        if (done?.Body !== undefined) {
          deleting.add(done.Body);
          await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: done.ReceiptHandle }));
          deleted.add(done.Body);
        }
        if (again !== undefined)
          await clients.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: again.ReceiptHandle, VisibilityTimeout: 0 }));
      }),
      untilKilled(1, async (lane, index) => {
        const ids = [0, 1, 2].map((part) => `e-${round}-${lane}-${index}-${part}`);
        await clients.events.send(
          new PutEventsCommand({ Entries: ids.map((id) => ({ EventBusName: 'bus', Source: 'load', DetailType: 'x', Detail: JSON.stringify({ id }) })) }),
        );
        for (const id of ids) events.add(id);
      }),
      untilKilled(1, async (lane, index) => {
        const key = `o-${round}-${lane}-${index}`;
        const body = `${key} `.repeat(200);
        await clients.s3.send(new PutObjectCommand({ Bucket, Key: key, Body: body, IfNoneMatch: '*' }));
        created.set(key, body);
      }),
      untilKilled(lanes, async (lane) => {
        const id = `c-${lane}`;
        await clients.dynamo.send(
          new UpdateItemCommand({ TableName, Key: { id: { S: id } }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } } }),
        );
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }),
    ]);
  };

  for (let round = 0; round < kills; round += 1) {
    const loading = loadUntilKilled(round);
    await sleep(100 + Math.random() * 500);
    await endpoints.kill();
    await loading;
    const started = performance.now();
    await endpoints.start();
    downtimes.push(performance.now() - started);
    const { Attributes } = await endpoints.clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl: endpoints.queueUrl('worked'), AttributeNames: ['All'] }));
    expect(Attributes?.['ApproximateNumberOfMessagesNotVisible']).toBe('0');
  }

  const left = await drain('worked');
  const leftBodies = left.map((message) => message.body);
  expect({
    lost: [...sent].filter((body) => !deleting.has(body) && !leftBodies.includes(body)),
    twice: leftBodies.filter((body, index) => leftBodies.indexOf(body) !== index),
    returnedAfterDeletion: [...returned, ...leftBodies.filter((body) => deleted.has(body))],
    // The drain is one receive more; a receive that was under way at a kill may have counted.
    uncounted: left.filter(({ body, receives: counted }) => counted < (receives.get(body) ?? 0) + 1 || counted > (receives.get(body) ?? 0) + 1 + kills),
  }).toEqual({ lost: [], twice: [], returnedAfterDeletion: [], uncounted: [] });
  expect([sent.size > 100, deleted.size > 20, [...receives.values()].some((count) => count > 1)]).toEqual([true, true, true]);

  const matched = (await drain('matched')).map(({ body }) => (JSON.parse(body) as { readonly detail: { readonly id: string } }).detail.id);
  expect({ lost: [...events].filter((id) => !matched.includes(id)), twice: matched.filter((id, index) => matched.indexOf(id) !== index) }).toEqual({
    lost: [],
    twice: [],
  });

  const objects = await Promise.all(
    [...created].map(
      async ([Key, body]) => (await (await endpoints.clients.s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()) === body,
    ),
  );
  expect([objects.length > 20, objects.every(Boolean)]).toEqual([true, true]);

  for (const [id, count] of counts) {
    const n = Number((await endpoints.clients.dynamo.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true }))).Item?.['n']?.N);
    expect([n >= count, n <= count + kills]).toEqual([true, true]);
  }
  expect(Math.max(...downtimes)).toBeLessThan(5000);
});

it('comes back on its port, so that stored queue URLs stay right', async () => {
  const before = endpoints.endpoint;
  await endpoints.kill();
  await endpoints.start();
  expect(endpoints.endpoint).toBe(before);
});

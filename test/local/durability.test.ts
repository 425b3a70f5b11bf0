import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, PutItemCommand, ScanCommand, TransactWriteItemsCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientsOf, closeClients, temporaryDirectory, type Clients } from './served-endpoints.ts';

const TableName = 'load';
const Bucket = 'load-bucket';
let stateDir: string;
let child: ChildProcess;
let endpoint: string;
let clients: Clients;

async function start(): Promise<void> {
  child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'endpoints-process.ts'), stateDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error('the process has no output');
  endpoint = await new Promise((resolve, reject) => {
    stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
    child.once('exit', (status) => reject(new Error(`the endpoints ended with ${status ?? 'a signal'}`)));
  });
  clients = clientsOf(endpoint);
}

async function kill(): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  closeClients(clients);
}

/** Process ids whose command line names this test's table file. */
function tableProcesses(): readonly string[] {
  const list = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return list.filter((line) => line.includes(path.join(stateDir, 'tables.db'))).map((line) => line.trim().split(' ')[0] ?? '');
}

const queueUrl = (name: string): string => `${endpoint}/000000000000/${name}`;

async function drain(name: string): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl(name), MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map((message) => message.Body ?? ''));
    await clients.sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queueUrl(name),
        Entries: Messages.map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle })),
      }),
    );
  }
}

/** Writes until the process dies; returns the names of the writes that were acknowledged. */
async function load(prefix: string, write: (name: string) => Promise<unknown>): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  const writer = async (lane: number): Promise<void> => {
    for (let index = 0; ; index += 1) {
      const name = `${prefix}-${lane}-${index}`;
      try {
        await write(name);
      } catch {
        // The process was killed: this write was not acknowledged.
        return;
      }
      acknowledged.push(name);
    }
  };
  await Promise.all([0, 1, 2, 3].map(writer));
  return acknowledged;
}

function missing(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  return [...wanted].filter((name) => !found.has(name)).length;
}

beforeAll(async () => {
  stateDir = await temporaryDirectory();
  await start();
  for (const QueueName of ['sent', 'matched', 'held']) await clients.sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '3600' } }));
  await clients.events.send(new CreateEventBusCommand({ Name: 'load' }));
  await clients.events.send(new PutRuleCommand({ EventBusName: 'load', Name: 'all', EventPattern: '{"source":["load"]}' }));
  await clients.events.send(
    new PutTargetsCommand({ EventBusName: 'load', Rule: 'all', Targets: [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:000000000000:matched' }] }),
  );
  await clients.s3.send(new CreateBucketCommand({ Bucket }));
  await clients.dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
});
afterAll(async () => {
  await kill();
  await rm(stateDir, { recursive: true, force: true });
});

describe('after kill -9 under load', () => {
  it('no acknowledged write is lost, twice in a row', async () => {
    const wanted = { sent: new Set<string>(), matched: new Set<string>(), objects: new Set<string>(), items: new Set<string>() };
    for (const round of ['a', 'b']) {
      const running = Promise.all([
        load(`${round}-sent`, (name) => clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('sent'), MessageBody: name }))),
        load(`${round}-event`, (name) =>
          clients.events.send(new PutEventsCommand({ Entries: [{ EventBusName: 'load', Source: 'load', DetailType: 'x', Detail: JSON.stringify({ name }) }] })),
        ),
        load(`${round}-object`, (name) => clients.s3.send(new PutObjectCommand({ Bucket, Key: name, Body: name.repeat(100) }))),
        load(`${round}-item`, (name) => clients.dynamo.send(new PutItemCommand({ TableName, Item: { id: { S: name } } }))),
        load(`${round}-pair`, (name) =>
          clients.dynamo.send(
            new TransactWriteItemsCommand({ TransactItems: ['x', 'y'].map((half) => ({ Put: { TableName, Item: { id: { S: `${name}.${half}` } } } })) }),
          ),
        ),
      ]);
      await sleep(1500);
      await kill();
      const [sent, events, objects, items, pairs] = await running;
      for (const name of sent) wanted.sent.add(name);
      for (const name of events) wanted.matched.add(name);
      for (const name of objects) wanted.objects.add(name);
      for (const name of [...items, ...pairs.flatMap((pair) => [`${pair}.x`, `${pair}.y`])]) wanted.items.add(name);
      await start();
    }
    const sent = new Set(await drain('sent'));
    const matched = new Set((await drain('matched')).map((body) => JSON.parse(body).detail.name as string));
    const objects = new Set<string>();
    for (let token: string | undefined, more = true; more; more = token !== undefined) {
      const page = await clients.s3.send(new ListObjectsV2Command({ Bucket, ...(token === undefined ? {} : { ContinuationToken: token }) }));
      for (const object of page.Contents ?? []) objects.add(object.Key ?? '');
      token = page.NextContinuationToken;
    }
    const items = new Set<string>();
    for (let from: Record<string, AttributeValue> | undefined, more = true; more; more = from !== undefined) {
      const page = await clients.dynamo.send(new ScanCommand({ TableName, ConsistentRead: true, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }));
      for (const item of page.Items ?? []) items.add(item['id']?.S ?? '');
      from = page.LastEvaluatedKey;
    }
    const lost = {
      sent: missing(wanted.sent, sent),
      matched: missing(wanted.matched, matched),
      objects: missing(wanted.objects, objects),
      items: missing(wanted.items, items),
    };
    expect(lost).toEqual({ sent: 0, matched: 0, objects: 0, items: 0 });
    for (const names of Object.values(wanted)) expect(names.size).toBeGreaterThan(50);
    const halves = [...items].filter((name) => name.endsWith('.x') || name.endsWith('.y'));
    expect(halves.every((name) => items.has(name.endsWith('.x') ? name.replace(/x$/, 'y') : name.replace(/y$/, 'x')))).toBe(true);
    const [sample = ''] = wanted.objects;
    expect(await (await clients.s3.send(new GetObjectCommand({ Bucket, Key: sample }))).Body?.transformToString()).toBe(sample.repeat(100));
  });

  it('messages that were in flight are visible at once, their receives counted; delayed ones stay delayed', async () => {
    for (const body of ['1', '2']) await clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('held'), MessageBody: body }));
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('held'), MessageBody: 'later', DelaySeconds: 900 }));
    await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl('held'), MaxNumberOfMessages: 10 }));
    await kill();
    await start();
    const { Messages = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl('held'), MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
    );
    expect(new Map(Messages.map((message) => [message.Body, message.Attributes?.ApproximateReceiveCount]))).toEqual(
      new Map([
        ['1', '2'],
        ['2', '2'],
      ]),
    );
  });

  it('no process of the tables is left', async () => {
    await kill();
    for (let waited = 0; tableProcesses().length > 0 && waited < 2000; waited += 50) await sleep(50);
    expect(tableProcesses()).toEqual([]);
    await start();
  });
});

/** Prints figures of the embedded runtime: start, memory, time per call and service, latencies. Run it with `node test/bench/runtime.ts`. */
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, GetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { startQueueTrigger } from '../../infra/local/functions/queue-trigger.ts';
import { JsonClient } from '../../infra/local/http/json-client.ts';
import { KilledEndpoints } from '../local/durability/killed-endpoints.ts';

const rounds = 400;
const print = (name: string, ...values: readonly string[]): void => void process.stdout.write(`${name.padEnd(44)} ${values.join('   ')}\n`);
const quantile = (values: readonly number[], part: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;

/** Median and 99th percentile of one call after the other, and calls a second of eight at once. */
async function time(name: string, call: (index: number) => Promise<unknown>): Promise<void> {
  for (let index = 0; index < 40; index += 1) await call(-1 - index);
  const times: number[] = [];
  for (let index = 0; index < rounds; index += 1) {
    const started = performance.now();
    await call(index);
    times.push((performance.now() - started) * 1000);
  }
  const started = performance.now();
  await Promise.all(
    Array.from({ length: 8 }, async (_, lane) => {
      for (let index = 0; index < rounds / 4; index += 1) await call(rounds * (lane + 1) + index);
    }),
  );
  const rate = (rounds * 2) / ((performance.now() - started) / 1000);
  print(name, `${quantile(times, 0.5).toFixed(0)} µs median`, `${quantile(times, 0.99).toFixed(0)} µs p99`, `${rate.toFixed(0)}/s eight at once`);
}

/** Resident megabytes of the processes whose command line names the state directory. */
function memory(stateDir: string): string {
  const lines = execFileSync('ps', ['-eo', 'rss=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(stateDir) && !line.includes('/bin/sh'));
  return lines.map((line) => `${(Number(line.trim().split(' ')[0]) / 1024).toFixed(0)} MB ${path.basename(line.trim().split(' ')[1] ?? '')}`).join(', ');
}

const fresh = performance.now();
const endpoints = await KilledEndpoints.start();
print('process start to ready, empty directory', `${(performance.now() - fresh).toFixed(0)} ms`);
const restarts: number[] = [];
for (let round = 0; round < 5; round += 1) {
  await endpoints.kill();
  const started = performance.now();
  await endpoints.start();
  restarts.push(performance.now() - started);
}
print('kill -9, process start to ready', `${quantile(restarts, 0.5).toFixed(0)} ms median`, `${Math.max(...restarts).toFixed(0)} ms worst of 5`);
print('memory when ready', memory(endpoints.stateDir));

const { sqs, s3, events, dynamo } = endpoints.clients;
for (const QueueName of ['bench', 'target', 'worked']) await sqs.send(new CreateQueueCommand({ QueueName }));
await s3.send(new CreateBucketCommand({ Bucket: 'bench-bucket' }));
await events.send(new CreateEventBusCommand({ Name: 'bench' }));
await events.send(new PutRuleCommand({ EventBusName: 'bench', Name: 'all', EventPattern: '{"source":["bench"]}' }));
await events.send(new PutTargetsCommand({ EventBusName: 'bench', Rule: 'all', Targets: [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:000000000000:target' }] }));
await dynamo.send(
  new CreateTableCommand({
    TableName: 'bench',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  }),
);

const QueueUrl = endpoints.queueUrl('bench');
const text = 'x'.repeat(1000);
const item = (index: number) => ({ id: { S: String(index) }, text: { S: text } });
await time('SQS SendMessage, 1 kB', () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: text })));
await time('SQS SendMessageBatch of 10', () =>
  sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: text })) })),
);
await time('SQS ReceiveMessage and DeleteMessage', async () => {
  const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
});
await time('EventBridge PutEvents to a queue', (index) =>
  events.send(new PutEventsCommand({ Entries: [{ EventBusName: 'bench', Source: 'bench', DetailType: 'x', Detail: JSON.stringify({ index, text }) }] })),
);
await time('S3 PutObject, 1 kB', (index) => s3.send(new PutObjectCommand({ Bucket: 'bench-bucket', Key: `k${index}`, Body: text })));
await time('S3 GetObject, 1 kB', async () => (await s3.send(new GetObjectCommand({ Bucket: 'bench-bucket', Key: 'k0' }))).Body?.transformToString());
await time('DynamoDB PutItem, 1 kB', (index) => dynamo.send(new PutItemCommand({ TableName: 'bench', Item: item(index) })));
await time('DynamoDB GetItem', () => dynamo.send(new GetItemCommand({ TableName: 'bench', Key: { id: { S: '0' } }, ConsistentRead: true })));
await time('DynamoDB TransactWriteItems of 4', (index) =>
  dynamo.send(new TransactWriteItemsCommand({ TransactItems: [0, 1, 2, 3].map((part) => ({ Put: { TableName: 'bench', Item: item(index * 4 + part) } })) })),
);

const client = new JsonClient(endpoints.endpoint);
let arrived: () => void = () => undefined;
const trigger = startQueueTrigger({
  queue: 'worked',
  batchSize: 1,
  maximumConcurrency: 5,
  reportsItemFailures: true,
  invoke: () => Promise.resolve(arrived()),
  client,
  report: (problem) => print(problem),
});
const latencies: number[] = [];
for (let round = 0; round < 200; round += 1) {
  const { promise, resolve } = Promise.withResolvers<void>();
  arrived = resolve;
  const started = performance.now();
  await sqs.send(new SendMessageCommand({ QueueUrl: endpoints.queueUrl('worked'), MessageBody: text }));
  await promise;
  latencies.push(performance.now() - started);
}
print('message sent to handler running', `${quantile(latencies, 0.5).toFixed(1)} ms median`, `${quantile(latencies, 0.99).toFixed(1)} ms p99`);
await trigger.stop();
// The deletion of the last message.
await sleep(100);
client.close();
print('memory after the load', memory(endpoints.stateDir));
await endpoints.kill();
await rm(endpoints.stateDir, { recursive: true, force: true });

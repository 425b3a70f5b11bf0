/** Original-style traffic: any SDK client against the running runtime, no code of ours in between. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startArbiter, type Arbiter } from '../../../infra/local/arbiter.ts';

interface Seen {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Record<string, unknown>;
}

let runtime: Arbiter;
let events: EventBridgeClient;
let sqs: SQSClient;
let documents: DynamoDBDocumentClient;
let watched: string;
const seen: Seen[] = [];

beforeAll(async () => {
  process.env['REPLY_TARGETS'] = 'replies';
  runtime = await startArbiter({ stateDir: mkdtempSync(path.join(tmpdir(), 'arbiter-wire-')), port: 0, scheduleSeconds: 1 });
  events = new EventBridgeClient();
  sqs = new SQSClient();
  documents = DynamoDBDocumentClient.from(new DynamoDBClient());
  // Somebody else's queue on the bus, to see everything that is published.
  watched = (await sqs.send(new CreateQueueCommand({ QueueName: 'watch' }))).QueueUrl ?? '';
  await events.send(new PutRuleCommand({ Name: 'watch', EventBusName: 'arbiter-dev', EventPattern: JSON.stringify({ source: [{ prefix: '' }] }) }));
  await events.send(
    new PutTargetsCommand({ Rule: 'watch', EventBusName: 'arbiter-dev', Targets: [{ Id: '1', Arn: 'arn:aws:sqs:us-east-1:000000000000:watch' }] }),
  );
});
afterAll(() => runtime.stop());

async function put(detail: unknown, source = 'task.request', text = JSON.stringify(detail)) {
  return events.send(new PutEventsCommand({ Entries: [{ EventBusName: 'arbiter-dev', Source: source, DetailType: source, Detail: text }] }));
}

async function look(): Promise<void> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: watched, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }));
  for (const message of Messages) {
    const envelope = JSON.parse(message.Body ?? '{}');
    seen.push({ source: envelope.source, detailType: envelope['detail-type'], detail: envelope.detail });
    await sqs.send(new DeleteMessageCommand({ QueueUrl: watched, ReceiptHandle: message.ReceiptHandle }));
  }
}

/** The first event that fits, now or soon. */
async function event(detailType: string, fits: (detail: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
  for (const until = Date.now() + 100_000; Date.now() < until; await look()) {
    const found = seen.find((one) => one.detailType === detailType && fits(one.detail));
    if (found !== undefined) return found.detail;
  }
  throw new Error(`no ${detailType} among ${JSON.stringify(seen.map((one) => [one.detailType, one.detail['orchestrationId']]))}`);
}

describe('a request', () => {
  it('with nothing but a task is answered', async () => {
    const { Entries } = await put({ task: 'What is 17 % of 2,340?' });
    const done = await event('orchestration.completed', (detail) => detail['orchestrationId'] === `o-${Entries?.[0]?.EventId}`);
    expect(done).toMatchObject({ status: 'COMPLETED', outcome: 'answered', turn: 2, answer: expect.stringContaining('397.8') });
  });

  it('with unknown fields is answered, and they are not passed on', async () => {
    await put({ task: 'What is 2 + 2?', orchestrationId: 'unknown-fields', colour: 'blue', nested: { a: 1 } });
    const done = await event('orchestration.completed', (detail) => detail['orchestrationId'] === 'unknown-fields');
    expect(JSON.stringify(done)).not.toContain('blue');
  });

  it('sent twice is one orchestration; the same id for another task is refused', async () => {
    await put({ task: 'What is 3 + 3?', orchestrationId: 'twice' });
    await put({ task: 'What is 3 + 3?', orchestrationId: 'twice' });
    await event('orchestration.completed', (detail) => detail['orchestrationId'] === 'twice');
    await put({ task: 'What is 4 + 4?', orchestrationId: 'twice' });
    expect(await event('orchestration.rejected', (detail) => detail['orchestrationId'] === 'twice')).toMatchObject({ reason: { code: 'ID_TAKEN' } });
  });

  it.each([
    ['an empty task', { task: '' }, '/task'],
    ['a blank task', { task: '  \n ' }, '/task'],
    ['no task', { todo: 'x' }, '/task'],
    ['a task of the wrong type', { task: 7 }, '/task'],
    ['a budget of the wrong type', { task: 'x', budget: { turns: 'many' } }, '/budget/turns'],
    ['an id that is none', { task: 'x', orchestrationId: 'a b' }, '/orchestrationId'],
    ['a task of 300,000 characters', { task: 'x'.repeat(300_000) }, '/task'],
  ])('with %s is rejected with a reason', async (_what, detail, where) => {
    const { Entries } = await put(detail);
    const rejected = await event('orchestration.rejected', ({ eventId }) => eventId === Entries?.[0]?.EventId);
    expect(rejected).toMatchObject({ status: 'REJECTED', reason: { code: 'INVALID_REQUEST', message: expect.stringContaining(where) } });
  });

  it('of 2 MB or that is not JSON is refused by the bus itself', async () => {
    await expect(put({ task: 'x'.repeat(2_000_000) })).rejects.toThrow(/limit|size/iu);
    expect(await put(undefined, 'task.request', 'not json')).toMatchObject({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] });
  });
});

it('the final event also goes to the queue that the request names, if the deployment allows it', async () => {
  const QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'replies' }))).QueueUrl ?? '';
  await put({ task: 'What is 6 + 6?', orchestrationId: 'with-reply', replyTo: { type: 'sqs', target: 'replies' } });
  await put({ task: 'What is 7 + 7?', orchestrationId: 'bad-reply', replyTo: { type: 'sqs', target: 'elsewhere' } });
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  expect(JSON.parse(Messages[0]?.Body ?? '{}')).toMatchObject({
    'detail-type': 'orchestration.completed',
    detail: { orchestrationId: 'with-reply', answer: expect.stringContaining('12') },
  });
  expect(await event('orchestration.rejected', (detail) => detail['orchestrationId'] === 'bad-reply')).toMatchObject({
    reason: { code: 'REPLY_TO_NOT_ALLOWED' },
  });
});

it('an unreadable inbox message is told about and does not stay', async () => {
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env['QUEUE_URL_INBOX'], MessageBody: 'not json' }));
  expect(await event('error', (detail) => detail['code'] === 'UNPARSABLE_RECORD')).toMatchObject({
    component: 'supervisor',
    message: expect.stringContaining('payloads/'),
  });
});

it('a broken agent row is left out and the run goes on', async () => {
  await documents.send(new PutCommand({ TableName: 'arbiter-dev-agent-config', Item: { agentId: 'broken', state: 'active', config: { name: 7 } } }));
  await documents.send(new PutCommand({ TableName: 'arbiter-dev-agent-config', Item: { agentId: 'broken-too', state: 'active', config: '{not json' } }));
  await put({ task: 'What is 5 + 5?', orchestrationId: 'beside-broken' });
  expect(await event('orchestration.completed', (detail) => detail['orchestrationId'] === 'beside-broken')).toMatchObject({
    answer: expect.stringContaining('10'),
  });
});

it('a foreign consumer answers from its own queue; the same completion three times is one; a forged one is none', async () => {
  const QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'foreign' }))).QueueUrl ?? '';
  const config = JSON.stringify({
    name: 'weather-report',
    schema: { type: 'object', properties: { city: { type: 'string', description: 'City to report the weather of' } }, required: ['city'] },
    version: '1',
    description: 'Reports the current weather of a city: temperature, wind, rain.',
    action: { type: 'sqs', target: QueueUrl },
  });
  await documents.send(new PutCommand({ TableName: 'arbiter-dev-agent-config', Item: { agentId: 'weather-report', state: 'active', config } }));
  await put({ task: 'What is the current weather in the city of "Lisbon"?', orchestrationId: 'foreign' });
  let body: Record<string, unknown> | undefined;
  for (const until = Date.now() + 100_000; body === undefined && Date.now() < until;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }));
    if (Messages[0]?.Body !== undefined) body = JSON.parse(Messages[0].Body);
  }
  expect(body).toMatchObject({ orchestration_id: 'foreign', node: 'weather-report', agent_input: { city: 'Lisbon' } });
  const answer = { orchestration_id: body?.['orchestration_id'], agent_use_id: body?.['agent_use_id'], node: body?.['node'] };
  await put({ ...answer, agent_use_id: String(answer.agent_use_id).replace(/:[\w-]{22}:/u, ':AAAAAAAAAAAAAAAAAAAAAA:'), data: 'forged' }, 'task.completion');
  await sleep(300);
  for (let times = 0; times < 3; times++) await put({ ...answer, data: 'Sunny, 21 degrees' }, 'task.completion');
  const done = await event('orchestration.completed', (detail) => detail['orchestrationId'] === 'foreign');
  expect(done['answer']).toContain('21 degrees');
  expect(done['answer']).not.toContain('forged');
  const { Items = [] } = await documents.send(
    new QueryCommand({ TableName: 'arbiter-dev-worker-state', KeyConditionExpression: 'requestId = :id', ExpressionAttributeValues: { ':id': 'foreign#1' } }),
  );
  expect(Items).toMatchObject([{ status: 'SUCCEEDED', result: '"Sunny, 21 degrees"' }]);
});

it('a direct request to the fabricator ends in agent.fabricated, and the agent is registered', async () => {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: process.env['QUEUE_URL_FABRICATOR'],
      MessageBody: JSON.stringify({
        orchestration_id: '0',
        agent_use_id: 'r-1',
        node: 'fabricator',
        agent_input: { taskDetails: 'An agent that converts a number to roman numerals' },
      }),
      MessageAttributes: { requestType: { DataType: 'String', StringValue: 'agent-creation' }, requestId: { DataType: 'String', StringValue: 'r-1' } },
    }),
  );
  const made = await event('agent.fabricated', (detail) => detail['agent_use_id'] === 'r-1');
  expect(made).toMatchObject({ orchestration_id: '0', node: 'fabricator', state: 'active', version: 'v1' });
  const { Item } = await documents.send(new GetCommand({ TableName: 'arbiter-dev-agent-config', Key: { agentId: made['agentId'] } }));
  expect(Item).toMatchObject({ state: 'active', source: 'fabricated' });
});

it('an agent whose code has gone, or was changed, fails its task and the run still ends', async () => {
  const { Item } = await documents.send(new GetCommand({ TableName: 'arbiter-dev-agent-config', Key: { agentId: 'unit-converter' } }));
  await documents.send(new PutCommand({ TableName: 'arbiter-dev-agent-config', Item: { ...Item, sha256: 'a'.repeat(64) } }));
  await put({ task: 'Convert 3 miles to kilometres', orchestrationId: 'changed-code' });
  const ended = await event('orchestration.completed', (detail) => detail['orchestrationId'] === 'changed-code');
  expect(ended).toMatchObject({ status: 'COMPLETED' });
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: 'arbiter-dev-worker-state',
      KeyConditionExpression: 'requestId = :id',
      ExpressionAttributeValues: { ':id': 'changed-code#1' },
    }),
  );
  expect(Items).toMatchObject([{ status: 'FAILED', error: { code: 'AGENT_CODE_CHANGED' } }]);
  await documents.send(new PutCommand({ TableName: 'arbiter-dev-agent-config', Item: { ...Item } }));
});

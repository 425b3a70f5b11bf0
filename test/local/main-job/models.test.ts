/** A list of Bedrock models over the strict endpoint: the first is throttled and breaks off in mid-stream, the second does the work. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishTaskRequest } from '../../../generated/clients/publish.ts';
import { localName, startArbiter, type Arbiter } from '../../../infra/local/arbiter.ts';
import { createOfflineModel } from '../../../infra/local/model/offline-model.ts';

const asked: string[] = [];
const offline = createOfflineModel();
let runtime: Arbiter;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  runtime = await startArbiter({
    stateDir: mkdtempSync(path.join(tmpdir(), 'arbiter-models-')),
    port: 0,
    scheduleSeconds: 1,
    model: 'eu.primary-v1:0,eu.standby-v1:0',
    converse: {
      answer: (modelId, request) => {
        asked.push(modelId);
        if (modelId !== 'eu.primary-v1:0') return offline.answer(modelId, request);
        const streamed = JSON.stringify(request.system).includes('FABRICATOR');
        return streamed
          ? {
              failure: 'ModelStreamErrorException',
              message: 'lost in mid-stream',
              afterEvents: 4,
              answer: { content: [{ text: 'Let me see what is needed here.' }] },
            }
          : { failure: 'ThrottlingException', message: 'slow down' };
      },
    },
  });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient());
});
afterAll(() => runtime.stop());

interface Item {
  readonly item: string;
  readonly status?: string;
  readonly role?: string;
  readonly model?: string;
  readonly body?: string;
}

async function run(orchestrationId: string, task: string): Promise<readonly Item[]> {
  await publishTaskRequest(new EventBridgeClient(), localName(), { orchestrationId, task });
  for (const until = Date.now() + 100_000; Date.now() < until; await sleep(100)) {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: localName('orchestration'),
        KeyConditionExpression: 'orchestrationId = :id',
        ExpressionAttributeValues: { ':id': orchestrationId },
        ConsistentRead: true,
      }),
    );
    if (Items.some(({ status }) => status === 'COMPLETED' || status === 'FAILED')) return Items as Item[];
  }
  throw new Error(`"${orchestrationId}" did not end; asked were ${asked.join(', ')}`);
}

it('answers by the next in the list, and the history says which model answered', async () => {
  const items = await run('o-throttled', 'What is 17 % of 2,340?');
  expect(items.find(({ item }) => item === 'META')).toMatchObject({ status: 'COMPLETED' });
  expect(items.filter(({ role }) => role !== undefined).map(({ role, model }) => [role, model])).toEqual([
    ['user', undefined],
    ['assistant', 'eu.standby-v1:0'],
    ['user', undefined],
    ['assistant', 'eu.standby-v1:0'],
  ]);
  expect(asked).toEqual(['eu.primary-v1:0', 'eu.primary-v1:0', 'eu.standby-v1:0', 'eu.standby-v1:0']);
});

it('has an agent made although the stream of the first model breaks off again and again', async () => {
  asked.length = 0;
  const items = await run('o-broken', 'Convert 1994 to roman numerals');
  expect(items.find(({ item }) => item === 'META')).toMatchObject({ status: 'COMPLETED', fabricated: ['roman-numerals'] });
  expect(items.findLast(({ role }) => role === 'assistant')?.body).toContain('MCMXCIV');
  expect(asked.filter((id) => id === 'eu.primary-v1:0').length).toBeGreaterThanOrEqual(2);
});

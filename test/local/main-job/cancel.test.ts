/** A cancellation, and the switch at "stopped", reach work that waits in queues: it is never begun, though its messages come. */
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
import { runHere } from '../../cli/in-process.ts';

const stateDir = mkdtempSync(path.join(tmpdir(), 'arbiter-cancel-'));
/** The fabricator works on five at a time. */
const WANTED = 12;
const AT_ONCE = 5;
let runtime: Arbiter;
let documents: DynamoDBDocumentClient;
let begun = 0;
let release = Promise.withResolvers<void>();

beforeAll(async () => {
  runtime = await startArbiter({
    stateDir,
    port: 0,
    scheduleSeconds: 1,
    converse: {
      async answer(_modelId, request) {
        if (JSON.stringify(request.system).includes('FABRICATOR')) {
          begun += 1;
          await release.promise;
          return { content: [{ toolUse: { toolUseId: 'c1', name: 'complete_task', input: { status: 'error', message: 'no' } } }] };
        }
        return {
          content: Array.from({ length: WANTED }, (_, index) => ({
            toolUse: { toolUseId: `f${index}`, name: 'fabricator', input: { taskDetails: `An agent that counts the words with ${index} letters in a text.` } },
          })),
        };
      },
    },
  });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient());
});
afterAll(async () => {
  release.resolve();
  await runtime.stop();
});

interface Task {
  readonly status: string;
  readonly attempt: number;
}

const tasksOf = async (orchestrationId: string): Promise<readonly Task[]> => {
  const query = { KeyConditionExpression: 'requestId = :id', ExpressionAttributeValues: { ':id': `${orchestrationId}#1` }, ConsistentRead: true };
  return ((await documents.send(new QueryCommand({ TableName: localName('worker-state'), ...query }))).Items ?? []) as Task[];
};

it.each([
  ['cancel', (id: string) => runHere('cancel', id, '--json', '--state', stateDir)],
  ['stop', () => runHere('stop', '--reason', 'runaway', '--json', '--state', stateDir)],
] as const)('"%s" ends what runs and what is queued, and nothing queued is begun', async (name, end) => {
  const orchestrationId = `o-${name}-queued`;
  begun = 0;
  release = Promise.withResolvers<void>();
  await publishTaskRequest(new EventBridgeClient(), localName(), { orchestrationId, task: 'Count words by their letters', budget: { fabrications: 20 } });
  await expect.poll(() => begun, { timeout: 100_000 }).toBe(AT_ONCE);
  expect((await tasksOf(orchestrationId)).filter(({ attempt }) => attempt === 0).length).toBeGreaterThanOrEqual(WANTED - AT_ONCE - 1);

  expect(await end(orchestrationId)).toMatchObject({ code: 0, stdout: expect.stringMatching(/CANCELLED|"cancelled":\["o-stop-queued"\]/u) });
  // The head is ended first, its tasks right after it.
  await expect.poll(async () => (await tasksOf(orchestrationId)).filter(({ status }) => status === 'CANCELLED').length, { timeout: 100_000 }).toBe(WANTED);
  release.resolve();
  // The messages are still delivered and acknowledged; each would begin a call.
  await sleep(3_000);
  expect(begun).toBe(AT_ONCE);
  const tasks = await tasksOf(orchestrationId);
  expect([tasks.length, new Set(tasks.map(({ status }) => status))]).toEqual([WANTED, new Set(['CANCELLED'])]);
  expect(tasks.filter(({ attempt }) => attempt === 0).length).toBeGreaterThanOrEqual(WANTED - AT_ONCE);
});

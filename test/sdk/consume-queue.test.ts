/** The queue consumer of the SDK on a queue that behaves as SQS does. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consumeQueue, type QueueProblem } from '../../codegen/runtime/consume-queue.ts';
import { readWake } from '../../generated/clients/consume.ts';
import { startEndpoints } from '../../infra/local/endpoints.ts';

let endpoints: Awaited<ReturnType<typeof startEndpoints>>;
let sqs: SQSClient;
let queues = 0;

beforeAll(async () => {
  endpoints = await startEndpoints({ stateDir: mkdtempSync(path.join(tmpdir(), 'arbiter-consume-')), port: 0 });
  sqs = new SQSClient({ endpoint: endpoints.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
});
afterAll(async () => {
  sqs.destroy();
  await endpoints.stop();
});

async function queueWith(...bodies: readonly string[]): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `consumed-${queues++}` }));
  for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  return QueueUrl;
}

async function left(QueueUrl: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
  return names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}

const wake = (orchestrationId: string) => JSON.stringify({ kind: 'wake', orchestrationId });

it('handles several at once, deletes each after it was handled, and ends when told', async () => {
  const url = await queueWith(wake('o-1'), wake('o-2'), wake('o-3'));
  const stop = new AbortController();
  const seen: string[] = [];
  let [now, most] = [0, 0];
  await consumeQueue(
    sqs,
    url,
    readWake,
    async ({ value }) => {
      most = Math.max(most, ++now);
      await sleep(50);
      now--;
      if (seen.push(value.orchestrationId) === 3) stop.abort();
    },
    { signal: stop.signal, concurrency: 2, waitSeconds: 1 },
  );
  expect([seen.toSorted(), most, await left(url)]).toEqual([['o-1', 'o-2', 'o-3'], 2, 0]);
});

it('delivers again what was not handled, and says so', async () => {
  const url = await queueWith(wake('o-1'));
  const stop = new AbortController();
  const [receives, problems]: [number[], QueueProblem[]] = [[], []];
  const handle = (_message: unknown, delivery: { readonly receives: number }): Promise<void> => {
    receives.push(delivery.receives);
    if (delivery.receives < 3) return Promise.reject(new Error('not yet'));
    stop.abort();
    return Promise.resolve();
  };
  await consumeQueue(sqs, url, readWake, handle, { signal: stop.signal, waitSeconds: 1, retrySeconds: 0, onProblem: (problem) => problems.push(problem) });
  expect(receives).toEqual([1, 2, 3]);
  expect(problems.map(({ kind, message }) => [kind, message.replace(/message \S+/u, 'message')])).toEqual([
    ['failed', 'message was not handled: not yet'],
    ['failed', 'message was not handled: not yet'],
  ]);
  expect(await left(url)).toBe(0);
});

it('leaves on the queue what cannot be read', async () => {
  const url = await queueWith('{"kind": "wake"}', 'no JSON');
  const stop = new AbortController();
  const problems: QueueProblem[] = [];
  const onProblem = (problem: QueueProblem): void => {
    if (problems.push(problem) === 2) stop.abort();
  };
  await consumeQueue(sqs, url, readWake, () => Promise.reject(new Error('nothing can be read')), { signal: stop.signal, waitSeconds: 1, onProblem });
  expect(problems.map(({ kind }) => kind)).toEqual(['unreadable', 'unreadable']);
  expect(await left(url)).toBe(2);
});

it('keeps a message hidden for as long as it is handled', async () => {
  const url = await queueWith(wake('o-1'));
  const stop = new AbortController();
  let deliveries = 0;
  await consumeQueue(
    sqs,
    url,
    readWake,
    async () => {
      deliveries += 1;
      await sleep(5_000);
      stop.abort();
    },
    { signal: stop.signal, waitSeconds: 1, visibilitySeconds: 3 },
  );
  expect([deliveries, await left(url)]).toEqual([1, 0]);
});

it('goes on when the service cannot be reached for a while', async () => {
  const away = new SQSClient({
    endpoint: 'http://127.0.0.1:9',
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const stop = new AbortController();
  const problems: string[] = [];
  const onProblem = ({ kind }: QueueProblem): void => {
    if (problems.push(kind) === 2) stop.abort();
  };
  await consumeQueue(away, 'http://127.0.0.1:9/000000000000/q', readWake, () => Promise.resolve(), { signal: stop.signal, onProblem });
  expect(problems).toEqual(['queue', 'queue']);
  away.destroy();
});

/** What an external agent answers, and when its task leaves the queue. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { TaskCompletion } from '../../generated/events/task-completion.v1.ts';
import { startEndpoints } from '../../infra/local/endpoints.ts';
import { AgentFailure, runAgent, TryAgainLater, type ExternalAgent } from '../../infra/sdk/agent.ts';

let endpoints: Awaited<ReturnType<typeof startEndpoints>>;
let sqs: SQSClient;
let queues = 0;

beforeAll(async () => {
  endpoints = await startEndpoints({ stateDir: mkdtempSync(path.join(tmpdir(), 'arbiter-agent-')), port: 0 });
  sqs = new SQSClient({ endpoint: endpoints.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
});
afterAll(async () => {
  sqs.destroy();
  await endpoints.stop();
});

const task = { agent_input: { city: 'Paris' }, orchestration_id: 'o-1', agent_use_id: 'o-1:2:token-a:t1', node: 'weather' };

/** A bus that refuses the first `refusals` completions, as PutEvents does: with a success that counts a failed entry. */
function busThatRefuses(refusals: number) {
  const events = new EventBridgeClient({ region: 'us-east-1' });
  const published: TaskCompletion[] = [];
  let left = refusals;
  vi.spyOn(events, 'send').mockImplementation((command: unknown) => {
    if (!(command instanceof PutEventsCommand)) throw new Error('the agent does nothing but publish');
    if (left-- > 0) return Promise.resolve({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'slower' }] } satisfies object);
    published.push(JSON.parse(command.input.Entries?.[0]?.Detail ?? '') as TaskCompletion);
    return Promise.resolve({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] } satisfies object);
  });
  return { events, published };
}

/** Runs an agent on one task until it has published one completion. */
async function answerTo(
  body: object,
  run: ExternalAgent<unknown>['run'],
  { refusals = 0, ...more }: { readonly refusals?: number; readonly readPayload?: (sha256: string) => Promise<string> } = {},
) {
  const { QueueUrl: queueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `agent-${queues++}` }));
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body) }));
  const { events, published } = busThatRefuses(refusals);
  const stop = new AbortController();
  const problems: string[] = [];
  const watch = setInterval(() => published.length > 0 && stop.abort(), 10);
  await runAgent({
    sqs,
    events,
    queueUrl,
    bus: 'arbiter-dev',
    input: (value) => value,
    run,
    ...more,
    signal: AbortSignal.any([stop.signal, AbortSignal.timeout(20_000)]),
    waitSeconds: 1,
    retrySeconds: 0,
    onProblem: ({ message }) => problems.push(message),
  });
  clearInterval(watch);
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] }),
  );
  const onQueue = Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  return { published, problems, onQueue };
}

it('answers with the identity of the task, and takes it from the queue', async () => {
  const { published, problems, onQueue } = await answerTo(task, (input, { idempotencyKey, attempt }) =>
    Promise.resolve({ data: { input, idempotencyKey, attempt } }),
  );
  const { orchestration_id, agent_use_id, node } = task;
  const data = { input: { city: 'Paris' }, idempotencyKey: 'o-1:2:t1', attempt: 1 };
  expect(published).toEqual([{ orchestration_id, agent_use_id, node, status: 'success', data }]);
  expect([problems, onQueue]).toEqual([[], 0]);
});

it('keeps the task on the queue when the bus did not take the completion, and answers it again', async () => {
  const attempts: number[] = [];
  const { published, problems, onQueue } = await answerTo(
    task,
    (_input, { attempt }) => {
      attempts.push(attempt);
      return Promise.resolve({ data: 'done' });
    },
    { refusals: 2 },
  );
  expect([attempts, published.length, onQueue]).toEqual([[1, 2, 3], 1, 0]);
  expect(problems).toEqual([expect.stringContaining('ThrottlingException'), expect.stringContaining('ThrottlingException')]);
});

it.each([
  ['throws', () => Promise.reject(new Error('no weather today')), { code: 'AGENT_FAILED', message: 'no weather today' }],
  ['fails with a code', () => Promise.reject(new AgentFailure('CITY_UNKNOWN', 'ask for Oslo')), { code: 'CITY_UNKNOWN', message: 'ask for Oslo' }],
  ['returns too much', () => Promise.resolve({ data: 'x'.repeat(200_000) }), { code: 'RESULT_TOO_LARGE' }],
])('answers with a failed completion when the work %s', async (_what, run, error) => {
  const { published, problems, onQueue } = await answerTo(task, run);
  expect(published).toEqual([expect.objectContaining({ status: 'error', error: expect.objectContaining(error) })]);
  expect([problems, onQueue]).toEqual([[], 0]);
});

it('has a task delivered again that cannot be done now', async () => {
  const { published } = await answerTo(task, (_input, { attempt }) =>
    attempt < 3 ? Promise.reject(new TryAgainLater('the station is busy')) : Promise.resolve({ data: attempt }),
  );
  expect(published.map(({ data }) => data)).toEqual([3]);
});

it('reads an input that is stored elsewhere, and fails the task when it cannot', async () => {
  const stored = { ...task, agent_input: {}, input_ref: 'a'.repeat(64) };
  const run = (input: unknown) => Promise.resolve({ data: input });
  const read = await answerTo(stored, run, { readPayload: (sha256) => Promise.resolve(JSON.stringify({ sha256 })) });
  expect(read.published).toMatchObject([{ status: 'success', data: { sha256: stored.input_ref } }]);
  const unread = await answerTo(stored, run);
  expect(unread.published).toMatchObject([{ status: 'error', error: { code: 'INPUT_NOT_READ' } }]);
});

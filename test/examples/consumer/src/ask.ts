/** Asks for a task and waits for its end, which a rule of the bus puts on a queue of this team. */
import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { TaskRequest } from '@arbiter-layer/events';
import { readOrchestrationCompleted } from '@arbiter-layer/events/consume';
import { publishTaskRequest } from '@arbiter-layer/events/publish';
import { consumeQueue } from '@arbiter-layer/events/queue';
import { readSettings } from './settings.ts';

const { bus, queueUrl } = readSettings(process.env);
const request: TaskRequest = { task: process.argv[2] ?? 'How warm is it in Paris?', orchestrationId: randomUUID(), requestedBy: 'weather-team' };
await publishTaskRequest(new EventBridgeClient(), bus, request);

const answered = new AbortController();
await consumeQueue(
  new SQSClient(),
  queueUrl,
  readOrchestrationCompleted,
  async ({ value }) => {
    if (value.orchestrationId !== request.orchestrationId) return;
    console.log(value.answer ?? `the answer is payloads/${value.answerRef ?? ''}`);
    answered.abort();
  },
  { signal: AbortSignal.any([answered.signal, AbortSignal.timeout(60_000)]), waitSeconds: 1 },
);
if (!answered.signal.aborted) {
  console.error(`no answer to ${request.orchestrationId ?? ''} within a minute`);
  process.exitCode = 1;
}

import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startQueueTrigger } from '../../../infra/local/functions/queue-trigger.ts';

/** A queue that holds one message, and whose deletions end when they are told to. */
function queueOfOne(events: string[]) {
  const deletion = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const deleting = Promise.withResolvers<void>();
  let isTaken = false;
  const call = async (target: string, _input: object, signal?: AbortSignal): Promise<Readonly<Record<string, unknown>>> => {
    if (target === 'AmazonSQS.DeleteMessageBatch') {
      deleting.resolve();
      const answer = await deletion.promise;
      events.push('deleted');
      return answer;
    }
    if (!isTaken) {
      isTaken = true;
      return { Messages: [{ MessageId: 'm-1', ReceiptHandle: 'r-1', Body: '{}', MD5OfBody: '', Attributes: {} }] };
    }
    // A long poll of an empty queue.
    return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
  };
  return { call, deleting: deleting.promise, endDeletion: () => deletion.resolve({}) };
}

it('a stopping trigger waits until the message of an invocation that has ended is deleted', async () => {
  const events: string[] = [];
  const problems: string[] = [];
  const queue = queueOfOne(events);
  const trigger = startQueueTrigger({
    queue: 'work',
    batchSize: 1,
    maximumConcurrency: 1,
    reportsItemFailures: true,
    invoke: () => Promise.resolve({ batchItemFailures: [] }),
    client: queue,
    report: (problem) => problems.push(problem),
  });
  await queue.deleting;
  await trigger.stop();
  const settled = trigger.deletions().then(() => events.push('settled'));
  for (let turns = 0; turns < 5; turns++) await turn();
  expect(events).toEqual([]);
  queue.endDeletion();
  await settled;
  expect({ events, problems }).toEqual({ events: ['deleted', 'settled'], problems: [] });
});

it('a stopping trigger does not wait for an invocation that runs, and says nothing of its end', async () => {
  const events: string[] = [];
  const problems: string[] = [];
  const queue = queueOfOne(events);
  const [begun, run] = [Promise.withResolvers<void>(), Promise.withResolvers<unknown>()];
  const trigger = startQueueTrigger({
    queue: 'work',
    batchSize: 1,
    maximumConcurrency: 1,
    reportsItemFailures: true,
    invoke: () => {
      begun.resolve();
      return run.promise;
    },
    client: queue,
    report: (problem) => problems.push(problem),
  });
  await begun.promise;
  await trigger.stop();
  await trigger.deletions();
  run.reject(new Error('cut off'));
  await turn();
  expect({ events, problems }).toEqual({ events: [], problems: [] });
});

/** One set of cases holds the simulator's queue and the embedded SQS to the same behaviour. */
import { afterAll, beforeAll, describe, test } from 'vitest';
import { startEmbeddedBackend, type EmbeddedBackend } from './embedded-backend.ts';
import { embeddedQueue } from './embedded-queue.ts';
import { longVisible, queueCases } from './queue-cases.ts';
import { simulatedQueue } from './simulated-queue.ts';

describe('simulated', () => {
  test.each(queueCases)('$name', ({ run, shape = longVisible }) => run(simulatedQueue(shape)));
});

describe('on the embedded SQS', () => {
  let backend: EmbeddedBackend;
  beforeAll(async () => {
    backend = await startEmbeddedBackend();
  });
  afterAll(() => backend.stop());
  // Time passes as it does: all of them wait at once.
  test.concurrent.each(queueCases)('$name', async ({ run, shape = longVisible }) => run(await embeddedQueue(backend.clients.sqs, shape)));
});

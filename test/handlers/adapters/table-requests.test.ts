import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countOperations, type OperationCount } from '../../../handlers/adapters/aws/operation-count.ts';
import { startEmbeddedBackend, type EmbeddedBackend } from '../../contract/embedded-backend.ts';
import { headOf, messageOf, NOW, taskOf, token, waitingOf } from '../../contract/items.ts';
import { unique } from '../../contract/ports-under-test.ts';

let backend: EmbeddedBackend;
let operations: OperationCount;
beforeAll(async () => {
  backend = await startEmbeddedBackend();
  operations = countOperations(backend.clients);
});
afterAll(() => backend.stop());

/** Makes the next `times` transactions fail as DynamoDB does when another one holds an item. */
async function withConflicts<T>(times: number, act: () => Promise<T>): Promise<T> {
  let left = times;
  const { middlewareStack } = backend.clients.dynamo;
  middlewareStack.add(
    (next, context) => (args) => {
      if (context.commandName !== 'TransactWriteItemsCommand' || left-- <= 0) return next(args);
      throw new TransactionCanceledException({
        $metadata: {},
        message: 'Transaction cancelled',
        CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
      });
    },
    { step: 'initialize', name: 'conflict' },
  );
  try {
    return await act();
  } finally {
    middlewareStack.remove('conflict');
  }
}

describe('a transaction that meets another one', () => {
  test('is tried again and written', async () => {
    const head = headOf(unique('o'));
    expect(await withConflicts(3, () => backend.ports.store.create(head, [messageOf(head.orchestrationId, 0)]))).toEqual({ ok: true });
    expect(await backend.ports.store.head(head.orchestrationId)).toEqual(head);
  });

  test('is an error when that does not end with the fifth try', async () => {
    const head = headOf(unique('o'));
    expect(await withConflicts(4, () => backend.ports.store.create(headOf(unique('o')), []))).toEqual({ ok: true });
    await expect(withConflicts(5, () => backend.ports.store.create(head, [messageOf(head.orchestrationId, 0)]))).rejects.toThrow('Transaction cancelled');
  });
});

describe('operations', () => {
  test('each port call is one request, refused or not', async () => {
    const { store, claims } = backend.ports;
    const head = headOf(unique('o'));
    const task = taskOf(head.orchestrationId, 0);
    const waiting = waitingOf(head);
    const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['DynamoDB.TransactWriteItems', () => store.create(head, [messageOf(head.orchestrationId, 0)])],
      ['DynamoDB.TransactWriteItems', () => store.create(head, [messageOf(head.orchestrationId, 0)])],
      ['DynamoDB.TransactWriteItems', () => store.update(head, waiting, [messageOf(head.orchestrationId, 1)], [task])],
      ['DynamoDB.PutItem', () => store.update(waiting, { ...waiting, dispatchedTurn: 1 })],
      ['DynamoDB.PutItem', () => store.update(head, waiting)],
      ['DynamoDB.GetItem', () => store.head(head.orchestrationId)],
      ['DynamoDB.Query', () => store.load(head.orchestrationId)],
      ['DynamoDB.Query', () => store.tasks(task.requestId)],
      ['DynamoDB.UpdateItem', () => claims.claim(task, token, NOW, NOW + 900)],
      ['DynamoDB.UpdateItem', () => claims.claim(task, token, NOW, NOW + 900)],
      ['DynamoDB.UpdateItem', () => store.addToken(task, 'f'.repeat(64), NOW)],
      ['DynamoDB.UpdateItem', () => store.endTask(task, { status: 'SUCCEEDED', result: '1', endedAt: NOW }, token)],
      ['DynamoDB.UpdateItem', () => store.endTask(task, { status: 'SUCCEEDED', result: '1', endedAt: NOW }, token)],
    ];
    for (const [expected, step] of steps) {
      operations.reset();
      await step();
      expect([...operations.byOperation]).toEqual([[expected, 1]]);
    }
  });

  test('a payload is written once by an instance, however often it is put', async () => {
    operations.reset();
    const text = unique('payload');
    for (let n = 0; n < 3; n++) await backend.ports.payloads.put(text);
    expect([...operations.byOperation]).toEqual([['S3.PutObject', 1]]);
    expect(operations.total).toBe(1);
  });
});

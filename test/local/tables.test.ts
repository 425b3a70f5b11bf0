import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  IdempotentParameterMismatchException,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynoxideBinary } from '../../infra/local/tables/dynoxide.ts';
import { startGuarded } from '../../infra/local/tables/guarded-child.ts';
import type { TableEngineName } from '../../infra/local/tables/table-service.ts';
import { serveEndpoints, temporaryDirectory, type ServedEndpoints } from './served-endpoints.ts';

const engines: readonly TableEngineName[] = dynoxideBinary() === undefined ? ['dynalite'] : ['dynoxide', 'dynalite'];
const TableName = 'items';
const key = (id: string) => ({ id: { S: id } });

async function createTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
  while ((await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus !== 'ACTIVE') await sleep(10);
}

describe.each(engines)('%s', (tableEngine) => {
  let served: ServedEndpoints;
  let client: DynamoDBClient;
  const item = async (id: string) => (await client.send(new GetItemCommand({ TableName, Key: key(id), ConsistentRead: true }))).Item;
  const putItem = (id: string, n: number, more: object = {}) => ({ Put: { TableName, Item: { ...key(id), n: { N: String(n) } }, ...more } });

  beforeAll(async () => {
    served = await serveEndpoints({ tableEngine });
    client = served.dynamo;
    await createTable(client);
  });
  afterAll(() => served[Symbol.asyncDispose]());

  it('puts, updates, queries and deletes', async () => {
    await client.send(new PutItemCommand({ TableName, Item: { ...key('a'), n: { N: '1' } } }));
    await client.send(
      new UpdateItemCommand({ TableName, Key: key('a'), UpdateExpression: 'SET n = n + :one', ExpressionAttributeValues: { ':one': { N: '1' } } }),
    );
    const { Items } = await client.send(new QueryCommand({ TableName, KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: 'a' } } }));
    expect(Items).toEqual([{ id: { S: 'a' }, n: { N: '2' } }]);
    await client.send(new DeleteItemCommand({ TableName, Key: key('a') }));
    expect(await item('a')).toBeUndefined();
  });

  it('returns the item that failed a condition', async () => {
    await client.send(new PutItemCommand({ TableName, Item: { ...key('b'), n: { N: '1' } } }));
    const failure = client.send(
      new PutItemCommand({ TableName, Item: key('b'), ConditionExpression: 'attribute_not_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    );
    await expect(failure).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    await expect(failure).rejects.toMatchObject({ Item: { ...key('b'), n: { N: '1' } } });
  });

  it('writes all of a transaction or nothing, and says which condition failed', async () => {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [putItem('t1', 1), putItem('t2', 2)] }));
    const failure = client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Update: { TableName, Key: key('t1'), UpdateExpression: 'SET n = :nine', ExpressionAttributeValues: { ':nine': { N: '9' } } } },
          { Delete: { TableName, Key: key('t2') } },
          { ConditionCheck: { TableName, Key: key('t3'), ConditionExpression: 'attribute_exists(id)' } },
          putItem('t4', 4, { ConditionExpression: 'attribute_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
        ],
      }),
    );
    await expect(failure).rejects.toBeInstanceOf(TransactionCanceledException);
    await expect(failure).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'None' }, { Code: 'ConditionalCheckFailed' }, { Code: 'ConditionalCheckFailed' }],
    });
    expect([await item('t1'), await item('t2'), await item('t3'), await item('t4')]).toEqual([
      { ...key('t1'), n: { N: '1' } },
      { ...key('t2'), n: { N: '2' } },
      undefined,
      undefined,
    ]);
    const { Responses } = await client.send(new TransactGetItemsCommand({ TransactItems: ['t1', 't3'].map((id) => ({ Get: { TableName, Key: key(id) } })) }));
    expect(Responses?.map((response) => response.Item?.['n']?.N)).toEqual(['1', undefined]);
  });

  it('does a transaction once for one token', async () => {
    const add = (ClientRequestToken: string, by: string) =>
      client.send(
        new TransactWriteItemsCommand({
          ClientRequestToken,
          TransactItems: [{ Update: { TableName, Key: key('count'), UpdateExpression: 'ADD n :by', ExpressionAttributeValues: { ':by': { N: by } } } }],
        }),
      );
    await add('token-1', '1');
    await add('token-1', '1');
    await add('token-2', '1');
    expect((await item('count'))?.['n']?.N).toBe('2');
    await expect(add('token-1', '5')).rejects.toBeInstanceOf(IdempotentParameterMismatchException);
  });

  it('keeps concurrent transactions apart', async () => {
    const increment = async (): Promise<void> => {
      for (;;) {
        const n = Number((await item('shared'))?.['n']?.N ?? 0);
        const condition =
          n === 0
            ? { ConditionExpression: 'attribute_not_exists(id)' }
            : { ConditionExpression: 'n = :n', ExpressionAttributeValues: { ':n': { N: String(n) } } };
        try {
          await client.send(
            new TransactWriteItemsCommand({
              TransactItems: [putItem('shared', n + 1, condition), putItem(`log-${n}`, n, { ConditionExpression: 'attribute_not_exists(id)' })],
            }),
          );
          return;
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, increment));
    expect((await item('shared'))?.['n']?.N).toBe('8');
  });

  it('describes the time to live that was set', async () => {
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' } }));
    expect((await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt' });
  });

  it('keeps items over a restart', async () => {
    const stateDir = await temporaryDirectory();
    {
      await using first = await serveEndpoints({ stateDir, tableEngine });
      await createTable(first.dynamo);
      await first.dynamo.send(new PutItemCommand({ TableName, Item: key('kept') }));
    }
    await using second = await serveEndpoints({ stateDir, tableEngine });
    expect((await second.dynamo.send(new GetItemCommand({ TableName, Key: key('kept') }))).Item).toEqual(key('kept'));
  });
});

describe('a guarded child', () => {
  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };

  it('says why it ended by itself', async () => {
    const child = startGuarded('/bin/sh', ['-c', 'echo out of order >&2; exit 3']);
    await expect(child.ended).rejects.toThrow('/bin/sh ended with status 3: out of order');
  });

  it('is gone once it has been stopped', async () => {
    const child = startGuarded('/bin/sleep', ['60']);
    await sleep(50);
    expect(isAlive(child.pid)).toBe(true);
    await child.stop();
    expect(isAlive(child.pid)).toBe(false);
  });
});

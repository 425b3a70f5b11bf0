import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynoxideBinary } from '../../../infra/local/tables/dynoxide.ts';
import { superviseEngine, type EngineProcess } from '../../../infra/local/tables/supervised-engine.ts';
import { serveEndpoints } from '../served-endpoints.ts';

const TableName = 'items';

/** Process ids of the engine that serves this state directory, without the guarding shell. */
function engineProcesses(stateDir: string): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(path.join(stateDir, 'tables.db')) && !line.includes('/bin/sh')).map((line) => Number(line.trim().split(' ')[0]));
}

describe.skipIf(dynoxideBinary() === undefined)('the table engine', () => {
  it('is started again when it ends by itself, and nothing that was acknowledged is lost', async () => {
    await using served = await serveEndpoints();
    const client = new DynamoDBClient({ endpoint: served.endpoints.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    );
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: 'before' } } }));
    const [pid, ...others] = engineProcesses(served.endpoints.stateDir);
    expect([typeof pid, others]).toEqual(['number', []]);
    process.kill(pid ?? 0, 'SIGKILL');
    await sleep(50);
    await client.send(new PutItemCommand({ TableName, Item: { id: { S: 'after' } } }));
    const read = async (id: string) => (await client.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true }))).Item?.['id']?.S;
    expect([await read('before'), await read('after')]).toEqual(['before', 'after']);
    expect(served.problems.join()).toContain('the table engine ended and is started again');
    expect(engineProcesses(served.endpoints.stateDir)).toHaveLength(1);
    client.destroy();
  });

  it('leaves no process behind when the endpoints stop', async () => {
    const served = await serveEndpoints();
    const { stateDir } = served.endpoints;
    expect(engineProcesses(stateDir)).toHaveLength(1);
    await served[Symbol.asyncDispose]();
    expect(engineProcesses(stateDir)).toEqual([]);
  });
});

describe('supervision', () => {
  const engine = (port: number): EngineProcess & { readonly end: () => void } => {
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined);
    return { port, ended: promise, stop: () => Promise.resolve(), end: () => reject(new Error('killed')) };
  };

  it('makes calls wait for the new engine, and fails them when it does not start', async () => {
    const first = engine(1);
    const second = engine(2);
    const problems: unknown[] = [];
    const starts = [() => Promise.resolve(first), () => Promise.resolve(second), () => Promise.reject<EngineProcess>(new Error('disk full'))];
    const supervised = await superviseEngine(
      () => (starts.shift() ?? (() => Promise.reject<EngineProcess>(new Error('one start too many'))))(),
      (problem) => problems.push(problem),
    );
    expect(await supervised.port()).toBe(1);
    first.end();
    await sleep(1);
    expect(await supervised.port()).toBe(2);
    second.end();
    await sleep(1);
    await expect(supervised.port()).rejects.toThrow('disk full');
    await supervised.stop();
    expect(problems.map(String)).toEqual([
      'Error: the table engine ended and is started again',
      'Error: the table engine ended and is started again',
      'Error: disk full',
    ]);
  });
});

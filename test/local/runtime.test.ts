import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DescribeTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ListRulesCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import type { Contracts } from '../../codegen/runtime/contracts.ts';
import { contracts } from '../../generated/contracts/index.ts';
import { functionEnvironment, missingCredentials, sharedEnvironment } from '../../infra/local/environment.ts';
import { expire } from '../../infra/local/expiry.ts';
import { provision } from '../../infra/local/provision.ts';
import { startRuntime } from '../../infra/local/runtime.ts';
import { clientsOf, closeClients, serveEndpoints, temporaryDirectory } from './served-endpoints.ts';
import { smallContracts, workFunction } from './small-contracts.ts';

const scheme = { contracts: smallContracts, environment: 'test', endpoint: 'http://127.0.0.1:4747' };

describe('the environment of functions', () => {
  it('holds deployed names, queue URLs and model ids', () => {
    expect(functionEnvironment(workFunction, { ...scheme, models: { main: 'a.model' } })).toEqual({
      ARBITER_ENV: 'test',
      BUCKET_FILES: 'small-test-files',
      BUS: 'small-test',
      MODEL_MAIN: 'a.model',
      QUEUE_URL_WORK: 'http://127.0.0.1:4747/000000000000/small-test-work',
      TABLE_THINGS: 'small-test-things',
    });
    expect(sharedEnvironment(scheme)).toMatchObject({ MODEL_MAIN: 'local.main' });
  });

  it('cannot hold two values under one name', () => {
    const functions = [workFunction, { ...workFunction, name: 'other', environment: { QUEUE_URL_WORK: { queueUrl: 'dead' } } }];
    expect(() => sharedEnvironment({ ...scheme, contracts: { ...smallContracts, functions } })).toThrow('the function "other" wants QUEUE_URL_WORK to be');
  });

  it('gets stand-in credentials and a region only from those who have none', async () => {
    const home = await temporaryDirectory();
    expect(missingCredentials({}, home)).toEqual({ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1' });
    expect(missingCredentials({ AWS_ACCESS_KEY_ID: 'mine' }, home)).toEqual({ AWS_REGION: 'us-east-1' });
    expect(missingCredentials({ AWS_REGION: 'eu-west-1' }, home)).toEqual({ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
    expect(missingCredentials({ AWS_PROFILE: 'work' }, home)).toEqual({});
    await mkdir(path.join(home, '.aws'));
    await writeFile(path.join(home, '.aws', 'credentials'), '');
    expect(missingCredentials({}, home)).toEqual({});
    await rm(home, { recursive: true });
  });
});

describe('provisioning', () => {
  it('creates what the contracts describe, and applies what changed on what is there', async () => {
    await using served = await serveEndpoints();
    const { endpoint } = served.endpoints;
    await provision(smallContracts, 'test', endpoint);
    await served.dynamo.send(new PutItemCommand({ TableName: 'small-test-things', Item: { id: { S: 'kept' } } }));
    await served.events.send(new PutRuleCommand({ EventBusName: 'small-test', Name: 'mine', EventPattern: '{"source":["x"]}' }));
    const changed: Contracts = {
      ...smallContracts,
      queues: smallContracts.queues.map((queue) => ({ ...queue, visibilityTimeoutSeconds: 77 })),
      rules: smallContracts.rules.map((rule) => ({ ...rule, name: 'renamed' })),
    };
    await provision(changed, 'test', endpoint);
    const { Attributes } = await served.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: `${endpoint}/000000000000/small-test-work`, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      VisibilityTimeout: '77',
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:small-test-dead","maxReceiveCount":2}',
    });
    const { Rules } = await served.events.send(new ListRulesCommand({ EventBusName: 'small-test' }));
    expect(Rules?.map((rule) => rule.Name).toSorted()).toEqual(['mine', 'small-test-renamed']);
    const { Table } = await served.dynamo.send(new DescribeTableCommand({ TableName: 'small-test-things' }));
    expect([Table?.KeySchema, Table?.GlobalSecondaryIndexes?.[0]]).toMatchObject([
      [{ AttributeName: 'id', KeyType: 'HASH' }],
      { IndexName: 'byKind', Projection: { ProjectionType: 'KEYS_ONLY' } },
    ]);
    expect((await served.dynamo.send(new GetItemCommand({ TableName: 'small-test-things', Key: { id: { S: 'kept' } } }))).Item).toBeDefined();
  });

  it('refuses a table whose keys changed, naming it', async () => {
    await using served = await serveEndpoints();
    await provision(smallContracts, 'test', served.endpoints.endpoint);
    const tables = smallContracts.tables.map((table) => ({ ...table, partitionKey: { name: 'other', type: 'S' } as const }));
    await expect(provision({ ...smallContracts, tables }, 'test', served.endpoints.endpoint)).rejects.toThrow(
      'the table "small-test-things" in the state directory has other keys or indexes than the contracts',
    );
  });

  it('deletes items and objects whose time has come, and no others', async () => {
    await using served = await serveEndpoints();
    await provision(smallContracts, 'test', served.endpoints.endpoint);
    const now = Date.now();
    const put = (id: string, expiresAt: number) =>
      served.dynamo.send(
        new PutItemCommand({ TableName: 'small-test-things', Item: { id: { S: id }, expiresAt: { N: String(Math.floor(expiresAt / 1000)) } } }),
      );
    await put('past', now - 5000);
    await put('future', now + 3 * 86_400_000);
    for (const Key of ['old/1', 'new/1']) await served.s3.send(new PutObjectCommand({ Bucket: 'small-test-files', Key, Body: 'x' }));
    await expire(smallContracts, 'test', served.endpoints.endpoint, now);
    const item = async (id: string) =>
      (await served.dynamo.send(new GetItemCommand({ TableName: 'small-test-things', Key: { id: { S: id } } }))).Item?.['id']?.S;
    const object = (Key: string) => served.s3.send(new GetObjectCommand({ Bucket: 'small-test-files', Key })).then((found) => found.Body?.transformToString());
    expect([await item('past'), await item('future'), await object('old/1')]).toEqual([undefined, 'future', 'x']);
    await expire(smallContracts, 'test', served.endpoints.endpoint, now + 2 * 86_400_000);
    await expect(object('old/1')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect([await item('future'), await object('new/1')]).toEqual(['future', 'x']);
  });
});

describe('the runtime', () => {
  it('starts everything the project’s contracts describe, again and again on one directory', async () => {
    const before = { ...process.env };
    const stateDir = await temporaryDirectory();
    const root = await temporaryDirectory();
    const entry =
      'export const handler = async (event) => event.ResponseURL === undefined ? { table: process.env.TABLE_ORCHESTRATION ?? null } : void (await fetch(event.ResponseURL, { method: "PUT", body: "{}" }));\n';
    for (const contract of contracts.functions) {
      await mkdir(path.join(root, path.dirname(contract.entry)), { recursive: true });
      await writeFile(path.join(root, contract.entry.replace(/ts$/, 'mjs')), entry);
    }
    const functions = contracts.functions.map((contract) => ({ ...contract, entry: contract.entry.replace(/ts$/, 'mjs') }));
    try {
      for (let round = 0; round < 2; round += 1) {
        const runtime = await startRuntime({ stateDir, root, port: 0, contracts: { ...contracts, functions }, environment: 'test', report: () => undefined });
        expect(process.env['AWS_ENDPOINT_URL_SQS']).toBe(runtime.endpoint);
        expect(process.env['AWS_ENDPOINT_URL']).toBeUndefined();
        expect(process.env['AWS_ENDPOINT_URL_BEDROCK_RUNTIME']).toBeUndefined();
        expect(await runtime.invoke('sweeper', {})).toEqual({ table: 'arbiter-test-orchestration' });
        const clients = clientsOf(runtime.endpoint);
        const { Table } = await clients.dynamo.send(new DescribeTableCommand({ TableName: 'arbiter-test-orchestration' }));
        expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).toSorted()).toEqual(
          contracts.tables
            .find((table) => table.name === 'orchestration')
            ?.indexes.map((index) => index.name)
            .toSorted(),
        );
        closeClients(clients);
        await runtime.stop();
      }
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      await rm(stateDir, { recursive: true, force: true });
      await rm(root, { recursive: true, force: true });
    }
  });

  it('ends what it started when a function cannot be loaded', async () => {
    const before = { ...process.env };
    const stateDir = await temporaryDirectory();
    try {
      const start = () => startRuntime({ stateDir, root: '/nowhere', port: 0, contracts: smallContracts, report: () => undefined });
      await expect(start()).rejects.toThrow('the function "work" cannot be loaded from "work.ts"');
      await expect(start()).rejects.toThrow('cannot be loaded');
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      await rm(stateDir, { recursive: true, force: true });
    }
  });
});

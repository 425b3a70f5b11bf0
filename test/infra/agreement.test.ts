/**
 * Template, contracts and embedded runtime agree: tables, queues, rules and environment variables, as synthesized, equal
 * what the runtime serves over its APIs. The contracts are compared to both by way of this.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contracts } from '../../generated/contracts/index.ts';
import { startEndpoints, type Endpoints } from '../../infra/local/endpoints.ts';
import { functionEnvironment } from '../../infra/local/environment.ts';
import { provision } from '../../infra/local/provision.ts';
import { synthesize } from './synthesize.ts';
import { list, object, text, type Json, type JsonObject } from './template.ts';

let stateDir: string;
let endpoints: Endpoints;
let options: { readonly endpoint: string; readonly region: string; readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } };

beforeAll(async () => {
  stateDir = await mkdtemp(path.join(os.tmpdir(), 'arbiter-agreement-'));
  endpoints = await startEndpoints({ stateDir, port: 0 });
  options = { endpoint: endpoints.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  await provision(contracts, 'dev', endpoints.endpoint);
});

afterAll(async () => {
  await endpoints.stop();
  await rm(stateDir, { recursive: true, force: true });
});

const template = () => synthesize({ env: 'dev' });
const last = (arn: Json | undefined) => text(arn).split(':').pop();
const sorted = <T>(items: readonly T[]) => items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

it('serves the same tables: keys, indexes, projections, expiry', async () => {
  const client = new DynamoDBClient(options);
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const served = await Promise.all(
    TableNames.map(async (TableName) => {
      const [{ Table }, { TimeToLiveDescription }] = await Promise.all([
        client.send(new DescribeTableCommand({ TableName })),
        client.send(new DescribeTimeToLiveCommand({ TableName })),
      ]);
      return {
        name: TableName,
        keys: Table?.KeySchema,
        attributes: sorted(Table?.AttributeDefinitions ?? []),
        indexes: sorted(
          (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({
            name: IndexName,
            keys: KeySchema,
            projection: Projection?.ProjectionType,
            included: sorted(Projection?.NonKeyAttributes ?? []),
          })),
        ),
        expiry: TimeToLiveDescription?.TimeToLiveStatus === 'ENABLED' ? TimeToLiveDescription.AttributeName : undefined,
      };
    }),
  );
  client.destroy();
  const synthesized = template()
    .of('AWS::DynamoDB::Table')
    .map(({ properties }) => ({
      name: properties['TableName'],
      keys: properties['KeySchema'],
      attributes: sorted(list(properties['AttributeDefinitions'])),
      indexes: sorted(
        list(properties['GlobalSecondaryIndexes'])
          .map(object)
          .map((index) => ({
            name: index['IndexName'],
            keys: index['KeySchema'],
            projection: object(index['Projection'])['ProjectionType'],
            included: sorted(list(object(index['Projection'])['NonKeyAttributes'])),
          })),
      ),
      expiry: properties['TimeToLiveSpecification'] === undefined ? undefined : object(properties['TimeToLiveSpecification'])['AttributeName'],
    }));
  expect(synthesized).toHaveLength(contracts.tables.length);
  expect(sorted(served)).toEqual(sorted(synthesized));
});

it('serves the same queues: visibility, retention, redrive', async () => {
  const client = new SQSClient({ ...options, useQueueUrlAsEndpoint: false });
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  const served = await Promise.all(
    QueueUrls.map(async (QueueUrl) => {
      const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      const redrive =
        Attributes['RedrivePolicy'] === undefined || Attributes['RedrivePolicy'] === '' ? undefined : (JSON.parse(Attributes['RedrivePolicy']) as JsonObject);
      return {
        name: QueueUrl.split('/').pop(),
        visibility: Number(Attributes['VisibilityTimeout']),
        retention: Number(Attributes['MessageRetentionPeriod']),
        redrive: redrive === undefined ? undefined : [last(redrive['deadLetterTargetArn']), Number(redrive['maxReceiveCount'])],
      };
    }),
  );
  client.destroy();
  const synthesized = template()
    .of('AWS::SQS::Queue')
    .map(({ properties }) => {
      const redrive = properties['RedrivePolicy'] === undefined ? undefined : object(properties['RedrivePolicy']);
      return {
        name: properties['QueueName'],
        visibility: properties['VisibilityTimeout'],
        retention: properties['MessageRetentionPeriod'],
        redrive: redrive === undefined ? undefined : [last(redrive['deadLetterTargetArn']), redrive['maxReceiveCount']],
      };
    });
  expect(synthesized).toHaveLength(contracts.queues.length);
  expect(sorted(served)).toEqual(sorted(synthesized));
});

it('serves the same rules: patterns, targets, retries, dead letters', async () => {
  const client = new EventBridgeClient(options);
  const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName: 'arbiter-dev' }));
  const served = await Promise.all(
    Rules.map(async ({ Name, EventPattern }) => {
      const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ EventBusName: 'arbiter-dev', Rule: Name }));
      return {
        name: Name,
        pattern: JSON.parse(EventPattern ?? '{}') as unknown,
        targets: Targets.map(({ Arn, RetryPolicy, DeadLetterConfig }) => [last(Arn), RetryPolicy, last(DeadLetterConfig?.Arn)]),
      };
    }),
  );
  client.destroy();
  const synthesized = template()
    .of('AWS::Events::Rule')
    // The alarms' topic, and the rule that leads to it, are on AWS only.
    .filter(({ properties }) => properties['EventPattern'] !== undefined && properties['Name'] !== 'arbiter-dev-critical-errors')
    .map(({ properties }) => {
      // The account is the one thing that the runtime, which has only one, does not ask for.
      const { account: _account, ...pattern } = object(properties['EventPattern']);
      return {
        name: properties['Name'],
        pattern,
        targets: list(properties['Targets'])
          .map(object)
          .map(({ Arn, RetryPolicy, DeadLetterConfig }) => [last(Arn), RetryPolicy, last(object(DeadLetterConfig)['Arn'])]),
      };
    });
  expect(synthesized).toHaveLength(contracts.rules.length);
  expect(sorted(served)).toEqual(sorted(synthesized));
});

it('gives each function the same variables, of the same resources', () => {
  const scheme = { contracts, environment: 'dev', endpoint: endpoints.endpoint };
  for (const contract of contracts.functions) {
    const { NODE_OPTIONS, LOG_LEVEL, ...deployed } = object(
      object(template().one('AWS::Lambda::Function', 'FunctionName', `arbiter-dev-${contract.name}`).properties['Environment'])['Variables'],
    );
    expect([NODE_OPTIONS, LOG_LEVEL]).toEqual(['--disable-sigusr1 --enable-source-maps', 'INFO']);
    // Compared without what must differ: the host of a queue's URL, the account in a bucket's name, the model.
    const comparable = (variables: Readonly<Record<string, Json>>) =>
      Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [
          name,
          name.startsWith('MODEL_') ? 'a model' : text(value).split('/').pop()?.replace('-111122223333-us-east-1', ''),
        ]),
      );
    expect(comparable(deployed), contract.name).toEqual(comparable(functionEnvironment(contract, scheme)));
  }
});

/**
 * Creates what the contracts describe, through the same APIs that a deployment uses. Runs at every start: what exists
 * stays with what is in it, and changed attributes, patterns and targets are applied.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
  type AttributeDefinition,
  type KeySchemaElement,
  type Projection,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import {
  deployedName,
  type Contracts,
  type IndexContract,
  type KeyAttribute,
  type QueueContract,
  type RuleContract,
  type TableContract,
} from '../../codegen/runtime/contracts.ts';
import { account, queueArn, region } from './arn.ts';
import { AwsError } from './http/aws-error.ts';
import { JsonClient } from './http/json-client.ts';

/** Creates or updates tables, queues, bus, rules and buckets of an environment at an endpoint. */
export async function provision(contracts: Contracts, environment: string, endpoint: string): Promise<void> {
  const nameOf = (name?: string): string => deployedName(contracts.service, environment, name);
  const client = new JsonClient(endpoint);
  const tables = new DynamoDBClient({ endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  try {
    for (const queue of contracts.queues) await provisionQueue(client, queue, nameOf);
    await provisionBus(client, nameOf());
    for (const rule of contracts.rules) await provisionRule(client, rule, nameOf);
    await removeRules(client, contracts, nameOf);
    for (const bucket of contracts.buckets) await provisionBucket(endpoint, nameOf(bucket.name));
    await Promise.all(contracts.tables.map((table) => provisionTable(tables, table, nameOf(table.name))));
  } finally {
    client.close();
    tables.destroy();
  }
}

async function provisionQueue(client: JsonClient, queue: QueueContract, nameOf: (name: string) => string): Promise<void> {
  const name = nameOf(queue.name);
  const attributes = {
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    RedrivePolicy:
      queue.redrive === undefined
        ? ''
        : JSON.stringify({ deadLetterTargetArn: queueArn(nameOf(queue.redrive.deadLetterQueue)), maxReceiveCount: queue.redrive.maxReceiveCount }),
  };
  await client.call('AmazonSQS.CreateQueue', { QueueName: name });
  await client.call('AmazonSQS.SetQueueAttributes', { QueueUrl: `http://127.0.0.1/${account}/${name}`, Attributes: attributes });
}

async function provisionBus(client: JsonClient, name: string): Promise<void> {
  try {
    await client.call('AWSEvents.CreateEventBus', { Name: name });
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
  }
}

async function provisionRule(client: JsonClient, rule: RuleContract, nameOf: (name?: string) => string): Promise<void> {
  const [EventBusName, Name] = [nameOf(), nameOf(rule.name)];
  await client.call('AWSEvents.PutRule', { EventBusName, Name, EventPattern: JSON.stringify(rule.pattern), State: 'ENABLED' });
  const target = {
    Id: 'queue',
    Arn: queueArn(nameOf(rule.targetQueue)),
    RetryPolicy: { MaximumRetryAttempts: rule.maximumRetryAttempts, MaximumEventAgeInSeconds: rule.maximumEventAgeSeconds },
    DeadLetterConfig: { Arn: queueArn(nameOf(rule.deadLetterQueue)) },
  };
  await client.call('AWSEvents.PutTargets', { EventBusName, Rule: Name, Targets: [target] });
}

/** Rules with a deployed name that the contracts no longer have; those that a user added under other names stay. */
async function removeRules(client: JsonClient, contracts: Contracts, nameOf: (name?: string) => string): Promise<void> {
  const EventBusName = nameOf();
  const wanted = contracts.rules.map((rule) => nameOf(rule.name));
  const { Rules } = await client.call('AWSEvents.ListRules', { EventBusName, NamePrefix: `${nameOf()}-` });
  for (const rule of Array.isArray(Rules) ? Rules : []) {
    const name = String(rule.Name);
    if (wanted.includes(name)) continue;
    await client.call('AWSEvents.RemoveTargets', { EventBusName, Rule: name, Ids: ['queue'] });
    await client.call('AWSEvents.DeleteRule', { EventBusName, Name: name });
  }
}

async function provisionBucket(endpoint: string, name: string): Promise<void> {
  const response = await fetch(`${endpoint}/${name}`, { method: 'PUT' });
  if (!response.ok) throw new Error(`the bucket "${name}" cannot be created: ${await response.text()}`);
}

async function provisionTable(client: DynamoDBClient, table: TableContract, name: string): Promise<void> {
  const existing = await describe(client, name);
  if (existing === undefined) {
    await createTable(client, table, name);
    while ((await describe(client, name))?.TableStatus !== 'ACTIVE') await sleep(10);
  } else assertSameKeys(existing, table, name);
  const attribute = table.timeToLiveAttribute;
  if (attribute === undefined) return;
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));
  if (TimeToLiveDescription?.AttributeName === attribute && TimeToLiveDescription.TimeToLiveStatus === 'ENABLED') return;
  await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: { AttributeName: attribute, Enabled: true } }));
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function createTable(client: DynamoDBClient, table: TableContract, name: string): Promise<void> {
  const attributes = [table, ...table.indexes].flatMap((keys) => [keys.partitionKey, ...(keys.sortKey === undefined ? [] : [keys.sortKey])]);
  const definitions = new Map<string, AttributeDefinition>(attributes.map((key) => [key.name, { AttributeName: key.name, AttributeType: key.type }]));
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...definitions.values()],
      KeySchema: keySchema(table.partitionKey, table.sortKey),
      ...(table.indexes.length === 0
        ? {}
        : {
            GlobalSecondaryIndexes: table.indexes.map((index) => ({
              IndexName: index.name,
              KeySchema: keySchema(index.partitionKey, index.sortKey),
              Projection: projection(index),
            })),
          }),
    }),
  );
}

function keySchema(partitionKey: KeyAttribute, sortKey: KeyAttribute | undefined): KeySchemaElement[] {
  return [
    { AttributeName: partitionKey.name, KeyType: 'HASH' },
    ...(sortKey === undefined ? [] : [{ AttributeName: sortKey.name, KeyType: 'RANGE' } as const]),
  ];
}

function projection({ projection: wanted }: IndexContract): Projection {
  if (wanted === 'ALL') return { ProjectionType: 'ALL' };
  return wanted.length === 0 ? { ProjectionType: 'KEYS_ONLY' } : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...wanted] };
}

/** Keys of a table never change; on AWS the stack would replace the table, here the user decides about the data. */
function assertSameKeys(existing: TableDescription, table: TableContract, name: string): void {
  const shape = (keys: readonly KeySchemaElement[] | undefined): string => JSON.stringify((keys ?? []).map((key) => [key.AttributeName, key.KeyType]));
  const indexes = new Map((existing.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, shape(index.KeySchema)]));
  const isSame =
    shape(existing.KeySchema) === shape(keySchema(table.partitionKey, table.sortKey)) &&
    table.indexes.every((index) => indexes.get(index.name) === shape(keySchema(index.partitionKey, index.sortKey)));
  if (!isSame)
    throw new Error(
      `the table "${name}" in the state directory has other keys or indexes than the contracts: start with another state directory, or remove this one`,
    );
}

/** Makes the resources of the contracts on the embedded endpoints. Again on an existing state: what changed is applied. */
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, ResourceNotFoundException, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand, ResourceAlreadyExistsException } from '@aws-sdk/client-eventbridge';
import { BucketAlreadyOwnedByYou, CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueUrlCommand, QueueDoesNotExist, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Contracts, QueueContract, RuleContract, TableContract } from '../../codegen/runtime/contracts.ts';
import { queueArn } from './arn.ts';

export interface ProvisionClients {
  readonly dynamo: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly events: EventBridgeClient;
}

/** Makes everything; `nameOf` gives the deployed name of a logical one (bus: without argument). */
export async function provision(contracts: Contracts, clients: ProvisionClients, nameOf: (name?: string) => string): Promise<void> {
  const queues = async () => {
    // Dead-letter queues first: a redrive policy names them.
    for (const queue of contracts.queues.toSorted((a, b) => Number(b.isDeadLetterQueue) - Number(a.isDeadLetterQueue))) await provideQueue(clients.sqs, queue, nameOf);
  };
  const tables = contracts.tables.map((table) => provideTable(clients.dynamo, table, nameOf(table.name)));
  const buckets = contracts.buckets.map((bucket) => provideBucket(clients.s3, nameOf(bucket.name)));
  await Promise.all([...tables, ...buckets, queues(), provideBus(clients.events, nameOf())]);
  for (const rule of contracts.rules) await provideRule(clients.events, rule, nameOf);
}

async function provideTable(client: DynamoDBClient, table: TableContract, TableName: string): Promise<void> {
  try {
    await client.send(new DescribeTableCommand({ TableName }));
    return;
  } catch (cause) {
    if (!(cause instanceof ResourceNotFoundException)) throw cause;
  }
  const keys = [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) => (sortKey === undefined ? [partitionKey] : [partitionKey, sortKey]));
  const attributes = new Map(keys.map(({ name, type }) => [name, type]));
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
      KeySchema: keySchema(table),
      ...(table.indexes.length > 0 && { GlobalSecondaryIndexes: table.indexes.map((index) => ({ IndexName: index.name, KeySchema: keySchema(index), Projection: projectionOf(index.projection) })) }),
    }),
  );
  if (table.timeToLiveAttribute !== undefined) await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: table.timeToLiveAttribute, Enabled: true } }));
}

function keySchema({ partitionKey, sortKey }: Pick<TableContract, 'partitionKey' | 'sortKey'>) {
  return [{ AttributeName: partitionKey.name, KeyType: 'HASH' as const }, ...(sortKey === undefined ? [] : [{ AttributeName: sortKey.name, KeyType: 'RANGE' as const }])];
}

function projectionOf(projection: 'ALL' | readonly string[]) {
  if (projection === 'ALL') return { ProjectionType: 'ALL' as const };
  return projection.length === 0 ? { ProjectionType: 'KEYS_ONLY' as const } : { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...projection] };
}

async function provideQueue(client: SQSClient, queue: QueueContract, nameOf: (name?: string) => string): Promise<void> {
  const QueueName = nameOf(queue.name);
  const Attributes = {
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    ...(queue.redrive !== undefined && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn(nameOf(queue.redrive.deadLetterQueue)), maxReceiveCount: queue.redrive.maxReceiveCount }) }),
  };
  try {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  } catch (cause) {
    if (!(cause instanceof QueueDoesNotExist)) throw cause;
    await client.send(new CreateQueueCommand({ QueueName, Attributes }));
  }
}

async function provideBucket(client: S3Client, Bucket: string): Promise<void> {
  try {
    await client.send(new CreateBucketCommand({ Bucket }));
  } catch (cause) {
    if (!(cause instanceof BucketAlreadyOwnedByYou)) throw cause;
  }
}

async function provideBus(client: EventBridgeClient, Name: string): Promise<void> {
  try {
    await client.send(new CreateEventBusCommand({ Name }));
  } catch (cause) {
    if (!(cause instanceof ResourceAlreadyExistsException)) throw cause;
  }
}

async function provideRule(client: EventBridgeClient, rule: RuleContract, nameOf: (name?: string) => string): Promise<void> {
  const EventBusName = nameOf();
  await client.send(new PutRuleCommand({ Name: nameOf(rule.name), EventBusName, EventPattern: JSON.stringify(rule.pattern), State: 'ENABLED' }));
  await client.send(
    new PutTargetsCommand({
      Rule: nameOf(rule.name),
      EventBusName,
      Targets: [
        {
          Id: 'queue',
          Arn: queueArn(nameOf(rule.targetQueue)),
          RetryPolicy: { MaximumRetryAttempts: rule.maximumRetryAttempts, MaximumEventAgeInSeconds: rule.maximumEventAgeSeconds },
          DeadLetterConfig: { Arn: queueArn(nameOf(rule.deadLetterQueue)) },
        },
      ],
    }),
  );
}

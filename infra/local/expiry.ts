/** What AWS deletes by itself when its time has come: items by their time-to-live, objects by their prefix's days. */
import { DeleteItemCommand, DescribeTableCommand, DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { deployedName, type Contracts } from '../../codegen/runtime/contracts.ts';
import { region } from './arn.ts';

/** AWS deletes expired items within days and objects within a day; an hour is well within both. */
const interval = 3_600_000;
/** The first sweep waits until a start is over. */
const firstAfter = 60_000;

/** Sweeps now and then in the background; returns what ends it. */
export function startExpiry(contracts: Contracts, environment: string, endpoint: string, report: (problem: string) => void = () => undefined): () => void {
  const sweep = (): void => {
    expire(contracts, environment, endpoint, Date.now()).catch((error: unknown) =>
      report(`expired items could not be deleted, this is tried again in an hour: ${String(error)}`),
    );
    timer = setTimeout(sweep, interval).unref();
  };
  let timer = setTimeout(sweep, firstAfter).unref();
  return () => clearTimeout(timer);
}

/** Deletes everything that has expired at `now`, milliseconds since the epoch. */
export async function expire(contracts: Contracts, environment: string, endpoint: string, now: number): Promise<void> {
  const connection = { endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const tables = new DynamoDBClient(connection);
  const objects = new S3Client({ ...connection, forcePathStyle: true });
  try {
    for (const table of contracts.tables) {
      if (table.timeToLiveAttribute !== undefined)
        await expireItems(tables, deployedName(contracts.service, environment, table.name), table.timeToLiveAttribute, Math.floor(now / 1000));
    }
    for (const bucket of contracts.buckets) {
      for (const [prefix, days] of Object.entries(bucket.expireDays))
        await expireObjects(objects, deployedName(contracts.service, environment, bucket.name), prefix, now - days * 86_400_000);
    }
  } finally {
    tables.destroy();
    objects.destroy();
  }
}

async function expireItems(client: DynamoDBClient, table: string, attribute: string, nowSeconds: number): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  const keys = (Table?.KeySchema ?? []).flatMap((key) => key.AttributeName ?? []);
  const condition = { ExpressionAttributeNames: { '#expiry': attribute }, ExpressionAttributeValues: { ':now': { N: String(nowSeconds) } } };
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: table, FilterExpression: '#expiry <= :now', ...condition, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }),
    );
    for (const item of page.Items ?? []) {
      const key = Object.fromEntries(keys.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
      // The condition again: the item may have been given more time since it was read.
      await client.send(new DeleteItemCommand({ TableName: table, Key: key, ConditionExpression: '#expiry <= :now', ...condition })).catch(ignoreRenewed);
    }
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}

function ignoreRenewed(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
}

async function expireObjects(client: S3Client, bucket: string, prefix: string, before: number): Promise<void> {
  let token: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(token === undefined ? {} : { ContinuationToken: token }) }));
    for (const object of page.Contents ?? []) {
      if (object.Key !== undefined && object.LastModified !== undefined && object.LastModified.getTime() < before)
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: object.Key }));
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

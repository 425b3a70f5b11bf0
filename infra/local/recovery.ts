/**
 * After a kill: the invocations of the earlier process are dead, so nobody holds their leases any more. On AWS a lease is
 * waited out; here the runtime knows, and whatever was in the middle goes on at once.
 */
import { DynamoDBDocumentClient, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

export interface RecoveryTables {
  readonly orchestration: string;
  readonly workerState: string;
}

/** Ends every live lease and makes its orchestration due now. Only safe while no function runs. Resolves with the orchestrations concerned. */
export async function releaseLeases(documents: DynamoDBDocumentClient, tables: RecoveryTables, now: number): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const head of scan(
    documents,
    tables.orchestration,
    '#item = :meta AND #status IN (:ready, :thinking, :waiting)',
    { '#item': 'item', '#status': 'status' },
    { ':meta': 'META', ':ready': 'READY', ':thinking': 'THINKING', ':waiting': 'WAITING' },
  )) {
    const { orchestrationId, status, turn } = head;
    if (typeof orchestrationId !== 'string') continue;
    found.push(orchestrationId);
    await documents.send(
      new UpdateCommand({
        TableName: tables.orchestration,
        Key: { orchestrationId, item: 'META' },
        UpdateExpression: status === 'THINKING' ? 'SET leaseUntil = :now, wakeAt = :now' : 'SET wakeAt = :now',
        ConditionExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':now': now, ':status': status },
      }),
    );
    if (status === 'WAITING') await releaseTasks(documents, tables.workerState, `${orchestrationId}#${String(turn)}`, now);
  }
  return found;
}

async function releaseTasks(documents: DynamoDBDocumentClient, table: string, requestId: string, now: number): Promise<void> {
  const { Items = [] } = await documents.send(
    new QueryCommand({ TableName: table, KeyConditionExpression: 'requestId = :id', ExpressionAttributeValues: { ':id': requestId }, ConsistentRead: true }),
  );
  for (const task of Items.filter(({ status }) => status === 'RUNNING')) {
    await documents.send(
      new UpdateCommand({
        TableName: table,
        Key: { requestId, taskId: task['taskId'] },
        UpdateExpression: 'SET leaseUntil = :now',
        ConditionExpression: '#status = :running',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':now': now, ':running': 'RUNNING' },
      }),
    );
  }
}

async function* scan(
  documents: DynamoDBDocumentClient,
  TableName: string,
  FilterExpression: string,
  ExpressionAttributeNames: Record<string, string>,
  ExpressionAttributeValues: Record<string, unknown>,
): AsyncGenerator<Record<string, unknown>> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({
        TableName,
        FilterExpression,
        ExpressionAttributeNames,
        ExpressionAttributeValues,
        ConsistentRead: true,
        ...(start !== undefined && { ExclusiveStartKey: start }),
      }),
    );
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

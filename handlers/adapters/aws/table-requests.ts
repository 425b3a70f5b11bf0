/**
 * Requests to DynamoDB. The generated ElectroDB models build them (names, keys, conditions); the document client sends
 * them, because ElectroDB cannot ask a single write for the item that failed its condition, and that item says whether
 * a task is missing, final, forged or busy without another read.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { randomInt } from 'node:crypto';
import { ConditionalCheckFailedException, TransactionCanceledException, type AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type GetCommandInput,
  type PutCommandInput,
  type QueryCommandInput,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { fromAttributeValues } from './attribute-value.ts';

/** An item as it is stored, ElectroDB's identifiers included. */
export type StoredItem = Readonly<Record<string, unknown>>;

/** A conditional write: done, or refused with the item that is there instead. */
export type WriteOutcome = { readonly ok: true; readonly item: StoredItem | undefined } | { readonly ok: false; readonly current: StoredItem | undefined };

/** A transaction: done, or refused; `current` has an entry for each put, set where its condition failed and an item is there. */
export type TransactionOutcome = { readonly ok: true } | { readonly ok: false; readonly current: readonly (StoredItem | undefined)[] };

export async function getItem(documents: DynamoDBDocumentClient, request: GetCommandInput): Promise<StoredItem | undefined> {
  return (await documents.send(new GetCommand(request))).Item;
}

/** All items, page by page, until `limit` when there is one. */
export async function queryItems(documents: DynamoDBDocumentClient, request: QueryCommandInput, limit = Infinity): Promise<readonly StoredItem[]> {
  const items: StoredItem[] = [];
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await documents.send(new QueryCommand({ ...request, ...(start !== undefined && { ExclusiveStartKey: start }) }));
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined && items.length < limit);
  return items.slice(0, limit);
}

export function putItem(documents: DynamoDBDocumentClient, request: PutCommandInput): Promise<WriteOutcome> {
  return conditional(async () => {
    await documents.send(new PutCommand({ ...request, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
    return undefined;
  });
}

/** `item` of the outcome is what the request asks to return. */
export function updateItem(documents: DynamoDBDocumentClient, request: UpdateCommandInput): Promise<WriteOutcome> {
  return conditional(async () => (await documents.send(new UpdateCommand({ ...request, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }))).Attributes);
}

/** All puts or none. The SDK's idempotency token makes its own repetitions harmless. */
export function putTogether(documents: DynamoDBDocumentClient, requests: readonly PutCommandInput[]): Promise<TransactionOutcome> {
  const items = requests.map((request) => ({ Put: { ...request, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const } }));
  return withoutConflict(async () => {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: items }));
      return { ok: true };
    } catch (cause) {
      const reasons = cause instanceof TransactionCanceledException ? (cause.CancellationReasons ?? []) : [];
      if (!reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) throw cause;
      return { ok: false, current: reasons.map(({ Code, Item }) => (Code === 'ConditionalCheckFailed' ? plain(Item) : undefined)) };
    }
  });
}

function conditional(write: () => Promise<StoredItem | undefined>): Promise<WriteOutcome> {
  return withoutConflict(async () => {
    try {
      return { ok: true, item: await write() };
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      return { ok: false, current: plain(cause.Item) };
    }
  });
}

function plain(item: Record<string, AttributeValue> | undefined): StoredItem | undefined {
  return item === undefined || Object.keys(item).length === 0 ? undefined : fromAttributeValues(item);
}

/** Tries of a write that meets another transaction on the same item, and the longest pause before the next, in milliseconds. */
const TRIES = 5;
const LONGEST_PAUSE = 60;

/** Repeats a write that another one was in the way of: nothing is wrong with it, and its conditions are checked afresh. */
async function withoutConflict<T>(write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (cause) {
      if (tries >= TRIES || !isConflict(cause)) throw cause;
      await sleep(randomInt(LONGEST_PAUSE * tries));
    }
  }
}

function isConflict(cause: unknown): boolean {
  if (cause instanceof TransactionCanceledException) return (cause.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict');
  return cause instanceof Error && cause.name === 'TransactionConflictException';
}

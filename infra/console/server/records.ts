/** Reads orchestrations, tasks and messages for the console. Consistent reads: a page must not show less than the event that called for it. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { BatchGetCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Orchestration } from '../../../generated/tables/orchestration.ts';
import type { OrchestrationMessage } from '../../../generated/tables/orchestration-message.ts';
import type { Task } from '../../../generated/tables/task.ts';
import { isHandedOver } from '../../../handlers/operator/handed-over.ts';
import type { Block, ConversationMessage, LongText, Run, RunDetail, RunTask, TaskDetail, Turn } from '../api.ts';

export interface RecordNames {
  readonly orchestrationTable: string;
  readonly workerStateTable: string;
  readonly bucket: string;
}

/** Key of a task: `<orchestrationId>#<turn>` and its id within. */
export interface TaskKey {
  readonly requestId: string;
  readonly taskId: string;
}

/** Characters of an input or result that are sent. */
const LONGEST = 65_536;
/** Keys of one BatchGetItem. */
const BATCH = 100;

export class Records {
  readonly #names: RecordNames;
  readonly #dynamo = new DynamoDBClient();
  readonly #documents = DynamoDBDocumentClient.from(this.#dynamo);
  readonly #s3 = new S3Client({ forcePathStyle: true });

  constructor(names: RecordNames) {
    this.#names = names;
  }

  close(): void {
    this.#dynamo.destroy();
    this.#s3.destroy();
  }

  /** Newest first, of the last `days` days, at most `limit`. */
  async runs(now: number, days: number, limit: number): Promise<readonly Run[]> {
    const ids: string[] = [];
    for (let back = 0; back < days && ids.length < limit; back++) {
      const { Items = [] } = await this.#documents.send(
        new QueryCommand({
          TableName: this.#names.orchestrationTable,
          IndexName: 'byDay',
          KeyConditionExpression: '#day = :day',
          ExpressionAttributeNames: { '#day': 'day' },
          ExpressionAttributeValues: { ':day': new Date(now - back * 86_400_000).toISOString().slice(0, 10) },
          ScanIndexForward: false,
          Limit: limit - ids.length,
        }),
      );
      ids.push(...Items.map((item) => String(item['orchestrationId'])));
    }
    return this.heads(ids);
  }

  /** Heads of the given orchestrations, newest first; those that do not exist are left out. */
  async heads(ids: readonly string[]): Promise<readonly Run[]> {
    const items = await this.#batch(
      this.#names.orchestrationTable,
      ids.map((orchestrationId) => ({ orchestrationId, item: 'META' })),
    );
    return (items as unknown as Orchestration[]).toSorted((a, b) => b.createdAt - a.createdAt);
  }

  /** An orchestration with its turns and tasks; undefined when there is none. */
  async detail(orchestrationId: string): Promise<RunDetail | undefined> {
    const items = await this.#query(this.#names.orchestrationTable, 'orchestrationId', orchestrationId, ['orchestrationId', 'item', 'role', 'createdAt']);
    const [run] = await this.heads([orchestrationId]);
    if (run === undefined) return undefined;
    const messages = items.filter((item) => item['item'] !== 'META') as unknown as OrchestrationMessage[];
    const tasks = await Promise.all(
      Array.from({ length: run.turn }, (_, index) => this.#query(this.#names.workerStateTable, 'requestId', `${orchestrationId}#${index + 1}`, taskFields)),
    );
    const answer = run.status === 'COMPLETED' ? await this.#answer(run) : undefined;
    return {
      run,
      turns: turnsOf(run, messages),
      tasks: (tasks.flat() as unknown as Task[]).map((task) => toRunTask(task, run.dispatchedTurn)),
      ...(answer !== undefined && { answer }),
    };
  }

  /** The tasks with these keys, of runs whose `dispatchedTurn` is known by id. */
  async tasks(keys: readonly TaskKey[], dispatchedTurns: ReadonlyMap<string, number>): Promise<readonly RunTask[]> {
    const items = (await this.#batch(
      this.#names.workerStateTable,
      keys.map((key) => ({ ...key })),
      taskFields,
    )) as unknown as Task[];
    return items.map((task) => toRunTask(task, dispatchedTurns.get(task.orchestrationId) ?? 0));
  }

  /** One task with its input and result; undefined when there is none. */
  async task(orchestrationId: string, turn: number, taskId: string): Promise<TaskDetail | undefined> {
    const [item] = await this.#batch(this.#names.workerStateTable, [{ requestId: `${orchestrationId}#${turn}`, taskId }]);
    if (item === undefined) return undefined;
    const { input, inputRef, result, resultRef, ...rest } = item as unknown as Task;
    const [run] = await this.heads([orchestrationId]);
    const [given, got] = await Promise.all([this.#text(input, inputRef), this.#text(result, resultRef)]);
    return {
      task: toRunTask(rest as Task, run?.dispatchedTurn ?? 0),
      ...(given !== undefined && { input: given }),
      ...(got !== undefined && { result: got }),
    };
  }

  /** The conversation in its order; undefined when there is no such orchestration. */
  async conversation(orchestrationId: string): Promise<readonly ConversationMessage[] | undefined> {
    const items = await this.#query(this.#names.orchestrationTable, 'orchestrationId', orchestrationId);
    if (items.length === 0) return undefined;
    const messages = items.filter((item) => item['item'] !== 'META') as unknown as OrchestrationMessage[];
    return Promise.all(
      messages.map(async (message) => ({
        index: Number(message.item.slice(2)),
        role: message.role,
        createdAt: message.createdAt,
        blocks: await this.#blocks(message),
      })),
    );
  }

  /** A stored payload by its hash; undefined when it has gone. */
  async payload(sha256: string): Promise<string | undefined> {
    try {
      const object = await this.#s3.send(new GetObjectCommand({ Bucket: this.#names.bucket, Key: `payloads/${sha256}` }));
      return await object.Body?.transformToString();
    } catch (cause) {
      if (cause instanceof NoSuchKey) return undefined;
      throw cause;
    }
  }

  /** The texts of the last message. */
  async #answer({ orchestrationId, messages }: Run): Promise<LongText | undefined> {
    const [item] = await this.#batch(this.#names.orchestrationTable, [{ orchestrationId, item: `M#${String(messages - 1).padStart(4, '0')}` }]);
    const blocks = item === undefined ? [] : await this.#blocks(item as unknown as OrchestrationMessage);
    const text = blocks
      .flatMap((block) => (block.type === 'text' ? [block.text] : []))
      .join('\n')
      .trim();
    return { text: text.slice(0, LONGEST), whole: text.length };
  }

  /** Written by the supervisor as JSON text of blocks. */
  async #blocks({ body, bodyRef }: OrchestrationMessage): Promise<readonly Block[]> {
    return JSON.parse(body ?? (await this.payload(bodyRef ?? '')) ?? '[]') as readonly Block[];
  }

  async #text(inline: string | undefined, ref: string | undefined): Promise<LongText | undefined> {
    const text = inline ?? (ref === undefined ? undefined : ((await this.payload(ref)) ?? '(it has expired)'));
    return text === undefined ? undefined : { text: text.slice(0, LONGEST), whole: text.length };
  }

  async #query(table: string, key: string, value: string, fields?: readonly string[]): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await this.#documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#key = :value',
          ExpressionAttributeNames: { '#key': key, ...(fields !== undefined && placeholders(fields)) },
          ExpressionAttributeValues: { ':value': value },
          ConsistentRead: true,
          ...(fields !== undefined && { ProjectionExpression: Object.keys(placeholders(fields)).join(', ') }),
          ...(start !== undefined && { ExclusiveStartKey: start }),
        }),
      );
      found.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  }

  async #batch(table: string, keys: readonly Record<string, string>[], fields?: readonly string[]): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    let left = [...keys];
    while (left.length > 0) {
      const answer = await this.#documents.send(
        new BatchGetCommand({
          RequestItems: {
            [table]: {
              Keys: left.slice(0, BATCH),
              ConsistentRead: true,
              ...(fields !== undefined && {
                ProjectionExpression: Object.keys(placeholders(fields)).join(', '),
                ExpressionAttributeNames: placeholders(fields),
              }),
            },
          },
        }),
      );
      found.push(...(answer.Responses?.[table] ?? []));
      const unread = (answer.UnprocessedKeys?.[table]?.Keys ?? []) as Record<string, string>[];
      left = [...unread, ...left.slice(BATCH)];
    }
    return found;
  }
}

/** What a timeline needs of a task: everything that is short. */
const taskFields: readonly (keyof RunTask)[] = [
  'requestId',
  'taskId',
  'orchestrationId',
  'turn',
  'index',
  'toolUseId',
  'agentId',
  'agentVersion',
  'target',
  'status',
  'attempt',
  'leaseUntil',
  'wakeAt',
  'deadlineAt',
  'error',
  'usage',
  'createdAt',
  'startedAt',
  'endedAt',
];

function placeholders(fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field, index) => [`#f${index}`, field]));
}

function toRunTask({ tokenHashes: _hashes, ...task }: Task, dispatchedTurn: number): RunTask {
  return { ...task, handedOut: isHandedOver(task, dispatchedTurn) };
}

/** The n-th turn answers message 2(n-1) with message 2n-1. Turns that a fork has copied were not its own: they are left out. */
function turnsOf(run: Run, messages: readonly OrchestrationMessage[]): readonly Turn[] {
  const at = new Map(messages.map(({ item, createdAt }) => [Number(item.slice(2)), createdAt]));
  return Array.from({ length: run.turn + (run.status === 'THINKING' ? 1 : 0) }, (_, index): Turn | undefined => {
    const askedAt = at.get(2 * index);
    const answeredAt = at.get(2 * index + 1);
    return askedAt === undefined || index + 1 < (run.forkedFrom?.turn ?? 1)
      ? undefined
      : { turn: index + 1, askedAt, ...(answeredAt !== undefined && { answeredAt }) };
  }).filter((turn) => turn !== undefined);
}

/** What must be true when nothing moves any more: all ended, none twice, none lost, and every record consistent in itself. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { localName } from '../../infra/local/arbiter.ts';
import type { AwsClients } from '../../handlers/adapters/aws/clients.ts';
import { requestIdOf } from '../../handlers/core/task/use-id.ts';

/** A final event as it arrived. */
export interface Ending {
  readonly messageId: string;
  readonly eventId: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** All items of a partition, in the order of their sort key. */
export type ReadPartition = (table: 'orchestration' | 'worker-state', key: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

export interface Audited {
  readonly violations: readonly string[];
  /** Orchestrations by status, with the code of a failure. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Attempts of tasks beyond the first. */
  readonly rerun: number;
  readonly tasks: number;
}

const terminal = new Set(['COMPLETED', 'FAILED', 'CANCELLED']);
const endedTask = new Set(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED']);

/** Checks each orchestration against its final events. `expected` gives the answer that a completed one must have. */
export async function audit(read: ReadPartition, expected: ReadonlyMap<string, string>, endings: readonly Ending[]): Promise<Audited> {
  const violations: string[] = [];
  const outcomes: Record<string, number> = {};
  let rerun = 0;
  let tasks = 0;
  const byId = Map.groupBy(endings, ({ detail }) => String(detail['orchestrationId']));
  for (const id of byId.keys()) if (!expected.has(id)) violations.push(`${id} ended and was never asked for`);
  for (const [id, answer] of expected) {
    const items = await read('orchestration', id);
    const head = items.find(({ item }) => item === 'META');
    if (head === undefined) {
      violations.push(`${id} is lost: it is not stored`);
      continue;
    }
    const { status, turn, announced, reason } = head;
    const code = typeof reason === 'object' && reason !== null && 'code' in reason ? ` ${String(reason.code)}` : '';
    outcomes[`${String(status)}${code}`] = (outcomes[`${String(status)}${code}`] ?? 0) + 1;
    if (!terminal.has(String(status))) violations.push(`${id} has not ended: it is ${String(status)} at turn ${String(turn)}`);
    else if (announced !== true) violations.push(`${id} is ${String(status)} and was not announced`);
    violations.push(...eventProblems(id, head, answer, byId.get(id) ?? []));

    const messages = items.filter(({ item }) => item !== 'META');
    if (messages.length !== head['messages']) violations.push(`${id} counts ${String(head['messages'])} messages and has ${messages.length}`);
    for (let n = 1; n <= Number(turn); n++) {
      const ofTurn = await read('worker-state', requestIdOf(id, n));
      tasks += ofTurn.length;
      for (const task of ofTurn) {
        rerun += Math.max(0, Number(task['attempt']) - 1);
        if (!endedTask.has(String(task['status']))) violations.push(`${id} has ended and its task ${String(task['taskId'])} is ${String(task['status'])}`);
      }
      const asked = blocks(messages[2 * n - 1], 'toolUse');
      const given = blocks(messages[2 * n], 'toolResult');
      if (messages[2 * n] !== undefined && asked.join() !== given.join())
        violations.push(`${id} asks in turn ${n} for ${asked.join()} and is answered for ${given.join()}`);
    }
  }
  return { violations, outcomes, rerun, tasks };
}

/** One ending, said at least once, always in the same words, and in those of the record. */
function eventProblems(id: string, head: Readonly<Record<string, unknown>>, answer: string, endings: readonly Ending[]): readonly string[] {
  const told = new Set(endings.map(({ detailType, detail }) => `${detailType} ${JSON.stringify(detail)}`));
  if (told.size === 0) return [`${id} has no final event`];
  if (told.size > 1) return [`${id} has ${told.size} different final events: ${[...told].join(' | ')}`];
  const [one] = endings;
  if (one === undefined) return [];
  const problems: string[] = [];
  for (const key of ['status', 'turn'])
    if (one.detail[key] !== head[key]) problems.push(`${id} has ${key} ${String(head[key])} and was announced with ${String(one.detail[key])}`);
  if (head['status'] === 'COMPLETED' && one.detail['answer'] !== answer)
    problems.push(`${id} was announced with the answer ${JSON.stringify(one.detail['answer'])}, expected ${JSON.stringify(answer)}`);
  return problems;
}

function blocks(message: Readonly<Record<string, unknown>> | undefined, type: string): readonly string[] {
  const parsed = JSON.parse(String(message?.['body'] ?? '[]')) as readonly { readonly type: string; readonly toolUseId?: string }[];
  return parsed.flatMap((block) => (block.type === type && block.toolUseId !== undefined ? [block.toolUseId] : []));
}

const partitionKeys = { orchestration: 'orchestrationId', 'worker-state': 'requestId' } as const;

/** Reads partitions by consistent queries. */
export function partitionReader({ documents }: AwsClients): ReadPartition {
  return async (table, key) => {
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: localName(table),
        ConsistentRead: true,
        KeyConditionExpression: '#key = :key',
        ExpressionAttributeNames: { '#key': partitionKeys[table] },
        ExpressionAttributeValues: { ':key': key },
      }),
    );
    return Items;
  };
}

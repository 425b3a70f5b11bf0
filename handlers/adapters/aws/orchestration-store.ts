import type { DynamoDBDocumentClient, GetCommandInput, PutCommandInput, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { createOrchestrationModel, type Orchestration } from '../../../generated/tables/orchestration.ts';
import { createOrchestrationMessageModel, type OrchestrationMessage } from '../../../generated/tables/orchestration-message.ts';
import { createTaskModel, type Task } from '../../../generated/tables/task.ts';
import { parseOrchestration } from '../../../generated/validators/tables/orchestration.js';
import { parseOrchestrationMessage } from '../../../generated/validators/tables/orchestration-message.js';
import { parseTask } from '../../../generated/validators/tables/task.js';
import type { OrchestrationStore, Written } from '../../shell/ports.ts';
import { assertValid } from '../valid-item.ts';
import { assertFits } from '../write-limits.ts';
import { createDueIndex } from './due-index.ts';
import { toHead, toMessage, toTask } from './stored-item.ts';
import { addToken, endTask } from './task-writes.ts';
import { getItem, putItem, putTogether, queryItems } from './table-requests.ts';

export interface StateTables {
  readonly documents: DynamoDBDocumentClient;
  /** Table names. */
  readonly orchestration: string;
  readonly workerState: string;
}

/**
 * Orchestrations on DynamoDB. Reads are consistent; a write is one request whose conditions are the port's. A head
 * alone is a conditional put, which costs half of a transaction with one item; with anything beside it, a transaction.
 */
export function createOrchestrationStore({ documents, orchestration, workerState }: StateTables): OrchestrationStore {
  const heads = createOrchestrationModel(documents, orchestration);
  const messages = createOrchestrationMessageModel(documents, orchestration);
  const tasks = createTaskModel(documents, workerState);

  const readHead = async (orchestrationId: string): Promise<Orchestration | undefined> =>
    toHead(await getItem(documents, heads.get({ orchestrationId, item: 'META' }).params<GetCommandInput>({ consistent: true })));
  const putsOf = ({ newMessages, newTasks }: Additions): PutCommandInput[] => [
    ...alike(newMessages, (message) => messages.create(message).params<PutCommandInput>()),
    ...alike(newTasks, (task) => tasks.create(task).params<PutCommandInput>()),
  ];

  return {
    head: readHead,

    async load(orchestrationId) {
      // The partition holds head and messages; the model of either builds the same query, and neither reads the other.
      const items = await queryItems(documents, messages.query.primary({ orchestrationId }).params<QueryCommandInput>({ consistent: true }));
      const head = toHead(items.find(({ item }) => item === 'META'));
      return head === undefined ? undefined : { head, messages: items.filter(({ item }) => item !== 'META').map(toMessage) };
    },

    async tasks(requestId) {
      return (await queryItems(documents, tasks.query.primary({ requestId }).params<QueryCommandInput>({ consistent: true }))).map(toTask);
    },

    async create(head, newMessages): Promise<Written<Orchestration>> {
      const items = checked(head, newMessages, []);
      const outcome = await putTogether(documents, [heads.create(items.head).params<PutCommandInput>(), ...putsOf(items)]);
      return outcome.ok ? outcome : { ok: false, current: toHead(outcome.current[0]) };
    },

    async update(expected, head, newMessages = [], newTasks = []): Promise<Written<Orchestration>> {
      const items = checked(head, newMessages, newTasks);
      const put = heads
        .put(items.head)
        .where(({ status, turn, epoch }, { eq }) => `${eq(status, expected.status)} AND ${eq(turn, expected.turn)} AND ${eq(epoch, expected.epoch)}`)
        .params<PutCommandInput>();
      if (newMessages.length + newTasks.length === 0) {
        const outcome = await putItem(documents, put);
        return outcome.ok ? { ok: true } : { ok: false, current: toHead(outcome.current) };
      }
      const outcome = await putTogether(documents, [put, ...putsOf(items)]);
      if (outcome.ok) return outcome;
      // The head may be as expected and a message or task be there already: then the head is not among the failures.
      return { ok: false, current: toHead(outcome.current[0]) ?? (await readHead(head.orchestrationId)) };
    },

    endTask: (key, end, tokenHash) => endTask(documents, tasks, key, end, tokenHash),
    addToken: (key, tokenHash, wakeAt) => addToken(documents, tasks, key, tokenHash, wakeAt),
    due: createDueIndex(documents, orchestration),
  };
}

/**
 * Puts of new items of one entity: built once, then repeated with the next item, because they differ in nothing else and
 * building costs 80 µs. The marks of the table library, which no item has of its own, are kept.
 */
function alike<T extends object>(items: readonly T[], build: (item: T) => PutCommandInput): readonly PutCommandInput[] {
  const [first, ...others] = items;
  if (first === undefined) return [];
  const built = build(first);
  const marks = Object.fromEntries(Object.entries(built.Item ?? {}).filter(([name]) => !Object.hasOwn(first, name)));
  return [built, ...others.map((item) => ({ ...built, Item: { ...item, ...marks } }))];
}

interface Additions {
  readonly newMessages: readonly OrchestrationMessage[];
  readonly newTasks: readonly Task[];
}

/** Valid and within the limits, or an error before anything is sent. */
function checked(head: Orchestration, newMessages: readonly OrchestrationMessage[], newTasks: readonly Task[]): Additions & { readonly head: Orchestration } {
  const about = `orchestration "${head.orchestrationId}"`;
  const items = {
    head: assertValid(about, parseOrchestration, head),
    newMessages: newMessages.map((message) => assertValid(`message "${message.item}" of ${about}`, parseOrchestrationMessage, message)),
    newTasks: newTasks.map((task) => assertValid(`task "${task.taskId}" of "${task.requestId}"`, parseTask, task)),
  };
  assertFits([
    { what: about, item: items.head },
    ...items.newMessages.map((item) => ({ what: `message "${item.item}" of ${about}`, item })),
    ...items.newTasks.map((item) => ({ what: `task "${item.taskId}" of "${item.requestId}"`, item })),
  ]);
  return items;
}

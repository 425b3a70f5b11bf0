import type { Orchestration } from '../../../generated/tables/orchestration.ts';
import type { OrchestrationMessage } from '../../../generated/tables/orchestration-message.ts';
import type { Task } from '../../../generated/tables/task.ts';
import { parseOrchestration } from '../../../generated/validators/tables/orchestration.js';
import { parseOrchestrationMessage } from '../../../generated/validators/tables/orchestration-message.js';
import { parseTask } from '../../../generated/validators/tables/task.js';
import { isTaskTerminal } from '../../core/task/status.ts';
import type { OrchestrationStore, TaskEnd, TaskEnded, TaskKey, Written } from '../../shell/ports.ts';
import { withToken } from '../token-hashes.ts';
import { assertValid } from '../valid-item.ts';
import { assertFits } from '../write-limits.ts';
import { frozen, type MemoryTables } from './tables.ts';

/** The supervisor's store in memory, with the semantics of the one on DynamoDB (test/contract holds both to the same cases). */
export class MemoryOrchestrationStore implements OrchestrationStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async head(orchestrationId: string): Promise<Orchestration | undefined> {
    return this.#tables.orchestrations.get(orchestrationId)?.head;
  }

  async load(orchestrationId: string): Promise<{ readonly head: Orchestration; readonly messages: readonly OrchestrationMessage[] } | undefined> {
    const stored = this.#tables.orchestrations.get(orchestrationId);
    return stored === undefined ? undefined : { head: stored.head, messages: [...stored.messages.values()] };
  }

  async tasks(requestId: string): Promise<readonly Task[]> {
    return this.#tables.tasks(requestId);
  }

  async create(head: Orchestration, messages: readonly OrchestrationMessage[]): Promise<Written<Orchestration>> {
    const items = toItems(head, messages, []);
    const there = this.#tables.orchestrations.get(head.orchestrationId);
    if (there !== undefined) return { ok: false, current: there.head };
    this.#tables.orchestrations.set(head.orchestrationId, { head: items.head, messages: new Map(items.messages.map((message) => [message.item, message])) });
    return { ok: true };
  }

  async update(
    expected: Orchestration,
    head: Orchestration,
    messages: readonly OrchestrationMessage[] = [],
    tasks: readonly Task[] = [],
  ): Promise<Written<Orchestration>> {
    const items = toItems(head, messages, tasks);
    const stored = this.#tables.orchestrations.get(expected.orchestrationId);
    if (stored === undefined) return { ok: false, current: undefined };
    const { head: current } = stored;
    const asRead = current.status === expected.status && current.turn === expected.turn && current.epoch === expected.epoch;
    const isNew = items.messages.every(({ item }) => !stored.messages.has(item)) && items.tasks.every((task) => this.#tables.task(task) === undefined);
    if (!asRead || !isNew) return { ok: false, current };
    stored.head = items.head;
    for (const message of items.messages) stored.messages.set(message.item, message);
    for (const task of items.tasks) this.#tables.putTask(task);
    return { ok: true };
  }

  async endTask(key: TaskKey, end: TaskEnd, tokenHash?: string): Promise<TaskEnded> {
    const task = this.#tables.task(key);
    if (task === undefined) return { ok: false, why: 'missing' };
    if (tokenHash !== undefined && !task.tokenHashes.includes(tokenHash)) return { ok: false, why: 'forged' };
    if (isTaskTerminal(task)) return { ok: false, why: 'terminal' };
    const { leaseUntil: _lease, wakeAt: _wakeAt, ...rest } = task;
    const ended: Task = { ...rest, ...end };
    assertFits([{ what: `task "${key.taskId}" of "${key.requestId}"`, item: ended }]);
    this.#tables.putTask(ended);
    return { ok: true };
  }

  async addToken(key: TaskKey, tokenHash: string, wakeAt: number): Promise<Written<Task>> {
    const task = this.#tables.task(key);
    if (task === undefined || isTaskTerminal(task)) return { ok: false, current: task };
    this.#tables.putTask({ ...task, tokenHashes: withToken(task.tokenHashes, tokenHash), wakeAt });
    return { ok: true };
  }

  async due(now: number, limit: number): Promise<readonly { readonly orchestrationId: string; readonly wakeAt: number }[]> {
    const found: { readonly orchestrationId: string; readonly wakeAt: number }[] = [];
    for (const { head } of this.#tables.orchestrations.values())
      if (head.due !== undefined && head.wakeAt !== undefined && head.wakeAt <= now) found.push({ orchestrationId: head.orchestrationId, wakeAt: head.wakeAt });
    return found.toSorted((a, b) => a.wakeAt - b.wakeAt).slice(0, limit);
  }
}

function toItems(head: Orchestration, messages: readonly OrchestrationMessage[], tasks: readonly Task[]) {
  const about = `orchestration "${head.orchestrationId}"`;
  const items = {
    head: frozen(assertValid(about, parseOrchestration, head)),
    messages: messages.map((message) => frozen(assertValid(`message "${message.item}" of ${about}`, parseOrchestrationMessage, message))),
    tasks: tasks.map((task) => assertValid(`task "${task.taskId}" of "${task.requestId}"`, parseTask, task)),
  };
  assertFits([
    { what: about, item: items.head },
    ...items.messages.map((item) => ({ what: `message "${item.item}" of ${about}`, item })),
    ...items.tasks.map((item) => ({ what: `task "${item.taskId}" of "${item.requestId}"`, item })),
  ]);
  return items;
}

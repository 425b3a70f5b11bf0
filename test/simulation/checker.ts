/** The invariants of handlers/ARCHITECTURE.md, checked after every effect and at the end. A violation stops the run. */
import type { Orchestration } from '../../generated/tables/orchestration.ts';
import type { Task } from '../../generated/tables/task.ts';
import type { MemoryTables } from '../../handlers/adapters/memory/tables.ts';
import type { Block } from '../../handlers/core/orchestration/conversation.ts';
import { toolUses } from '../../handlers/core/orchestration/conversation.ts';
import { isTerminal } from '../../handlers/core/orchestration/head.ts';
import { isTaskTerminal } from '../../handlers/core/task/status.ts';
import { requestIdOf } from '../../handlers/core/task/use-id.ts';
import type { ModelRequest, OutgoingEvent } from '../../handlers/shell/ports.ts';

export class Violation extends Error {
  override readonly name = 'Violation';
  readonly invariant: string;

  constructor(invariant: string, message: string) {
    super(`${invariant}: ${message}`);
    this.invariant = invariant;
  }
}

export class Checker {
  readonly #tables: MemoryTables;
  readonly #heads = new Map<string, Orchestration>();
  readonly #tasks = new Map<string, Task>();
  readonly #finals = new Map<string, string>();
  readonly #thinking = new Map<string, number>();
  readonly #running = new Map<string, number>();

  readonly #timeOutsExcused: () => boolean;
  readonly #mark: (name: string) => void;
  readonly #note: ((text: string) => void) | undefined;

  /**
   * `timeOutsExcused` tells whether something has happened that may make a task time out. `mark` counts what is rare and allowed.
   * `note` takes what was written, in words.
   */
  constructor(tables: MemoryTables, timeOutsExcused: () => boolean, mark: (name: string) => void, note?: (text: string) => void) {
    this.#mark = mark;
    this.#note = note;
    this.#tables = tables;
    this.#timeOutsExcused = timeOutsExcused;
  }

  /** After a write to an orchestration's items. */
  afterHeadWrite(orchestrationId: string): void {
    const stored = this.#tables.orchestrations.get(orchestrationId);
    if (stored === undefined) return;
    const before = this.#heads.get(orchestrationId);
    const after = stored.head;
    if (before === after) return;
    this.#heads.set(orchestrationId, after);
    this.#note?.(`  ${orchestrationId} is ${after.status}, turn ${after.turn}, epoch ${after.epoch}${after.announced === true ? ', announced' : ''}`);
    if (after.messages !== stored.messages.size)
      throw new Violation('S2', `${orchestrationId} counts ${after.messages} messages and has ${stored.messages.size}`);
    if (!isTerminal(after) && (after.wakeAt === undefined || after.due === undefined))
      throw new Violation('S9', `${orchestrationId} is ${after.status} and has no wakeAt`);
    if (isTerminal(after) && after.announced !== true && after.wakeAt === undefined)
      throw new Violation('S9', `${orchestrationId} is not announced and has no wakeAt`);
    if (before === undefined) return;
    if (after.epoch < before.epoch) throw new Violation('S5', `the epoch of ${orchestrationId} fell from ${before.epoch} to ${after.epoch}`);
    if (
      isTerminal(before) &&
      (after.status !== before.status || after.turn !== before.turn || after.reason !== before.reason || after.outcome !== before.outcome)
    )
      throw new Violation('S1', `${orchestrationId} was ${before.status} and became ${after.status}`);
    if (after.status === 'THINKING' && before.status === 'WAITING') this.#aggregated(before, stored.messages);
    if (after.turn > before.turn + 1 || after.turn < before.turn)
      throw new Violation('S2', `the turn of ${orchestrationId} went from ${before.turn} to ${after.turn}`);
    if (after.turn === before.turn + 1 && before.status !== 'THINKING')
      throw new Violation('S5', `a turn of ${orchestrationId} was committed from ${before.status}`);
    if (after.turn === before.turn + 1 && after.epoch !== before.epoch)
      throw new Violation('S5', `a turn of ${orchestrationId} was committed under epoch ${after.epoch}, claimed under ${before.epoch}`);
  }

  /** S6 and S3: all tasks terminal, and the new user message answers every tool use once, truthfully. */
  #aggregated(before: Orchestration, messages: ReadonlyMap<string, { readonly body?: string }>): void {
    const tasks = this.#tables.tasks(requestIdOf(before.orchestrationId, before.turn));
    const open = tasks.find((task) => !isTaskTerminal(task));
    if (open !== undefined) throw new Violation('S6', `turn ${before.turn} of ${before.orchestrationId} was aggregated while ${open.taskId} is ${open.status}`);
    const bodies = [...messages.values()].slice(-2).map(({ body }) => JSON.parse(body ?? '[]') as readonly Block[]);
    const asked = toolUses(bodies[0] ?? []).map((use) => use.toolUseId);
    const answered = (bodies[1] ?? []).flatMap((block) => (block.type === 'toolResult' ? [block] : []));
    if (asked.join() !== answered.map((result) => result.toolUseId).join())
      throw new Violation(
        'S3',
        `turn ${before.turn} of ${before.orchestrationId} asks for ${asked.join()} and is answered for ${answered.map((result) => result.toolUseId).join()}`,
      );
    for (const [index, result] of answered.entries()) {
      const task = tasks.find((candidate) => candidate.index === index);
      if ((task?.status === 'SUCCEEDED') !== (result.status === 'success'))
        throw new Violation('S3', `the result of ${result.toolUseId} says ${result.status}, its task is ${task?.status ?? 'missing'}`);
    }
  }

  afterTaskWrite(requestId: string, taskId: string): void {
    const task = this.#tables.task({ requestId, taskId });
    if (task === undefined) return;
    const key = `${requestId}/${taskId}`;
    const before = this.#tasks.get(key);
    if (before === task) return;
    this.#tasks.set(key, task);
    this.#note?.(`  task ${key} is ${task.status}, attempt ${task.attempt}`);
    if (before !== undefined && isTaskTerminal(before)) throw new Violation('S4', `task ${key} was ${before.status} and was written again as ${task.status}`);
    if (task.status === 'TIMED_OUT' && !this.#timeOutsExcused()) throw new Violation('L2', `task ${key} timed out although nothing was lost`);
    if (task.result?.includes('forged') === true) throw new Violation('S10', `task ${key} took its result from a completion without its token`);
    if (before !== undefined && task.attempt < before.attempt) throw new Violation('S4', `the attempt of ${key} fell`);
    if (!isTaskTerminal(task) && task.wakeAt === undefined) throw new Violation('S9', `task ${key} is ${task.status} and has no wakeAt`);
    const head = this.#tables.orchestrations.get(task.orchestrationId)?.head;
    if (head?.tenant !== task.tenant) throw new Violation('S13', `task ${key} belongs to ${String(task.tenant)}, its orchestration to ${String(head?.tenant)}`);
  }

  /** C1, when clocks are within margin; S3 for what the model is given. */
  modelCallStarts(orchestrationId: string, request: ModelRequest, exclusive: boolean): void {
    const live = (this.#thinking.get(orchestrationId) ?? 0) + 1;
    this.#thinking.set(orchestrationId, live);
    if (exclusive && live > 1) throw new Violation('C1', `two model calls of ${orchestrationId} are live`);
    const roles = request.messages.map((message) => message.role);
    if (roles.some((role, index) => role !== (index % 2 === 0 ? 'user' : 'assistant')))
      throw new Violation('S3', `the roles given to the model do not alternate: ${roles.join()}`);
    for (let index = 1; index < request.messages.length; index += 2) {
      const asked = request.messages[index]?.content.flatMap((block) => (block.type === 'toolUse' ? [block.toolUseId] : [])) ?? [];
      const answered = request.messages[index + 1]?.content.flatMap((block) => (block.type === 'toolResult' ? [block.toolUseId] : [])) ?? [];
      if (asked.join() !== answered.join()) throw new Violation('S3', `the model is given tool uses ${asked.join()} with results ${answered.join()}`);
    }
  }

  modelCallEnds(orchestrationId: string): void {
    this.#thinking.set(orchestrationId, (this.#thinking.get(orchestrationId) ?? 1) - 1);
  }

  /** C2 and S7: an agent runs for a committed task, one run at a time. */
  runStarts(idempotencyKey: string, exclusive: boolean): void {
    const live = (this.#running.get(idempotencyKey) ?? 0) + 1;
    this.#running.set(idempotencyKey, live);
    if (exclusive && live > 1) throw new Violation('C2', `two runs of one task are live`);
  }

  runEnds(idempotencyKey: string): void {
    this.#running.set(idempotencyKey, (this.#running.get(idempotencyKey) ?? 1) - 1);
  }

  /** S8: every final event of an orchestration says what its record says; `once`: and there is no second one, for nothing has failed. */
  published(event: OutgoingEvent, once: boolean): void {
    const { detail } = event;
    if (!isFinal(detail)) return;
    const head = this.#tables.orchestrations.get(detail.orchestrationId)?.head;
    if (head === undefined || head.status !== detail.status)
      throw new Violation('S8', `${detail.orchestrationId} is ${head?.status ?? 'missing'} and was announced as ${detail.status}`);
    const text = JSON.stringify(detail);
    const earlier = this.#finals.get(detail.orchestrationId);
    if (earlier !== undefined && earlier !== text) throw new Violation('S8', `${detail.orchestrationId} was announced twice, differently`);
    if (earlier !== undefined && once) throw new Violation('S8', `${detail.orchestrationId} was announced twice although nothing had failed`);
    if (earlier !== undefined) this.#mark('an end was announced again');
    this.#finals.set(detail.orchestrationId, text);
  }

  /** O1: what begins, begins after a look at the operator's switch that allows it. */
  begins(what: string, read: string | undefined, ...allowed: readonly string[]): void {
    if (read === undefined || !allowed.includes(read))
      throw new Violation('O1', `${what} begins although the operator's switch is at ${read ?? 'an unknown place'}`);
  }

  /** L1, once faults have stopped and nothing moves any more. */
  atRest(expected: readonly string[]): void {
    for (const orchestrationId of expected) {
      const head = this.#tables.orchestrations.get(orchestrationId)?.head;
      if (head === undefined) throw new Violation('L1', `${orchestrationId} was accepted and is not stored`);
      if (!isTerminal(head)) throw new Violation('L1', `${orchestrationId} is ${head.status} for ever`);
      if (head.announced !== true || !this.#finals.has(orchestrationId)) throw new Violation('L1', `${orchestrationId} ended and was never announced`);
      for (let turn = 1; turn <= head.turn; turn++) {
        const open = this.#tables.tasks(requestIdOf(orchestrationId, turn)).find((task) => !isTaskTerminal(task));
        if (open !== undefined) throw new Violation('L1', `${orchestrationId} has ended and its task ${open.taskId} is ${open.status}`);
      }
    }
  }
}

function isFinal(detail: unknown): detail is { readonly orchestrationId: string; readonly status: string; readonly durationMs: number } {
  return typeof detail === 'object' && detail !== null && 'durationMs' in detail && 'orchestrationId' in detail;
}

import { isTaskTerminal } from '../../core/task/status.ts';
import type { CodePin, TaskClaim, TaskClaims, TaskKey } from '../../shell/ports.ts';
import type { MemoryTables } from './tables.ts';

/** Claims on the tasks that a {@link MemoryTables} holds. */
export class MemoryTaskClaims implements TaskClaims {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async claim(key: TaskKey, tokenHash: string, now: number, leaseUntil: number, pin: CodePin = {}): Promise<TaskClaim> {
    const task = this.#tables.task(key);
    if (task === undefined) return { kind: 'gone', why: 'missing' };
    if (!task.tokenHashes.includes(tokenHash)) return { kind: 'gone', why: 'forged' };
    if (isTaskTerminal(task)) return { kind: 'gone', why: 'terminal' };
    if (task.leaseUntil !== undefined && task.leaseUntil > now) return { kind: 'busy', leaseUntil: task.leaseUntil };
    const claimed = this.#tables.putTask({
      ...task,
      ...pin,
      status: 'RUNNING',
      attempt: task.attempt + 1,
      leaseUntil,
      wakeAt: leaseUntil,
      startedAt: task.startedAt ?? now,
    });
    return { kind: 'claimed', task: claimed };
  }

  async release(claimed: Parameters<TaskClaims['release']>[0], leaseUntil: number, usage?: Parameters<TaskClaims['release']>[2]): Promise<void> {
    const task = this.#tables.task(claimed);
    if (task === undefined || task.status !== 'RUNNING' || task.attempt !== claimed.attempt || task.leaseUntil === undefined || task.leaseUntil <= leaseUntil)
      return;
    this.#tables.putTask({ ...task, leaseUntil, wakeAt: leaseUntil, ...(usage !== undefined && { usage }) });
  }
}

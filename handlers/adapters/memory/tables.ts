import type { Orchestration } from '../../../generated/tables/orchestration.ts';
import type { OrchestrationMessage } from '../../../generated/tables/orchestration-message.ts';
import type { Task } from '../../../generated/tables/task.ts';
import type { TaskKey } from '../../shell/ports.ts';

/** A shallow copy that nobody can change; the caller's own object stays as it is. */
export function frozen<T extends object>(item: T): T {
  return Object.freeze({ ...item });
}

/** One orchestration's items. */
export interface StoredOrchestration {
  head: Orchestration;
  readonly messages: Map<string, OrchestrationMessage>;
}

/**
 * The two state tables, shared by the adapters that would share them on AWS. Items are copied once, when they are
 * written, and frozen: whoever reads one holds what was written, and nobody can change it.
 */
export class MemoryTables {
  readonly orchestrations = new Map<string, StoredOrchestration>();
  /** Tasks of a turn by task id, in the order of their sort key. */
  readonly #tasks = new Map<string, Map<string, Task>>();

  task({ requestId, taskId }: TaskKey): Task | undefined {
    return this.#tasks.get(requestId)?.get(taskId);
  }

  tasks(requestId: string): readonly Task[] {
    return [...(this.#tasks.get(requestId)?.values() ?? [])].toSorted((a, b) => (a.taskId < b.taskId ? -1 : 1));
  }

  putTask(task: Task): Task {
    const stored = frozen(task);
    const turn = this.#tasks.get(task.requestId);
    if (turn === undefined) this.#tasks.set(task.requestId, new Map([[task.taskId, stored]]));
    else turn.set(task.taskId, stored);
    return stored;
  }
}

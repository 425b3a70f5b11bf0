import type { Orchestration } from '../../../generated/tables/orchestration.ts';
import type { OrchestrationMessage } from '../../../generated/tables/orchestration-message.ts';
import type { Task } from '../../../generated/tables/task.ts';
import type { TaskKey } from '../../shell/ports.ts';

/** One orchestration's items. */
export interface StoredOrchestration {
  head: Orchestration;
  readonly messages: Map<string, OrchestrationMessage>;
}

/**
 * The two state tables, shared by the adapters that would share them on AWS. Items are frozen, not copied: whoever
 * reads one holds what was written, and nobody can change it.
 */
export class MemoryTables {
  readonly orchestrations = new Map<string, StoredOrchestration>();
  /** Tasks of a turn by task id, in the order of their sort key. */
  readonly #tasks = new Map<string, Map<string, Task>>();

  task({ requestId, taskId }: TaskKey): Task | undefined {
    return this.#tasks.get(requestId)?.get(taskId);
  }

  tasks(requestId: string): readonly Task[] {
    return [...(this.#tasks.get(requestId)?.values() ?? [])].sort((a, b) => (a.taskId < b.taskId ? -1 : 1));
  }

  putTask(task: Task): Task {
    const frozen = Object.freeze({ ...task });
    const turn = this.#tasks.get(task.requestId);
    if (turn === undefined) this.#tasks.set(task.requestId, new Map([[task.taskId, frozen]]));
    else turn.set(task.taskId, frozen);
    return frozen;
  }
}

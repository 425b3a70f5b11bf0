import type { Orchestration } from '../../generated/tables/orchestration.ts';
import type { OrchestrationMessage } from '../../generated/tables/orchestration-message.ts';
import type { Task } from '../../generated/tables/task.ts';
import { requestIdOf } from '../core/task/use-id.ts';
import type { OrchestrationStore } from '../shell/ports.ts';

/** An orchestration as it is stored: its head, its messages in order, the tasks of every turn. */
export interface Recorded {
  readonly head: Orchestration;
  readonly messages: readonly OrchestrationMessage[];
  readonly tasks: readonly Task[];
}

/** Reads all of it; undefined when there is no such orchestration. It is not one snapshot while the orchestration is running. */
export async function readRecorded(store: Pick<OrchestrationStore, 'load' | 'tasks'>, orchestrationId: string): Promise<Recorded | undefined> {
  const loaded = await store.load(orchestrationId);
  if (loaded === undefined) return undefined;
  const turns = Array.from({ length: loaded.head.turn }, (_, index) => index + 1);
  const tasks = await Promise.all(turns.map((turn) => store.tasks(requestIdOf(orchestrationId, turn))));
  return { ...loaded, tasks: tasks.flat() };
}

import type { Task } from '../../generated/tables/task.ts';
import { isHosted } from '../core/task/status.ts';

/**
 * Whether a task was handed to its queue, as far as is known: its turn is marked as sent, or it is hosted and was sent with its turn. (When
 * the queue refused it, that is tried again within seconds.)
 */
export function isHandedOver(task: Pick<Task, 'turn' | 'codeSha256'>, dispatchedTurn: number): boolean {
  return task.turn <= dispatchedTurn || isHosted(task);
}

import type { Task } from '../../../generated/tables/task.ts';

/** A terminal task never changes (S4). */
export function isTaskTerminal(task: Pick<Task, 'status'>): boolean {
  switch (task.status) {
    case 'CREATED':
    case 'RUNNING':
      return false;
    case 'SUCCEEDED':
    case 'FAILED':
    case 'TIMED_OUT':
    case 'CANCELLED':
      return true;
  }
}

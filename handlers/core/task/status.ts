import type { Task } from '../../../generated/tables/task.ts';

/**
 * Whether the arbiter's own worker runs the task: only agents with code of ours are. Their tasks are claimed, so a message that
 * is sent twice runs once; other agents have a queue and nobody who claims for them.
 */
export function isHosted(task: Pick<Task, 'codeSha256'>): boolean {
  return task.codeSha256 !== undefined;
}

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

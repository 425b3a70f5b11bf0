import type { Task } from '../../generated/tables/task.ts';
import { isTaskTerminal } from '../core/task/status.ts';
import type { SupervisorPorts } from './ports.ts';

/** Ends what is still open; a task that ended meanwhile keeps its end (S4). */
export async function endTasks(
  ports: SupervisorPorts,
  tasks: readonly Task[],
  status: 'FAILED' | 'TIMED_OUT' | 'CANCELLED',
  error: NonNullable<Task['error']>,
): Promise<void> {
  const open = tasks.filter((task) => !isTaskTerminal(task));
  await Promise.all(open.map((task) => ports.store.endTask(task, { status, endedAt: ports.clock.now(), error })));
  if (open.length > 0) ports.telemetry.metrics.count('task.ended', open.length, { status });
}

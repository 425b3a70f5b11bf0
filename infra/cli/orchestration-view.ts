import type { Orchestration } from '../../generated/tables/orchestration.ts';
import type { Task } from '../../generated/tables/task.ts';

/** An orchestration as a person sees it; the `--json` output of `start`, `run` and `status`. */
export interface OrchestrationView {
  readonly orchestrationId: string;
  readonly status: Orchestration['status'] | 'REJECTED';
  readonly answer: string | null;
  readonly turns: number;
  readonly tasks: readonly TaskView[];
  /** `costUsd` is null when a model was asked whose price is not known. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number; readonly modelCalls: number; readonly costUsd: number | null };
  readonly fabricated: readonly string[];
  readonly reason?: { readonly code: string; readonly message: string };
}

/** Characters of a result that is shown. */
const SHOWN = 2_000;

export interface TaskView {
  readonly taskId: string;
  readonly agentId: string;
  readonly turn: number;
  /** CREATED, DISPATCHED, RUNNING, SUCCEEDED, FAILED, TIMED_OUT or CANCELLED. */
  readonly status: string;
  /** Milliseconds from the commit of the turn to the end, or to now. */
  readonly durationMs: number;
  readonly error?: { readonly code: string; readonly message: string };
  /** The beginning of its result, when the orchestration ended without an answer. */
  readonly result?: string;
}

export function viewOf(head: Orchestration, tasks: readonly Task[], answer: string | undefined, now: number): OrchestrationView {
  const { usage } = head;
  return {
    orchestrationId: head.orchestrationId,
    status: head.status,
    answer: head.status === 'COMPLETED' ? (answer ?? '') : null,
    turns: head.turn,
    tasks: tasks.map((task) => viewOfTask(head, task, now)),
    usage: {
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      modelCalls: usage.modelCalls,
      costUsd: usage.unpricedCalls === undefined ? usage.costUsd : null,
    },
    fabricated: head.fabricated ?? [],
    ...(head.reason !== undefined && { reason: head.reason }),
  };
}

function viewOfTask(head: Orchestration, task: Task, now: number): TaskView {
  return {
    taskId: `${task.turn}/${task.taskId}`,
    agentId: task.agentId,
    turn: task.turn,
    status: task.status === 'CREATED' && task.turn <= head.dispatchedTurn ? 'DISPATCHED' : task.status,
    durationMs: Math.max(0, (task.endedAt ?? now) - task.createdAt),
    ...(head.status === 'FAILED' && task.result !== undefined && { result: task.result.slice(0, SHOWN) }),
    ...(task.error !== undefined && { error: { code: task.error.code, message: task.error.message } }),
  };
}

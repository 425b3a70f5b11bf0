import type { Orchestration } from '../../generated/tables/orchestration.ts';
import type { Task } from '../../generated/tables/task.ts';
import { isHandedOver } from '../../handlers/operator/handed-over.ts';

/** An orchestration as a person sees it; the `--json` output of `start`, `run` and `status`. */
export interface Spending {
  /** All input tokens, those of the prompt cache included. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Input tokens that were read from the prompt cache. */
  readonly cachedTokens: number;
  readonly modelCalls: number;
  /** Null when the price of a model that was asked is not known. */
  readonly costUsd: number | null;
}

export interface OrchestrationView {
  readonly orchestrationId: string;
  readonly status: Orchestration['status'] | 'REJECTED';
  readonly answer: string | null;
  readonly turns: number;
  readonly tasks: readonly TaskView[];
  /** `costUsd` is null when a model was asked whose price is not known. */
  readonly usage: Spending;
  /** `blocked`: the answer is what a guardrail or the model's own filter says instead of one. */
  readonly outcome?: 'answered' | 'blocked';
  readonly fabricated: readonly string[];
  readonly reason?: { readonly code: string; readonly message: string };
  /** The first characters of the task. */
  readonly title: string;
  /** Accepted, and ends at the latest. Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly deadlineAt: number;
  /** When the sweeper looks at it again at the latest; absent once it has ended. Milliseconds since the epoch. */
  readonly wakeAt?: number;
  /** Why it does not go on by itself this moment; absent once it has ended. */
  readonly waiting?: Waiting;
}

/** Characters of a result that is shown. */
const SHOWN = 2_000;

/** What an orchestration waits for. Times are milliseconds since the epoch. */
export type Waiting =
  /** The model is being asked, by whoever holds the lease. */
  | { readonly for: 'model'; readonly leaseUntil: number | null; readonly attempt: number }
  /** The model refused or failed; it is asked again then. */
  | { readonly for: 'backoff'; readonly until: number; readonly attempt: number }
  /** Agents are at work, or their tasks wait in a queue. */
  | { readonly for: 'tasks'; readonly open: number; readonly running: number }
  /** The supervisor has to look at it: its tick is on the way. */
  | { readonly for: 'supervisor' }
  /** It should have been looked at by now. */
  | { readonly for: 'nobody'; readonly overdueMs: number };

export interface TaskView {
  readonly taskId: string;
  readonly agentId: string;
  readonly turn: number;
  /** CREATED, DISPATCHED, RUNNING, SUCCEEDED, FAILED, TIMED_OUT or CANCELLED. */
  readonly status: string;
  /** Milliseconds from the commit of the turn to the end, or to now. */
  readonly durationMs: number;
  /** Runs started. */
  readonly attempt: number;
  /** Milliseconds until its first run began, or so far. */
  readonly queuedMs: number;
  /** The version that ran; absent before a run. */
  readonly agentVersion?: string;
  /** End of the run's lease, while it runs; when it times out. Milliseconds since the epoch. */
  readonly leaseUntil?: number;
  readonly deadlineAt: number;
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
      cachedTokens: usage.cachedTokens,
      modelCalls: usage.modelCalls,
      costUsd: usage.unpricedCalls === undefined ? usage.costUsd : null,
    },
    fabricated: head.fabricated ?? [],
    ...(head.outcome !== undefined && { outcome: head.outcome }),
    ...(head.reason !== undefined && { reason: head.reason }),
    title: head.title ?? '',
    createdAt: head.createdAt,
    deadlineAt: head.deadlineAt,
    ...(head.endedAt === undefined && head.wakeAt !== undefined && { wakeAt: head.wakeAt }),
    ...(head.endedAt === undefined && { waiting: waitingOf(head, tasks, now) }),
  };
}

/** Seconds past its wake-up after which nobody seems to look at an orchestration: the sweeper comes every minute. */
const OVERDUE_MS = 120_000;

function waitingOf(head: Orchestration, tasks: readonly Task[], now: number): Waiting {
  if (head.wakeAt !== undefined && now - head.wakeAt > OVERDUE_MS) return { for: 'nobody', overdueMs: now - head.wakeAt };
  const attempt = (head.attempts ?? 0) + 1;
  if (head.status === 'THINKING') return { for: 'model', leaseUntil: head.leaseUntil ?? null, attempt };
  const open = tasks.filter(({ status }) => status === 'CREATED' || status === 'RUNNING');
  if (head.status === 'WAITING' && open.length > 0)
    return { for: 'tasks', open: open.length, running: open.filter(({ status }) => status === 'RUNNING').length };
  if (head.notBefore !== undefined && head.notBefore > now) return { for: 'backoff', until: head.notBefore, attempt };
  return { for: 'supervisor' };
}

function viewOfTask(head: Orchestration, task: Task, now: number): TaskView {
  return {
    taskId: `${task.turn}/${task.taskId}`,
    agentId: task.agentId,
    turn: task.turn,
    status: task.status === 'CREATED' && isHandedOver(task, head.dispatchedTurn) ? 'DISPATCHED' : task.status,
    durationMs: Math.max(0, (task.endedAt ?? now) - task.createdAt),
    ...(head.status === 'FAILED' && task.result !== undefined && { result: task.result.slice(0, SHOWN) }),
    attempt: task.attempt,
    queuedMs: Math.max(0, (task.startedAt ?? task.endedAt ?? now) - task.createdAt),
    ...(task.agentVersion !== undefined && { agentVersion: task.agentVersion }),
    ...(task.status === 'RUNNING' && task.leaseUntil !== undefined && { leaseUntil: task.leaseUntil }),
    deadlineAt: task.deadlineAt,
    ...(task.error !== undefined && { error: { code: task.error.code, message: task.error.message } }),
  };
}

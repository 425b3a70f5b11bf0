// Generated from events/task-request.v1.json. Do not edit.

import type { Budget } from '../common/budget.ts';
import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { ReplyTo } from '../common/reply-to.ts';
import type { Traceparent } from '../common/traceparent.ts';

/** Someone asks for a task to be done. Only "task" is needed; unknown fields are ignored. */
export interface TaskRequest {
  /** What is wanted, in plain words; at most 262,144 characters. */
  task: string;
  /** The caller's own id; the same id and task again is the same orchestration. Derived from the event id when absent. */
  orchestrationId?: OrchestrationId;
  /** When the request was made, RFC 3339. */
  timestamp?: string;
  /** Whose task it is; copied to every task of the orchestration. */
  tenant?: string;
  /** Who asked: a user, service or job. */
  requestedBy?: string;
  /** Limits for this orchestration. */
  budget?: Budget;
  /** Where the final event is also sent. */
  replyTo?: ReplyTo;
  /** Free-form input that belongs to the task, for instance attached files as {"files":[{"name","content"}]}. */
  context?: {
    [k: string]: unknown;
  };
  /** The trace that this request continues. */
  traceparent?: Traceparent;
}

/** How TaskRequest travels on the bus. */
export const taskRequest = { name: 'task-request', source: 'task.request', detailType: 'task.request', version: 1 } as const;

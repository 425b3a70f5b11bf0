// Generated from events/task-completion.v1.json. Do not edit.

import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Sha256 } from '../common/sha256.ts';
import type { TaskError } from '../common/task-error.ts';
import type { Traceparent } from '../common/traceparent.ts';
import type { Usage } from '../common/usage.ts';

/** A task has ended, well or badly. */
export interface TaskCompletion {
  /** The orchestration, as received in the queue message; "0" for a direct request. */
  orchestration_id: OrchestrationId;
  /** Opaque: echo the value of the queue message unchanged. */
  agent_use_id: string;
  /** The agent that did the work. */
  node: string;
  /** The result: any JSON value; the original system sends a string. */
  data: unknown;
  /**
   * How the task ended; success when absent.
   *
   * Default: "success"
   */
  status?: "success" | "error";
  /** Why it failed, with status "error". */
  error?: TaskError;
  /** Where the result is when it is too big to inline: payloads/<sha256> in the code bucket. */
  result_ref?: Sha256;
  /** What the agent consumed. */
  usage?: Usage;
  /** The trace of the task. */
  traceparent?: Traceparent;
}

/** How TaskCompletion travels on the bus. */
export const taskCompletion = { name: 'task-completion', source: 'task.completion', detailType: 'task.completion', version: 1 } as const;

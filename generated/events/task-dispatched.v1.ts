// Generated from events/task-dispatched.v1.json. Do not edit.

import type { AgentId } from '../common/agent-id.ts';
import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Traceparent } from '../common/traceparent.ts';

/** A task was sent to its agent's queue. */
export interface TaskDispatched {
  /** The orchestration. */
  orchestrationId: OrchestrationId;
  /** Its state after what this event says. */
  status: "READY" | "THINKING" | "WAITING" | "COMPLETED" | "FAILED" | "CANCELLED" | "REJECTED";
  /** Completed model turns. */
  turn: number;
  /** Whose task it is. */
  tenant?: string;
  /** The trace of the orchestration. */
  traceparent?: Traceparent;
  /** The task within its turn. */
  taskId: string;
  /** The agent. */
  agentId: AgentId;
  /** Its pinned version. */
  agentVersion?: string;
}

/** How TaskDispatched travels on the bus. */
export const taskDispatched = { name: 'task-dispatched', source: 'supervisor', detailType: 'task.dispatched', version: 1 } as const;

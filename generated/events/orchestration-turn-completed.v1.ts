// Generated from events/orchestration-turn-completed.v1.json. Do not edit.

import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Traceparent } from '../common/traceparent.ts';
import type { Usage } from '../common/usage.ts';

/** The model has answered a turn and it is stored. */
export interface OrchestrationTurnCompleted {
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
  /** Tasks the turn asked for. */
  tasks: number;
  /** What the model said beside its tool uses; at most 4,096 characters. */
  text?: string;
  /** Consumed so far. */
  usage?: Usage;
}

/** How OrchestrationTurnCompleted travels on the bus. */
export const orchestrationTurnCompleted = { name: 'orchestration-turn-completed', source: 'supervisor', detailType: 'orchestration.turn.completed', version: 1 } as const;

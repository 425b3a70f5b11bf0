// Generated from events/orchestration-started.v1.json. Do not edit.

import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Traceparent } from '../common/traceparent.ts';

/** A request was accepted and stored. Published with the first turn, or with the end when there is none. */
export interface OrchestrationStarted {
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
  /** When it ends at the latest, RFC 3339. */
  deadlineAt: string;
  /** Who asked. */
  requestedBy?: string;
}

/** How OrchestrationStarted travels on the bus. */
export const orchestrationStarted = { name: 'orchestration-started', source: 'supervisor', detailType: 'orchestration.started', version: 1 } as const;

// Generated from events/orchestration-completed.v1.json. Do not edit.

import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Sha256 } from '../common/sha256.ts';
import type { Traceparent } from '../common/traceparent.ts';
import type { Usage } from '../common/usage.ts';

/** The answer stands. */
export interface OrchestrationCompleted {
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
  /** The whole answer: all text blocks of the last message. */
  answer?: string;
  /** Where the answer is when it is too big for an event: payloads/<sha256>. */
  answerRef?: Sha256;
  /** answered: the model ended its turn. blocked: a guardrail or content filter intervened. */
  outcome: "answered" | "blocked";
  /** Consumed. */
  usage: Usage;
  /** Milliseconds from acceptance to the end. */
  durationMs: number;
}

/** How OrchestrationCompleted travels on the bus. */
export const orchestrationCompleted = { name: 'orchestration-completed', source: 'supervisor', detailType: 'orchestration.completed', version: 1 } as const;

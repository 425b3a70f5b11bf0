// Generated from events/orchestration-failed.v1.json. Do not edit.

import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Reason } from '../common/reason.ts';
import type { Sha256 } from '../common/sha256.ts';
import type { Traceparent } from '../common/traceparent.ts';
import type { Usage } from '../common/usage.ts';

/** It ended without an answer. */
export interface OrchestrationFailed {
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
  /** Why. */
  reason: Reason;
  /** Consumed. */
  usage: Usage;
  /** Milliseconds from acceptance to the end. */
  durationMs: number;
  /**
   * Results of its last turn: what its agents had found when it ended.
   *
   * Items: One task's result.
   */
  partial?: PartialResult[];
}

/** One task's result. */
export interface PartialResult {
  /** The task. */
  taskId: string;
  /** The agent. */
  agentId: string;
  /** The result, or its beginning. */
  text: string;
  /** Where the whole is, when it is stored apart: payloads/<sha256>. */
  resultRef?: Sha256;
}

/** How OrchestrationFailed travels on the bus. */
export const orchestrationFailed = { name: 'orchestration-failed', source: 'supervisor', detailType: 'orchestration.failed', version: 1 } as const;

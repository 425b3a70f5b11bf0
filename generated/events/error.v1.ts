// Generated from events/error.v1.json. Do not edit.

import type { OrchestrationId } from '../common/orchestration-id.ts';

/** A critical failure that a person should know of. */
export interface ArbiterError {
  /** The function. */
  component: string;
  /** Stable machine-readable code. */
  code: string;
  /** What, where, what to do. */
  message: string;
  /** The orchestration. */
  orchestrationId?: OrchestrationId;
  /** critical pages someone. */
  severity: "warning" | "critical";
}

/** How ArbiterError travels on the bus. */
export const error = { name: 'error', source: 'arbiter', detailType: 'error', version: 1 } as const;

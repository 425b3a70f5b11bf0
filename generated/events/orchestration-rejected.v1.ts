// Generated from events/orchestration-rejected.v1.json. Do not edit.

import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Reason } from '../common/reason.ts';

/** A request was refused before anything was stored for it. */
export interface OrchestrationRejected {
  /** The orchestration. */
  orchestrationId?: OrchestrationId;
  /** Always REJECTED. */
  status: "REJECTED";
  /** Always 0. */
  turn?: number;
  /** Id of the refused event. */
  eventId?: string;
  /** What was wrong and how to mend it. */
  reason: Reason;
  /** Whose task it is. */
  tenant?: string;
}

/** How OrchestrationRejected travels on the bus. */
export const orchestrationRejected = { name: 'orchestration-rejected', source: 'supervisor', detailType: 'orchestration.rejected', version: 1 } as const;

// Generated from messages/wake.v1.json. Do not edit.

import type { OrchestrationId } from '../common/orchestration-id.ts';

/** A tick: look at this orchestration again. Sent by the sweeper and by the supervisor to itself; a lost or repeated one is harmless. */
export interface Wake {
  /** Always "wake". */
  kind: "wake";
  /** The orchestration. */
  orchestrationId: OrchestrationId;
}

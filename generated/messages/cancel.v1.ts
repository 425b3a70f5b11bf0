// Generated from messages/cancel.v1.json. Do not edit.

import type { OrchestrationId } from '../common/orchestration-id.ts';

/** An operator's wish to end an orchestration. */
export interface Cancel {
  /** Always "cancel". */
  kind: "cancel";
  /** The orchestration. */
  orchestrationId: OrchestrationId;
  /** Who asks. */
  by: string;
  /** Why. */
  reason?: string;
}

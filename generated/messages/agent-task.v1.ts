// Generated from messages/agent-task.v1.json. Do not edit.

import type { AgentId } from '../common/agent-id.ts';
import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Sha256 } from '../common/sha256.ts';
import type { Traceparent } from '../common/traceparent.ts';

/** One task for one agent, as it lies on the agent's queue. */
export interface AgentTask {
  /** The agent's input, valid under the agent's own schema. For the fabricator: {"taskDetails": "what is needed"}. */
  agent_input: {
    [k: string]: unknown;
  };
  /** The orchestration; "0" for a direct request to the fabricator. */
  orchestration_id: OrchestrationId;
  /** Opaque: echo it unchanged in the completion. */
  agent_use_id: string;
  /** The agent. */
  node: AgentId;
  /** When the result is no longer wanted, RFC 3339. */
  deadline?: string;
  /** 1 for the first send. */
  attempt?: number;
  /** The pinned version. */
  agent_version?: string;
  /** The trace of the task. */
  traceparent?: Traceparent;
  /** Where the input is when it is too big to inline: payloads/<sha256>; agent_input is then {}. */
  input_ref?: Sha256;
}

// Generated from events/agent-fabricated.v1.json. Do not edit.

import type { AgentId } from '../common/agent-id.ts';
import type { AgentState } from '../common/agent-state.ts';
import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Sha256 } from '../common/sha256.ts';
import type { TaskError } from '../common/task-error.ts';
import type { Traceparent } from '../common/traceparent.ts';
import type { Usage } from '../common/usage.ts';

/** A direct request to the fabricator has ended. */
export interface AgentFabricated {
  /** The orchestration, as received in the queue message; "0" for a direct request. */
  orchestration_id: OrchestrationId;
  /** Opaque: echo the value of the queue message unchanged. */
  agent_use_id: string;
  /** The agent that did the work. */
  node: string;
  /** The result: any JSON value; the original system sends a string. */
  data: unknown;
  /**
   * How the task ended; success when absent.
   *
   * Default: "success"
   */
  status?: "success" | "error";
  /** Why it failed, with status "error". */
  error?: TaskError;
  /** Where the result is when it is too big to inline: payloads/<sha256> in the code bucket. */
  result_ref?: Sha256;
  /** What the agent consumed. */
  usage?: Usage;
  /** The trace of the task. */
  traceparent?: Traceparent;
  /** The new agent. */
  agentId?: AgentId;
  /** Its version. */
  version?: string;
  /** Its state: active, or pending with what to do in "data". */
  state?: AgentState;
}

/** How AgentFabricated travels on the bus. */
export const agentFabricated = { name: 'agent-fabricated', source: 'agent.fabricated', detailType: 'agent.fabricated', version: 1 } as const;

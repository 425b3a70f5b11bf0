// Generated from events/agent-suspended.v1.json. Do not edit.

import type { AgentId } from '../common/agent-id.ts';
import type { Sha256 } from '../common/sha256.ts';

/** An agent was switched off. */
export interface AgentSuspended {
  /** The agent. */
  agentId: AgentId;
  /** The version it is about. */
  version?: string;
  /** Hash of its code. */
  sha256?: Sha256;
  /** Who did it: a person, the fabricator or the seeding. */
  by: string;
  /** Why. */
  reason?: string;
}

/** How AgentSuspended travels on the bus. */
export const agentSuspended = { name: 'agent-suspended', source: 'registry', detailType: 'agent.suspended', version: 1 } as const;

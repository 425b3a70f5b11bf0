// Generated from events/agent-activated.v1.json. Do not edit.

import type { AgentId } from '../common/agent-id.ts';
import type { Sha256 } from '../common/sha256.ts';

/** An agent version became active. */
export interface AgentActivated {
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

/** How AgentActivated travels on the bus. */
export const agentActivated = { name: 'agent-activated', source: 'registry', detailType: 'agent.activated', version: 1 } as const;

// Generated from events/agent-registered.v1.json. Do not edit.

import type { AgentId } from '../common/agent-id.ts';
import type { Sha256 } from '../common/sha256.ts';

/** A version of an agent was registered and waits until somebody activates it. */
export interface AgentRegistered {
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

/** How AgentRegistered travels on the bus. */
export const agentRegistered = { name: 'agent-registered', source: 'registry', detailType: 'agent.registered', version: 1 } as const;

// Generated from tables/agent.json. Do not edit.

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CustomAttributeType, Entity } from 'electrodb';
import { perTable } from '../../codegen/runtime/entity-model.ts';
import type { AgentId } from '../common/agent-id.ts';
import type { AgentSettings } from '../common/agent-settings.ts';
import type { AgentState } from '../common/agent-state.ts';
import type { Sha256 } from '../common/sha256.ts';

/** Agent Config: the head of an agent, naming its active version. */
export interface Agent {
  /** Partition key. */
  agentId: AgentId;
  /** What the model and the worker need to know of the agent. */
  config: AgentSettings;
  /** Only active agents are offered to the model. */
  state: AgentState;
  /** Labels, for instance built-in, developer. */
  categories?: string[];
  /** Hash of the active code. */
  sha256?: Sha256;
  /** Where it came from; a fabricated agent never replaces a seeded or registered one. */
  source?: "seeded" | "fabricated" | "registered";
  /** Created. RFC 3339. */
  createdAt?: string;
  /** Last change. RFC 3339. */
  updatedAt?: string;
}

function buildAgentModel(client: DynamoDBDocumentClient, table: string) {
  return new Entity(
    {
      model: { entity: 'agent', version: '1', service: 'arbiter' },
      attributes: {
        agentId: { type: 'string', required: true },
        config: { type: CustomAttributeType<NonNullable<Agent['config']>>('any'), required: true },
        state: { type: ['active', 'inactive', 'maintenance', 'pending'], required: true },
        categories: { type: CustomAttributeType<NonNullable<Agent['categories']>>('any') },
        sha256: { type: 'string' },
        source: { type: ['seeded', 'fabricated', 'registered'] },
        createdAt: { type: 'string' },
        updatedAt: { type: 'string' },
      },
      indexes: {
        primary: { pk: { field: 'agentId', composite: ['agentId'], template: '${agentId}', casing: 'none' } },
        byState: { index: 'byState', pk: { field: 'state', composite: ['state'], template: '${state}', casing: 'none' }, sk: { field: 'agentId', composite: ['agentId'], template: '${agentId}', casing: 'none' } },
      },
    } as const,
    { client, table },
  );
}

export type AgentModel = ReturnType<typeof buildAgentModel>;

/** The ElectroDB model of Agent in table "agent-config". Keys are the attributes themselves; validate with parseAgent before a put. Built once for each client and table. */
export const createAgentModel = /* @__PURE__ */ perTable(buildAgentModel);

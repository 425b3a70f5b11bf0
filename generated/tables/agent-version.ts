// Generated from tables/agent-version.json. Do not edit.

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CustomAttributeType, Entity } from 'electrodb';
import { perTable } from '../../codegen/runtime/entity-model.ts';
import type { AgentId } from '../common/agent-id.ts';
import type { AgentSettings } from '../common/agent-settings.ts';
import type { Sha256 } from '../common/sha256.ts';

/** One immutable version of an agent. */
export interface AgentVersion {
  /** Partition key. */
  agentId: AgentId;
  /** Sort key: "v" and a number. */
  version: string;
  /** What the model and the worker need to know of the agent. */
  config: AgentSettings;
  /** Hash of its code. */
  sha256?: Sha256;
  /** Created. RFC 3339. */
  createdAt: string;
  /** Who made it. */
  by: string;
  /** Hash of the fabrication request, so that a repeated request makes one version. */
  requestHash?: Sha256;
  /** What the activation checks found. */
  checks?: string[];
}

function buildAgentVersionModel(client: DynamoDBDocumentClient, table: string) {
  return new Entity(
    {
      model: { entity: 'agentVersion', version: '1', service: 'arbiter' },
      attributes: {
        agentId: { type: 'string', required: true },
        version: { type: 'string', required: true },
        config: { type: CustomAttributeType<NonNullable<AgentVersion['config']>>('any'), required: true },
        sha256: { type: 'string' },
        createdAt: { type: 'string', required: true },
        by: { type: 'string', required: true },
        requestHash: { type: 'string' },
        checks: { type: CustomAttributeType<NonNullable<AgentVersion['checks']>>('any') },
      },
      indexes: {
        primary: { pk: { field: 'agentId', composite: ['agentId'], template: '${agentId}', casing: 'none' }, sk: { field: 'version', composite: ['version'], template: '${version}', casing: 'none' } },
      },
    } as const,
    { client, table },
  );
}

export type AgentVersionModel = ReturnType<typeof buildAgentVersionModel>;

/** The ElectroDB model of AgentVersion in table "agent-version". Keys are the attributes themselves; validate with parseAgentVersion before a put. Built once for each client and table. */
export const createAgentVersionModel = /* @__PURE__ */ perTable(buildAgentVersionModel);

// Generated from tables/tool.json. Do not edit.

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CustomAttributeType, Entity } from 'electrodb';
import { perTable } from '../../codegen/runtime/entity-model.ts';
import type { AgentState } from '../common/agent-state.ts';
import type { Sha256 } from '../common/sha256.ts';
import type { ToolId } from '../common/tool-id.ts';

/** Tools Config: a worker tool that agents may reuse. */
export interface Tool {
  /** Partition key. */
  toolId: ToolId;
  /** What the fabricator needs to know of the tool. */
  config: ToolSettings;
  /** Only active tools are described to the fabricator. */
  state: AgentState;
  /** Hash of the code. */
  sha256?: Sha256;
  /** Created. RFC 3339. */
  createdAt?: string;
  /** Last change. RFC 3339. */
  updatedAt?: string;
}

/** What the fabricator needs to know of the tool. */
export interface ToolSettings {
  /** Equal to toolId. */
  name: ToolId;
  /** Code object: tools/<toolId>/<sha256>.js. */
  filename: string;
  /** JSON Schema of the input (type object). */
  schema: {
    [k: string]: unknown;
  };
  /** The active version. */
  version: string;
  /** What it does. */
  description: string;
}

function buildToolModel(client: DynamoDBDocumentClient, table: string) {
  return new Entity(
    {
      model: { entity: 'tool', version: '1', service: 'arbiter' },
      attributes: {
        toolId: { type: 'string', required: true },
        config: { type: CustomAttributeType<NonNullable<Tool['config']>>('any'), required: true },
        state: { type: ['active', 'inactive', 'maintenance', 'pending'], required: true },
        sha256: { type: 'string' },
        createdAt: { type: 'string' },
        updatedAt: { type: 'string' },
      },
      indexes: {
        primary: { pk: { field: 'toolId', composite: ['toolId'], template: '${toolId}', casing: 'none' } },
        byState: { index: 'byState', pk: { field: 'state', composite: ['state'], template: '${state}', casing: 'none' }, sk: { field: 'toolId', composite: ['toolId'], template: '${toolId}', casing: 'none' } },
      },
    } as const,
    { client, table },
  );
}

export type ToolModel = ReturnType<typeof buildToolModel>;

/** The ElectroDB model of Tool in table "tools-config". Keys are the attributes themselves; validate with parseTool before a put. Built once for each client and table. */
export const createToolModel = /* @__PURE__ */ perTable(buildToolModel);

// Generated from tables/orchestration-message.json. Do not edit.

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import { perTable } from '../../codegen/runtime/entity-model.ts';
import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Sha256 } from '../common/sha256.ts';

/** One message of the conversation (sort key M#0000, M#0001, …), append-only. */
export interface OrchestrationMessage {
  /** Partition key. */
  orchestrationId: OrchestrationId;
  /** Sort key: "M#" and four digits. */
  item: string;
  /** Who speaks. */
  role: "user" | "assistant";
  /** Content blocks as JSON text, when at most 64 KB. */
  body?: string;
  /** Where the body is otherwise: payloads/<sha256>. */
  bodyRef?: Sha256;
  /** Id of the model that wrote an assistant message. */
  model?: string;
  /** Written. Milliseconds since the epoch. */
  createdAt: number;
  /** When DynamoDB may delete it. Seconds since the epoch. */
  expiresAt?: number;
}

function buildOrchestrationMessageModel(client: DynamoDBDocumentClient, table: string) {
  return new Entity(
    {
      model: { entity: 'orchestrationMessage', version: '1', service: 'arbiter' },
      attributes: {
        orchestrationId: { type: 'string', required: true },
        item: { type: 'string', required: true },
        role: { type: ['user', 'assistant'], required: true },
        body: { type: 'string' },
        bodyRef: { type: 'string' },
        model: { type: 'string' },
        createdAt: { type: 'number', required: true },
        expiresAt: { type: 'number' },
      },
      indexes: {
        primary: { pk: { field: 'orchestrationId', composite: ['orchestrationId'], template: '${orchestrationId}', casing: 'none' }, sk: { field: 'item', composite: ['item'], template: '${item}', casing: 'none' } },
      },
    } as const,
    { client, table },
  );
}

export type OrchestrationMessageModel = ReturnType<typeof buildOrchestrationMessageModel>;

/** The ElectroDB model of OrchestrationMessage in table "orchestration". Keys are the attributes themselves; validate with parseOrchestrationMessage before a put. Built once for each client and table. */
export const createOrchestrationMessageModel = /* @__PURE__ */ perTable(buildOrchestrationMessageModel);

// Generated from tables/operator-switch.json. Do not edit.

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import { perTable } from '../../codegen/runtime/entity-model.ts';

/** The operator's switch of an environment: one row. No row means running. */
export interface OperatorSwitch {
  /** Partition key: the whole environment. */
  scope: "all";
  /** paused: no turn begins, what agents were given is finished. stopped: every orchestration is cancelled, queued tasks fail, requests are refused. */
  state: "running" | "paused" | "stopped";
  /** Who switched. */
  by: string;
  /** Why. */
  reason?: string;
  /** When. Milliseconds since the epoch. */
  updatedAt: number;
}

function buildOperatorSwitchModel(client: DynamoDBDocumentClient, table: string) {
  return new Entity(
    {
      model: { entity: 'operatorSwitch', version: '1', service: 'arbiter' },
      attributes: {
        scope: { type: ['all'], required: true },
        state: { type: ['running', 'paused', 'stopped'], required: true },
        by: { type: 'string', required: true },
        reason: { type: 'string' },
        updatedAt: { type: 'number', required: true },
      },
      indexes: {
        primary: { pk: { field: 'scope', composite: ['scope'], template: '${scope}', casing: 'none' } },
      },
    } as const,
    { client, table },
  );
}

export type OperatorSwitchModel = ReturnType<typeof buildOperatorSwitchModel>;

/** The ElectroDB model of OperatorSwitch in table "operator-switch". Keys are the attributes themselves; validate with parseOperatorSwitch before a put. Built once for each client and table. */
export const createOperatorSwitchModel = /* @__PURE__ */ perTable(buildOperatorSwitchModel);

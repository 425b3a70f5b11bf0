import type { DynamoDBDocumentClient, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { createOrchestrationModel } from '../../../generated/tables/orchestration.ts';
import { dueShards } from '../../core/orchestration/head.ts';
import type { OrchestrationStore } from '../../shell/ports.ts';
import { queryItems } from './table-requests.ts';

/** Orchestrations that are due, by the sparse index `due`; all shards are asked at once and merged, oldest first. */
export function createDueIndex(documents: DynamoDBDocumentClient, table: string): OrchestrationStore['due'] {
  const heads = createOrchestrationModel(documents, table);
  return async (now, limit) => {
    const shards = await Promise.all(
      dueShards.map((due) => queryItems(documents, heads.query.due({ due }).lte({ wakeAt: now }).params<QueryCommandInput>({ limit }), limit)),
    );
    return shards
      .flat()
      .map(({ orchestrationId, wakeAt }) => ({ orchestrationId: String(orchestrationId), wakeAt: Number(wakeAt) }))
      .toSorted((a, b) => a.wakeAt - b.wakeAt)
      .slice(0, limit);
  };
}

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTaskModel } from '../../../generated/tables/task.ts';
import type { TaskClaims } from '../../shell/ports.ts';
import { claimTask, releaseTask } from './task-writes.ts';

/** Claims on the tasks of Worker State: all that a worker may do there. */
export function createTaskClaims(documents: DynamoDBDocumentClient, table: string): TaskClaims {
  const tasks = createTaskModel(documents, table);
  return {
    claim: (key, tokenHash, now, leaseUntil, pin = {}) => claimTask(documents, tasks, key, tokenHash, now, leaseUntil, pin),
    release: (claimed, leaseUntil, usage) => releaseTask(documents, tasks, claimed, leaseUntil, usage),
  };
}

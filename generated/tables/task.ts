// Generated from tables/task.json. Do not edit.

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CustomAttributeType, Entity } from 'electrodb';
import { perTable } from '../../codegen/runtime/entity-model.ts';
import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Sha256 } from '../common/sha256.ts';
import type { TaskError } from '../common/task-error.ts';
import type { Traceparent } from '../common/traceparent.ts';
import type { Usage } from '../common/usage.ts';

/** Worker State: one task of one turn. */
export interface Task {
  /** Partition key: orchestration and turn, "<orchestrationId>#<turn>". */
  requestId: string;
  /** Sort key: index and tool use id, "00-<toolUseId>". */
  taskId: string;
  /** The orchestration. */
  orchestrationId: OrchestrationId;
  /** The turn that asked for it. */
  turn: number;
  /** Position within the turn. */
  index: number;
  /** The model's id of the tool use. */
  toolUseId: string;
  /** The agent, as the model named it. */
  agentId: string;
  /** Pinned version. */
  agentVersion?: string;
  /** Pinned code. */
  codeSha256?: Sha256;
  /** Queue URL or name. */
  target: string;
  /** CREATED counts as dispatched once META.dispatchedTurn has reached its turn. */
  status: "CREATED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "CANCELLED";
  /** Runs started. */
  attempt: number;
  /** End of the run's lease. Milliseconds since the epoch. */
  leaseUntil?: number;
  /** When it is looked at again; absent once final. Milliseconds since the epoch. */
  wakeAt?: number;
  /** When it times out. Milliseconds since the epoch. */
  deadlineAt: number;
  /** Hashes of the tokens handed out in agent_use_id, one a send. */
  tokenHashes: Sha256[];
  /** Tool input as JSON text, when at most 64 KB. */
  input?: string;
  /** Where it is otherwise. */
  inputRef?: Sha256;
  /** Result as JSON text, when at most 64 KB. */
  result?: string;
  /** Where it is otherwise. */
  resultRef?: Sha256;
  /** Why it failed. */
  error?: TaskError;
  /** What its runs consumed, as far as they told. */
  usage?: Usage;
  /** What all runs of the task together may spend on models; set aside from the orchestration's budget in the commit of its turn. */
  allowance?: Allowance;
  /** Whose task it is. */
  tenant?: string;
  /** The trace. */
  traceparent?: Traceparent;
  /** Committed. Milliseconds since the epoch. */
  createdAt: number;
  /** First run began. Milliseconds since the epoch. */
  startedAt?: number;
  /** Became final. Milliseconds since the epoch. */
  endedAt?: number;
  /** When DynamoDB may delete it. Seconds since the epoch. */
  expiresAt?: number;
}

/** What all runs of the task together may spend on models; set aside from the orchestration's budget in the commit of its turn. */
export interface Allowance {
  /** Input and output tokens. */
  tokens: number;
  /** US dollars. */
  costUsd: number;
}

function buildTaskModel(client: DynamoDBDocumentClient, table: string) {
  return new Entity(
    {
      model: { entity: 'task', version: '1', service: 'arbiter' },
      attributes: {
        requestId: { type: 'string', required: true },
        taskId: { type: 'string', required: true },
        orchestrationId: { type: 'string', required: true },
        turn: { type: 'number', required: true },
        index: { type: 'number', required: true },
        toolUseId: { type: 'string', required: true },
        agentId: { type: 'string', required: true },
        agentVersion: { type: 'string' },
        codeSha256: { type: 'string' },
        target: { type: 'string', required: true },
        status: { type: ['CREATED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED'], required: true },
        attempt: { type: 'number', required: true },
        leaseUntil: { type: 'number' },
        wakeAt: { type: 'number' },
        deadlineAt: { type: 'number', required: true },
        tokenHashes: { type: CustomAttributeType<NonNullable<Task['tokenHashes']>>('any'), required: true },
        input: { type: 'string' },
        inputRef: { type: 'string' },
        result: { type: 'string' },
        resultRef: { type: 'string' },
        error: { type: CustomAttributeType<NonNullable<Task['error']>>('any') },
        usage: { type: CustomAttributeType<NonNullable<Task['usage']>>('any') },
        allowance: { type: CustomAttributeType<NonNullable<Task['allowance']>>('any') },
        tenant: { type: 'string' },
        traceparent: { type: 'string' },
        createdAt: { type: 'number', required: true },
        startedAt: { type: 'number' },
        endedAt: { type: 'number' },
        expiresAt: { type: 'number' },
      },
      indexes: {
        primary: { pk: { field: 'requestId', composite: ['requestId'], template: '${requestId}', casing: 'none' }, sk: { field: 'taskId', composite: ['taskId'], template: '${taskId}', casing: 'none' } },
      },
    } as const,
    { client, table },
  );
}

export type TaskModel = ReturnType<typeof buildTaskModel>;

/** The ElectroDB model of Task in table "worker-state". Keys are the attributes themselves; validate with parseTask before a put. Built once for each client and table. */
export const createTaskModel = /* @__PURE__ */ perTable(buildTaskModel);

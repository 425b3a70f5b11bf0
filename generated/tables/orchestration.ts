// Generated from tables/orchestration.json. Do not edit.

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CustomAttributeType, Entity } from 'electrodb';
import { perTable } from '../../codegen/runtime/entity-model.ts';
import type { AgentId } from '../common/agent-id.ts';
import type { OrchestrationId } from '../common/orchestration-id.ts';
import type { Reason } from '../common/reason.ts';
import type { ReplyTo } from '../common/reply-to.ts';
import type { Sha256 } from '../common/sha256.ts';
import type { Traceparent } from '../common/traceparent.ts';

/** The head of one orchestration (sort key META): where it stands. Kept below 1 KB; messages are items of their own. */
export interface Orchestration {
  /** Partition key. */
  orchestrationId: OrchestrationId;
  /** Sort key. */
  item: "META";
  /** READY: may be claimed. THINKING: a model call runs under a lease. WAITING: tasks are out. The rest is final. */
  status: "READY" | "THINKING" | "WAITING" | "COMPLETED" | "FAILED" | "CANCELLED";
  /** Committed assistant messages. */
  turn: number;
  /** Fencing epoch; only rises. */
  epoch: number;
  /** Stored messages. */
  messages: number;
  /** Every task up to this turn was handed to its queue. */
  dispatchedTurn: number;
  /** End of the model call's lease. Milliseconds since the epoch. */
  leaseUntil?: number;
  /** Inbox message of whoever holds the lease, sends the turn or announces the end. It is not acknowledged before that is done, so another record that meets it meanwhile may be. */
  holder?: string;
  /** No model call before this time (backoff). Milliseconds since the epoch. */
  notBefore?: number;
  /** When the sweeper looks at it again. Milliseconds since the epoch. */
  wakeAt?: number;
  /** Shard of the "due" index, "0" to "3"; absent once nothing is left to do. */
  due?: "0" | "1" | "2" | "3";
  /** When it ends at the latest. Milliseconds since the epoch. */
  deadlineAt: number;
  /** Accepted. Milliseconds since the epoch. */
  createdAt: number;
  /** Last change. Milliseconds since the epoch. */
  updatedAt: number;
  /** Became final. Milliseconds since the epoch. */
  endedAt?: number;
  /** When DynamoDB may delete it. Seconds since the epoch. */
  expiresAt?: number;
  /** UTC day of acceptance, YYYY-MM-DD, for listing. */
  day?: string;
  /** The first 120 characters of the task. */
  title?: string;
  /** Model calls of this turn that were throttled, failed or abandoned. */
  attempts?: number;
  /** Malformed answers of this turn. */
  malformed?: number;
  /** Output limit of the next model call, when raised after a truncated answer. */
  maxTokens?: number;
  /** true once this turn's messages were rebuilt after a validation error or compacted. */
  repaired?: boolean;
  /** What it may consume. */
  budget: SpendingLimits;
  /** What it has consumed. */
  usage: Spending;
  /** Hash of the request, so that the same id with another task is refused. */
  requestHash: Sha256;
  /** Hash of the snapshot of agents and prompt, kept as payloads/<sha256>. */
  configHash: Sha256;
  /** Agents fabricated here; they join the snapshot. */
  fabricated?: AgentId[];
  /** answered: the model ended its turn. blocked: a guardrail or content filter intervened. */
  outcome?: "answered" | "blocked";
  /** Why it failed or was cancelled. */
  reason?: Reason;
  /** true once the final event is on the bus. */
  announced?: boolean;
  /** Whose task it is. */
  tenant?: string;
  /** Who asked. */
  requestedBy?: string;
  /** Where the final event is also sent. */
  replyTo?: ReplyTo;
  /** The trace. */
  traceparent?: Traceparent;
  /** Present when it began as a copy of another one's conversation. */
  forkedFrom?: ForkOrigin;
}

/** What it may consume. */
export interface SpendingLimits {
  /** Turns. */
  turns: number;
  /** Tasks. */
  tasks: number;
  /** Tokens. */
  tokens: number;
  /** US dollars. */
  costUsd: number;
  /** Fabrications. */
  fabrications: number;
}

/** What it has consumed. */
export interface Spending {
  /** Tokens in. */
  inputTokens: number;
  /** Tokens out. */
  outputTokens: number;
  /** Cached tokens in. */
  cachedTokens: number;
  /** Model calls. */
  modelCalls: number;
  /** US dollars, of the calls whose price is known. */
  costUsd: number;
  /** Tasks. */
  tasks: number;
  /** Fabrications. */
  fabrications: number;
  /** Model calls whose price is not in the table. */
  unpricedCalls?: number;
  /** Tokens set aside for runs that died without telling what they used; they count as spent. */
  lostTokens?: number;
  /** US dollars set aside for such runs. */
  lostCostUsd?: number;
}

/** Present when it began as a copy of another one's conversation. */
export interface ForkOrigin {
  /** Whose conversation. */
  orchestrationId: OrchestrationId;
  /** The turn that is answered anew; what came before it was copied. */
  turn: number;
}

function buildOrchestrationModel(client: DynamoDBDocumentClient, table: string) {
  return new Entity(
    {
      model: { entity: 'orchestration', version: '1', service: 'arbiter' },
      attributes: {
        orchestrationId: { type: 'string', required: true },
        item: { type: ['META'], required: true },
        status: { type: ['READY', 'THINKING', 'WAITING', 'COMPLETED', 'FAILED', 'CANCELLED'], required: true },
        turn: { type: 'number', required: true },
        epoch: { type: 'number', required: true },
        messages: { type: 'number', required: true },
        dispatchedTurn: { type: 'number', required: true },
        leaseUntil: { type: 'number' },
        holder: { type: 'string' },
        notBefore: { type: 'number' },
        wakeAt: { type: 'number' },
        due: { type: ['0', '1', '2', '3'] },
        deadlineAt: { type: 'number', required: true },
        createdAt: { type: 'number', required: true },
        updatedAt: { type: 'number', required: true },
        endedAt: { type: 'number' },
        expiresAt: { type: 'number' },
        day: { type: 'string' },
        title: { type: 'string' },
        attempts: { type: 'number' },
        malformed: { type: 'number' },
        maxTokens: { type: 'number' },
        repaired: { type: 'boolean' },
        budget: { type: CustomAttributeType<NonNullable<Orchestration['budget']>>('any'), required: true },
        usage: { type: CustomAttributeType<NonNullable<Orchestration['usage']>>('any'), required: true },
        requestHash: { type: 'string', required: true },
        configHash: { type: 'string', required: true },
        fabricated: { type: CustomAttributeType<NonNullable<Orchestration['fabricated']>>('any') },
        outcome: { type: ['answered', 'blocked'] },
        reason: { type: CustomAttributeType<NonNullable<Orchestration['reason']>>('any') },
        announced: { type: 'boolean' },
        tenant: { type: 'string' },
        requestedBy: { type: 'string' },
        replyTo: { type: CustomAttributeType<NonNullable<Orchestration['replyTo']>>('any') },
        traceparent: { type: 'string' },
        forkedFrom: { type: CustomAttributeType<NonNullable<Orchestration['forkedFrom']>>('any') },
      },
      indexes: {
        primary: { pk: { field: 'orchestrationId', composite: ['orchestrationId'], template: '${orchestrationId}', casing: 'none' }, sk: { field: 'item', composite: ['item'], template: '${item}', casing: 'none' } },
        due: { index: 'due', pk: { field: 'due', composite: ['due'], template: '${due}', casing: 'none' }, sk: { field: 'wakeAt', composite: ['wakeAt'], template: '${wakeAt}', casing: 'none' } },
        byDay: { index: 'byDay', pk: { field: 'day', composite: ['day'], template: '${day}', casing: 'none' }, sk: { field: 'createdAt', composite: ['createdAt'], template: '${createdAt}', casing: 'none' } },
      },
    } as const,
    { client, table },
  );
}

export type OrchestrationModel = ReturnType<typeof buildOrchestrationModel>;

/** The ElectroDB model of Orchestration in table "orchestration". Keys are the attributes themselves; validate with parseOrchestration before a put. Built once for each client and table. */
export const createOrchestrationModel = /* @__PURE__ */ perTable(buildOrchestrationModel);

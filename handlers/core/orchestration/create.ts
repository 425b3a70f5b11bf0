import { clip } from '../limits.ts';
import { timing } from '../timing.ts';
import { evolve } from './evolve.ts';
import { dueShard, type Head } from './head.ts';

/** An accepted request: validated, hashed, its first message stored beside the head. */
export interface Accepted {
  readonly orchestrationId: string;
  readonly now: number;
  readonly task: string;
  readonly requestHash: string;
  readonly configHash: string;
  readonly budget: RequestedBudget;
  readonly tenant?: string;
  readonly requestedBy?: string;
  readonly replyTo?: NonNullable<Head['replyTo']>;
  readonly traceparent?: string;
}

export interface RequestedBudget {
  readonly turns?: number;
  readonly tasks?: number;
  readonly tokens?: number;
  readonly costUsd?: number;
  readonly deadlineSeconds?: number;
  readonly fabrications?: number;
}

/** What an orchestration may consume unless the request says otherwise. */
export const defaultBudget = { turns: 30, tasks: 200, tokens: 2_000_000, costUsd: 20, fabrications: 3 } as const;

const noUsage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, modelCalls: 0, costUsd: 0, tasks: 0, fabrications: 0 } as const;

/**
 * The head of a new orchestration, already claimed for its first model call: created and claimed in one write, by
 * the invocation that goes on to call the model. `record` is the inbox message that brought it.
 */
export function create(accepted: Accepted, record: string): Head {
  return evolve(ready(accepted), { type: 'claimed', now: accepted.now, holder: record, results: undefined, fabricated: [], takeover: false, usage: noUsage });
}

/** The head of a new orchestration that nobody has claimed yet: whoever looks at it goes on. */
export function ready(accepted: Accepted): Head {
  const { orchestrationId, now, budget } = accepted;
  return {
    orchestrationId,
    item: 'META',
    status: 'READY',
    turn: 0,
    epoch: 0,
    messages: 1,
    dispatchedTurn: 0,
    wakeAt: now,
    due: dueShard(orchestrationId),
    deadlineAt: now + (budget.deadlineSeconds === undefined ? timing.orchestrationDeadline : budget.deadlineSeconds * 1_000),
    createdAt: now,
    updatedAt: now,
    expiresAt: Math.ceil((now + timing.retention) / 1_000),
    day: utcDay(now),
    title: clip(accepted.task.replaceAll(/\s+/gu, ' ').trim(), 90),
    budget: {
      turns: budget.turns ?? defaultBudget.turns,
      tasks: budget.tasks ?? defaultBudget.tasks,
      tokens: budget.tokens ?? defaultBudget.tokens,
      costUsd: budget.costUsd ?? defaultBudget.costUsd,
      fabrications: budget.fabrications ?? defaultBudget.fabrications,
    },
    usage: noUsage,
    requestHash: accepted.requestHash,
    configHash: accepted.configHash,
    ...(accepted.tenant !== undefined && { tenant: accepted.tenant }),
    ...(accepted.requestedBy !== undefined && { requestedBy: accepted.requestedBy }),
    ...(accepted.replyTo !== undefined && { replyTo: accepted.replyTo }),
    ...(accepted.traceparent !== undefined && { traceparent: accepted.traceparent }),
  };
}

/** YYYY-MM-DD in UTC. */
function utcDay(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/**
 * What an orchestration has spent, and what of its budget is set aside for whom.
 *
 * The commit of a turn sets an allowance aside for each task whose agent may ask a model; the claim after the turn
 * settles them, in the same transaction that takes the turn's results. Both are guarded by status, turn and epoch, so
 * that each happens once, whatever is delivered twice. The n-th run of a task may spend the 2⁻ⁿ part of its allowance:
 * all its runs together stay below it, and a run that died without a word is settled as if it had spent its part.
 */
import type { Task } from '../../../generated/tables/task.ts';
import { isTaskTerminal } from '../task/status.ts';
import type { Head, Usage } from './head.ts';

/** What one run, or all runs of one task, may spend on models. Input and output tokens together; US dollars. */
export type Allowance = NonNullable<Task['allowance']>;

/** One model call's consumption. */
export interface Spent {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  /** Absent when the model's price is not known. */
  readonly costUsd?: number;
}

/** The most that one task is given, however much is left; and a fabrication that belongs to no orchestration. */
export const mostOfOneTask: Allowance = { tokens: 400_000, costUsd: 5 };

export function withCall(usage: Usage, spent: Spent): Usage {
  return {
    ...usage,
    inputTokens: usage.inputTokens + spent.inputTokens,
    outputTokens: usage.outputTokens + spent.outputTokens,
    cachedTokens: usage.cachedTokens + spent.cachedTokens,
    costUsd: usage.costUsd + (spent.costUsd ?? 0),
    modelCalls: usage.modelCalls + 1,
    ...(spent.costUsd === undefined && { unpricedCalls: (usage.unpricedCalls ?? 0) + 1 }),
  };
}

/** Tokens that count against the budget: those used, and those of runs whose use is unknown. */
export function tokensSpent(usage: Usage): number {
  return usage.inputTokens + usage.outputTokens + (usage.lostTokens ?? 0);
}

/** US dollars that count against the budget. */
export function costSpent(usage: Usage): number {
  return usage.costUsd + (usage.lostCostUsd ?? 0);
}

/** Equal parts of what is left for `tasks` tasks and the supervisor's next call; undefined when nothing is left to part. */
export function shareOut({ budget, usage }: Pick<Head, 'budget' | 'usage'>, tasks: number): Allowance | undefined {
  const tokens = Math.floor((budget.tokens - tokensSpent(usage)) / (tasks + 1));
  const costUsd = (budget.costUsd - costSpent(usage)) / (tasks + 1);
  if (tokens < 1 || costUsd <= 0) return undefined;
  return { tokens: Math.min(tokens, mostOfOneTask.tokens), costUsd: Math.min(costUsd, mostOfOneTask.costUsd) };
}

/** What the n-th run (from 1) of a task may spend. */
export function shareOfRun(allowance: Allowance, attempt: number): Allowance {
  const part = 2 ** -Math.max(1, attempt);
  return { tokens: Math.floor(allowance.tokens * part), costUsd: allowance.costUsd * part };
}

/** Earlier runs' consumption and this run's; counts the run. */
export function withRun(earlier: Task['usage'], run: NonNullable<Task['usage']>): NonNullable<Task['usage']> {
  const sum = (name: 'inputTokens' | 'outputTokens' | 'cachedTokens' | 'modelCalls' | 'costUsd' | 'unpricedCalls') => {
    const [before, now] = [earlier?.[name], run[name]];
    return before === undefined && now === undefined ? {} : { [name]: (before ?? 0) + (now ?? 0) };
  };
  return {
    ...sum('inputTokens'),
    ...sum('outputTokens'),
    ...sum('cachedTokens'),
    ...sum('modelCalls'),
    ...sum('costUsd'),
    ...sum('unpricedCalls'),
    attempts: (earlier?.attempts ?? 0) + 1,
  };
}

/** What is set aside for runs of the task that have not told what they used. */
export function unaccounted({ allowance, attempt, usage }: Pick<Task, 'allowance' | 'attempt' | 'usage'>): Allowance {
  let [tokens, costUsd] = [0, 0];
  if (allowance === undefined) return { tokens, costUsd };
  for (let run = 1; run <= attempt - (usage?.attempts ?? 0); run++) {
    const share = shareOfRun(allowance, run);
    tokens += share.tokens;
    costUsd += share.costUsd;
  }
  // Which runs were lost is not known, so the largest parts are taken; all runs together had no more than the allowance.
  return {
    tokens: Math.max(0, Math.min(tokens, allowance.tokens - (usage?.inputTokens ?? 0) - (usage?.outputTokens ?? 0))),
    costUsd: Math.max(0, Math.min(costUsd, allowance.costUsd - (usage?.costUsd ?? 0))),
  };
}

/** The usage once these tasks of the head's turn are settled; as it is when the turn has been settled already. */
export function settled(head: Head, tasks: readonly Task[]): Usage {
  if (head.status !== 'WAITING') return head.usage;
  return tasks.filter((task) => task.turn === head.turn && (isTaskTerminal(task) || task.attempt > 0)).reduce(settle, head.usage);
}

function settle(before: Usage, task: Task): Usage {
  const { usage = {} } = task;
  const lost = unaccounted(task);
  return {
    ...before,
    inputTokens: before.inputTokens + (usage.inputTokens ?? 0),
    outputTokens: before.outputTokens + (usage.outputTokens ?? 0),
    cachedTokens: before.cachedTokens + (usage.cachedTokens ?? 0),
    modelCalls: before.modelCalls + (usage.modelCalls ?? 0),
    costUsd: before.costUsd + (usage.costUsd ?? 0),
    ...(usage.unpricedCalls !== undefined && { unpricedCalls: (before.unpricedCalls ?? 0) + usage.unpricedCalls }),
    ...(lost.tokens > 0 && { lostTokens: (before.lostTokens ?? 0) + lost.tokens, lostCostUsd: (before.lostCostUsd ?? 0) + lost.costUsd }),
  };
}

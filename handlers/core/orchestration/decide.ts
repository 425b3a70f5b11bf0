/**
 * The orchestration state machine: READY → THINKING ⇄ WAITING, any of them → COMPLETED | FAILED | CANCELLED.
 *
 * `decide` says what an input means for a state: at most one fact to save, and what to do once it is saved. It is
 * level-triggered: a duplicate, late or out-of-order input meets a state that has moved on and decides to nothing.
 * The invariants it keeps are numbered in ../../ARCHITECTURE.md: S1 S2 S3 S5 S6 S9 C1.
 */
import type { Task } from '../../../generated/tables/task.ts';
import { clip, limits } from '../limits.ts';
import { isHosted, isTaskTerminal } from '../task/status.ts';
import { timing } from '../timing.ts';
import { answerText, toolResults, toolUses, type Block, type ResultText } from './conversation.ts';
import type { Fact } from './fact.ts';
import { isTerminal, type Head, type Reason, type Usage } from './head.ts';
import { costSpent, settled as settledUsage, tokensSpent, withCall, type Spent } from './spending.ts';

export type StopReason =
  | 'tool_use'
  | 'end_turn'
  | 'stop_sequence'
  | 'max_tokens'
  | 'guardrail_intervened'
  | 'content_filtered'
  | 'malformed_model_output'
  | 'malformed_tool_use'
  | 'model_context_window_exceeded';

export type Input =
  /**
   * Someone looks: a tick, a redelivery, a completion that was recorded. `tasks` are those of the head's turn; `record` is the
   * inbox message in hand; `paused`: an operator wants no turn to begin.
   */
  | { readonly type: 'looked'; readonly now: number; readonly record: string; readonly tasks: readonly Task[]; readonly paused?: boolean }
  /** What the claim of a finished turn needs has been read. */
  | {
      readonly type: 'gathered';
      readonly now: number;
      readonly record: string;
      readonly tasks: readonly Task[];
      readonly assistant: readonly Block[];
      readonly texts: ReadonlyMap<string, ResultText>;
      readonly fabricated: readonly string[];
    }
  /** The model answered the claim of `epoch`. `tasks` are its tool uses made into tasks (those that cannot run are FAILED already). */
  | {
      readonly type: 'answered';
      readonly now: number;
      readonly epoch: number;
      readonly blocks: readonly Block[];
      readonly stopReason: StopReason;
      readonly spent: Spent;
      readonly tasks: readonly Task[];
      /** Id of the model that answered. */
      readonly model?: string;
    }
  /** The model call of `epoch` gave no answer. `fraction` in [0, 1) is the jitter. */
  | {
      readonly type: 'modelFailed';
      readonly now: number;
      readonly epoch: number;
      readonly kind: 'throttled' | 'unavailable' | 'invalid' | 'denied';
      readonly message: string;
      readonly fraction: number;
      /** The reason's code when it was denied. */
      readonly code?: string;
      /** The service's own wish; never longer than the largest backoff. Milliseconds. */
      readonly retryAfterMs?: number;
    }
  /** The model was not called: the question alone takes about `tokens`, and up to `costUsd` US dollars where its price is known; one is more than is left. */
  | { readonly type: 'unaffordable'; readonly now: number; readonly epoch: number; readonly tokens: number; readonly costUsd?: number }
  | { readonly type: 'historyBroken'; readonly now: number; readonly epoch: number; readonly message: string }
  /** Somebody wants it to end. `tasks` are those of the head's turn; `record` is the inbox message in hand. */
  | {
      readonly type: 'cancelRequested';
      readonly now: number;
      readonly record: string;
      readonly by: string;
      readonly reason?: string;
      readonly tasks: readonly Task[];
    }
  /** Every open task of the turn is on its queue; `first`: sent by whoever committed the turn, so nobody has looked at it before. */
  | { readonly type: 'dispatched'; readonly now: number; readonly turn: number; readonly tasks: readonly Task[]; readonly first: boolean }
  | { readonly type: 'announced'; readonly now: number };

export type Command =
  /** Read the assistant message and the task results of the finished turn, then `gathered`. */
  | { readonly type: 'gather' }
  /** Call the model under the epoch just claimed, then `answered` or `modelFailed`. */
  | { readonly type: 'askModel'; readonly epoch: number }
  /** Send the turn's tasks that are not terminal and not running, then `dispatched`. */
  | { readonly type: 'dispatch'; readonly turn: number }
  /** End these tasks as TIMED_OUT, then look again. */
  | { readonly type: 'timeOut'; readonly tasks: readonly Task[] }
  /** End what is left of the turn's tasks, publish the final event, then `announced`. */
  | { readonly type: 'announce' }
  /** Look again at once. */
  | { readonly type: 'look' }
  /** Look again after a while: a message to oneself. */
  | { readonly type: 'wake'; readonly at: number }
  /** Do not acknowledge: this record is the one that goes on if whoever holds the lease dies. Give it back until `at`. */
  | { readonly type: 'giveBack'; readonly at: number }
  | { readonly type: 'stop'; readonly why: 'settled' | 'waiting' | 'held' | 'fenced' };

export interface Decision {
  readonly fact?: Fact;
  readonly next: Command;
}

export function decide(head: Head, input: Input): Decision {
  switch (input.type) {
    case 'looked': {
      const decision = looked(head, input);
      return input.paused === true && beginsTurn(decision) ? { fact: { type: 'postponed', now: input.now }, next: waiting } : decision;
    }
    case 'gathered':
      return gathered(head, input);
    case 'answered':
      return answered(head, input);
    case 'modelFailed':
      return modelFailed(head, input);
    case 'unaffordable':
      return isMine(head, input.epoch) ? fail(input.now, head.holder, tooLittleLeft(head, input)) : fenced;
    case 'historyBroken':
      return isMine(head, input.epoch) ? fail(input.now, head.holder, { code: 'HISTORY_BROKEN', message: input.message }) : fenced;
    case 'cancelRequested':
      if (isTerminal(head)) return ended(head, input);
      return {
        fact: {
          type: 'cancelled',
          now: input.now,
          holder: input.record,
          reason: { code: 'CANCELLED', message: `cancelled by "${input.by}"${input.reason === undefined ? '' : `: ${input.reason}`}` },
          usage: settledUsage(head, input.tasks),
        },
        next: { type: 'announce' },
      };
    case 'dispatched':
      return dispatched(head, input);
    case 'announced':
      return isTerminal(head) && head.announced !== true ? { fact: { type: 'announced', now: input.now }, next: settled } : { next: settled };
  }
}

const settled: Command = { type: 'stop', why: 'settled' };
const waiting: Command = { type: 'stop', why: 'waiting' };
const fenced: Decision = { next: { type: 'stop', why: 'fenced' } };

function beginsTurn({ fact, next }: Decision): boolean {
  return fact?.type === 'claimed' || next.type === 'gather';
}

function looked(head: Head, { now, record, tasks }: Extract<Input, { type: 'looked' }>): Decision {
  if (isTerminal(head)) return ended(head, { now, record });
  if (now >= head.deadlineAt)
    return fail(
      now,
      record,
      { code: 'DEADLINE', message: `the deadline passed after ${head.turn} turns: raise "budget.deadlineSeconds" or split the task` },
      settledUsage(head, tasks),
    );
  switch (head.status) {
    case 'THINKING':
      return (head.leaseUntil ?? 0) > now ? held(head, record, head.leaseUntil ?? now) : claim(head, now, record, undefined, [], true);
    case 'READY':
      return (head.notBefore ?? 0) > now ? { next: { type: 'giveBack', at: head.notBefore ?? now } } : claim(head, now, record, undefined, [], false);
    case 'WAITING':
      return waited(head, now, record, tasks);
    case 'COMPLETED':
    case 'FAILED':
    case 'CANCELLED':
      return { next: settled };
  }
}

/** Whoever ended it announces it; others only when that is overdue. Any other record may meet the moment in between. */
function ended(head: Head, { now, record }: { readonly now: number; readonly record: string }): Decision {
  if (head.announced === true) return { next: settled };
  const mine = head.holder === undefined || head.holder === record;
  return { next: mine || now >= (head.wakeAt ?? now) ? { type: 'announce' } : { type: 'stop', why: 'held' } };
}

/** The holder's own record, delivered twice, must outlive the holder; any other record has nothing to add to it. */
function held(head: Head, record: string, until: number): Decision {
  return { next: head.holder === undefined || head.holder === record ? { type: 'giveBack', at: until } : { type: 'stop', why: 'held' } };
}

function waited(head: Head, now: number, record: string, tasks: readonly Task[]): Decision {
  const open = tasks.filter((task) => !isTaskTerminal(task));
  const overdue = open.filter((task) => task.deadlineAt <= now);
  if (overdue.length > 0) return { next: { type: 'timeOut', tasks: overdue } };
  if (open.length > 0) return { next: isUnsent(head, now, record) ? { type: 'dispatch', turn: head.turn } : waiting };
  return { next: { type: 'gather' } };
}

/** A turn may be unsent when the record under which it was committed comes again, or when it is not marked as sent and time is up. */
function isUnsent(head: Head, now: number, record: string): boolean {
  return head.dispatchedTurn < head.turn && (head.holder === undefined || head.holder === record || now >= (head.wakeAt ?? now));
}

/** S6: a finished turn is claimed only when the consistent read shows every task terminal. */
function gathered(head: Head, input: Extract<Input, { type: 'gathered' }>): Decision {
  const finished = input.tasks.length > 0 && input.tasks.every((task) => task.turn === head.turn && isTaskTerminal(task));
  if (head.status !== 'WAITING' || !finished) return { next: { type: 'look' } };
  const settledHead = { ...head, usage: settledUsage(head, input.tasks) };
  return claim(settledHead, input.now, input.record, toolResults(input.assistant, input.tasks, input.texts), input.fabricated, false);
}

function claim(head: Head, now: number, holder: string, results: readonly Block[] | undefined, fabricated: readonly string[], takeover: boolean): Decision {
  const spent = overspent(head);
  if (spent !== undefined) return fail(now, holder, spent, head.usage);
  if (takeover && (head.attempts ?? 0) + 1 >= limits.modelAttempts)
    return fail(now, holder, { code: 'MODEL_ATTEMPTS', message: `${limits.modelAttempts} model calls of turn ${head.turn + 1} ended without an answer` });
  return { fact: { type: 'claimed', now, holder, results, fabricated, takeover, usage: head.usage }, next: { type: 'askModel', epoch: head.epoch + 1 } };
}

/** Budgets are checked where money is about to be spent. */
function overspent({ budget, usage, turn }: Head): Reason | undefined {
  if (turn >= budget.turns) return { code: 'BUDGET_TURNS', message: `the turn budget of ${budget.turns} is spent: raise "budget.turns" or split the task` };
  const tokens = tokensSpent(usage);
  const cost = costSpent(usage);
  if (tokens >= budget.tokens)
    return { code: 'BUDGET_TOKENS', message: `${tokens} of ${budget.tokens} tokens are spent: raise "budget.tokens" or split the task` };
  if (cost >= budget.costUsd)
    return { code: 'BUDGET_COST', message: `${cost.toFixed(4)} of ${budget.costUsd} US dollars are spent: raise "budget.costUsd" or split the task` };
  return undefined;
}

function tooLittleLeft({ budget, usage }: Head, { tokens, costUsd = 0 }: Extract<Input, { type: 'unaffordable' }>): Reason {
  const tokensLeft = budget.tokens - tokensSpent(usage);
  if (tokens > tokensLeft)
    return {
      code: 'BUDGET_TOKENS',
      message: `${tokensLeft} of ${budget.tokens} tokens are left and the next question takes about ${tokens}: raise "budget.tokens" or split the task`,
    };
  const costLeft = budget.costUsd - costSpent(usage);
  return {
    code: 'BUDGET_COST',
    message: `${costLeft.toFixed(4)} of ${budget.costUsd} US dollars are left and the next question takes up to ${costUsd.toFixed(4)}: raise "budget.costUsd" or split the task`,
  };
}

/** S5: only the holder of the current epoch may commit. */
function isMine(head: Head, epoch: number): boolean {
  return head.status === 'THINKING' && head.epoch === epoch;
}

function answered(head: Head, input: Extract<Input, { type: 'answered' }>): Decision {
  if (!isMine(head, input.epoch)) return fenced;
  const { now, blocks, stopReason } = input;
  const usage = withCall(head.usage, input.spent);
  const uses = toolUses(blocks);
  switch (stopReason) {
    case 'tool_use':
      return uses.length > 0 ? commitTurn(head, input, usage) : malformed(head, now, usage, 'the model stopped for tool use and asked for none');
    case 'end_turn':
    case 'stop_sequence':
      if (uses.length > 0) return commitTurn(head, input, usage);
      if (answerText(blocks) === '') return malformed(head, now, usage, 'the model ended its turn without a word');
      return { fact: { type: 'completed', now, blocks, usage, outcome: 'answered', ...by(input) }, next: { type: 'announce' } };
    case 'guardrail_intervened':
    case 'content_filtered':
      return {
        fact: { type: 'completed', now, blocks: blocks.filter((block) => block.type === 'text'), usage, outcome: 'blocked', ...by(input) },
        next: { type: 'announce' },
      };
    case 'max_tokens':
      if (head.maxTokens !== undefined)
        return fail(now, head.holder, { code: 'MAX_TOKENS', message: `the answer was cut at ${head.maxTokens} output tokens, twice the limit` }, usage);
      return release(now, now, { maxTokens: limits.maxTokens * 2 }, usage);
    case 'malformed_model_output':
    case 'malformed_tool_use':
      return malformed(head, now, usage, `the model's answer could not be read (${stopReason})`);
    case 'model_context_window_exceeded':
      if (head.repaired === true)
        return fail(
          now,
          head.holder,
          { code: 'CONTEXT_WINDOW', message: 'the conversation does not fit the model, even with its tool results shortened' },
          usage,
        );
      return release(now, now, { repaired: true }, usage);
  }
}

function commitTurn(head: Head, input: Extract<Input, { type: 'answered' }>, usage: Usage): Decision {
  const dispatchable = input.tasks.filter((task) => !isTaskTerminal(task));
  const spent: Usage = {
    ...usage,
    tasks: usage.tasks + dispatchable.length + input.tasks.filter(({ status }) => status === 'SUCCEEDED').length,
    fabrications: usage.fabrications + dispatchable.filter((task) => task.agentId === 'fabricator').length,
  };
  return {
    fact: { type: 'turnCommitted', now: input.now, blocks: input.blocks, tasks: input.tasks, usage: spent, ...by(input) },
    next: dispatchable.length > 0 ? { type: 'dispatch', turn: head.turn + 1 } : { type: 'look' },
  };
}

/** Which model answered, where that is known. */
function by({ model }: Extract<Input, { type: 'answered' }>): { readonly model?: string } {
  return model === undefined ? {} : { model };
}

function malformed(head: Head, now: number, usage: Usage, message: string): Decision {
  const count = (head.malformed ?? 0) + 1;
  if (count > limits.malformedAnswers) return fail(now, head.holder, { code: 'MODEL_MALFORMED', message: `${message}, ${count} times in a row` }, usage);
  return release(now, now, { malformed: count }, usage);
}

function modelFailed(head: Head, input: Extract<Input, { type: 'modelFailed' }>): Decision {
  if (!isMine(head, input.epoch)) return fenced;
  const { now, message } = input;
  const usage = withCall(head.usage, { inputTokens: 0, outputTokens: 0, cachedTokens: 0, costUsd: 0 });
  if (input.kind === 'denied') return fail(now, head.holder, { code: input.code ?? 'MODEL_DENIED', message }, usage);
  if (input.kind === 'invalid') {
    if (head.repaired === true) return fail(now, head.holder, { code: 'MODEL_REFUSED', message: `the model refused the request: ${message}` }, usage);
    return release(now, now, { repaired: true }, usage);
  }
  const attempts = (head.attempts ?? 0) + 1;
  if (attempts >= limits.modelAttempts)
    return fail(now, head.holder, { code: 'MODEL_ATTEMPTS', message: `${attempts} model calls failed, the last with: ${message}` }, usage);
  const backoff = input.fraction * Math.min(timing.backoffCap, timing.backoffBase * 2 ** attempts);
  const notBefore = now + Math.ceil(Math.max(backoff, Math.min(input.retryAfterMs ?? 0, timing.backoffCap)));
  return release(now, notBefore, { attempts }, usage);
}

function release(now: number, notBefore: number, retry: Extract<Fact, { type: 'released' }>['retry'], usage: Usage): Decision {
  return { fact: { type: 'released', now, notBefore, retry, usage }, next: notBefore <= now ? { type: 'look' } : { type: 'wake', at: notBefore } };
}

function dispatched(head: Head, input: Extract<Input, { type: 'dispatched' }>): Decision {
  if (head.status !== 'WAITING' || head.turn !== input.turn || head.dispatchedTurn >= input.turn) return { next: waiting };
  const open = input.tasks.filter((task) => !isTaskTerminal(task));
  // Saves a write for each turn: most have ended before anybody would look, and what is sent twice the worker runs once.
  if (input.first && open.every(isHosted)) return { next: waiting };
  return { fact: { type: 'dispatched', now: input.now, wakeAt: Math.min(...open.map((task) => task.deadlineAt)) }, next: waiting };
}

/** `holder`: the inbox message under which it fails. Services may say more than a head takes. */
function fail(now: number, holder: string | undefined, { code, message }: Reason, usage?: Usage): Decision {
  return {
    fact: {
      type: 'failed',
      now,
      ...(holder !== undefined && { holder }),
      reason: { code, message: clip(message, limits.errorCharacters) },
      ...(usage !== undefined && { usage }),
    },
    next: { type: 'announce' },
  };
}

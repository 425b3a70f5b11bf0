import { limits } from '../limits.ts';
import { isHosted, isTaskTerminal } from '../task/status.ts';
import { timing } from '../timing.ts';
import type { Fact } from './fact.ts';
import { dueShard, type Head } from './head.ts';

/** The head after a fact. Total and pure: replaying the facts of an orchestration gives its head. */
export function evolve(head: Head, fact: Fact): Head {
  switch (fact.type) {
    case 'claimed':
      return awake(
        {
          ...without(head, 'notBefore'),
          status: 'THINKING',
          epoch: head.epoch + 1,
          leaseUntil: fact.now + timing.supervisorLease,
          holder: fact.holder,
          messages: head.messages + (fact.results === undefined ? 0 : 1),
          ...(fact.fabricated.length > 0 && { fabricated: [...new Set([...(head.fabricated ?? []), ...fact.fabricated])].slice(-limits.fabricated) }),
          usage: fact.usage,
          ...(fact.takeover && { attempts: (head.attempts ?? 0) + 1 }),
          updatedAt: fact.now,
        },
        fact.now + timing.supervisorLease + timing.leaseGrace,
      );
    case 'turnCommitted':
      return awake(
        {
          ...calm(head),
          // Should this record come again, the turn may be unsent.
          ...(head.holder !== undefined && { holder: head.holder }),
          status: 'WAITING',
          turn: head.turn + 1,
          messages: head.messages + 1,
          usage: fact.usage,
          updatedAt: fact.now,
        },
        fact.now + (fact.tasks.every((task) => isTaskTerminal(task) || isHosted(task)) ? timing.hostedTurn : timing.redispatch),
      );
    case 'completed':
      return ended(
        { ...calm(head), status: 'COMPLETED', turn: head.turn + 1, messages: head.messages + 1, usage: fact.usage, outcome: fact.outcome },
        fact.now,
        head.holder,
      );
    case 'failed':
      return ended({ ...calm(head), status: 'FAILED', epoch: head.epoch + 1, reason: fact.reason, usage: fact.usage ?? head.usage }, fact.now, fact.holder);
    case 'cancelled':
      return ended({ ...calm(head), status: 'CANCELLED', epoch: head.epoch + 1, reason: fact.reason, usage: fact.usage }, fact.now, fact.holder);
    case 'released':
      return awake(
        {
          ...without(head, 'leaseUntil', 'holder'),
          status: 'READY',
          notBefore: fact.notBefore,
          ...fact.retry,
          usage: fact.usage ?? head.usage,
          updatedAt: fact.now,
        },
        fact.notBefore,
      );
    case 'dispatched':
      return awake({ ...without(head, 'holder'), dispatchedTurn: head.turn, updatedAt: fact.now }, fact.wakeAt);
    case 'postponed':
      return awake({ ...head, updatedAt: fact.now }, fact.now + timing.pauseCheck);
    case 'announced':
      return { ...without(head, 'wakeAt', 'due', 'holder'), announced: true, updatedAt: fact.now };
  }
}

/** S9: whatever is not finished carries a wakeAt, never later than its deadline. */
function awake(head: Head, wakeAt: number): Head {
  return { ...head, wakeAt: Math.min(wakeAt, Math.max(head.deadlineAt, head.updatedAt)), due: dueShard(head.orchestrationId) };
}

/** Should the holder's record come again, the end may be unannounced. */
function ended(head: Head, now: number, holder: string | undefined): Head {
  const about = { endedAt: now, updatedAt: now, wakeAt: now + timing.reannounce, due: dueShard(head.orchestrationId) };
  return { ...head, ...about, ...(holder !== undefined && { holder }) };
}

/** Without what belongs to a model call in progress. */
function calm(head: Head): Head {
  const {
    leaseUntil: _lease,
    holder: _holder,
    notBefore: _notBefore,
    attempts: _attempts,
    malformed: _malformed,
    maxTokens: _maxTokens,
    repaired: _repaired,
    ...rest
  } = head;
  return rest;
}

function without(head: Head, ...names: readonly ('leaseUntil' | 'holder' | 'notBefore' | 'wakeAt' | 'due')[]): Head {
  const rest = { ...head };
  for (const name of names) delete rest[name];
  return rest;
}

import { expect, it } from 'vitest';
import { decide } from '../../../handlers/core/orchestration/decide.ts';
import { evolve } from '../../../handlers/core/orchestration/evolve.ts';
import { timing } from '../../../handlers/core/timing.ts';
import { ended, givenThinking, givenWaiting, T0 } from './given.ts';

const later = T0 + 10_000;
const { head: waiting, tasks } = givenWaiting(1);
const done = tasks.map((task) => ended(task));
const lapsed = givenThinking({ leaseUntil: T0 });
const { leaseUntil: _lease, ...unclaimed } = givenThinking({ status: 'READY' });

it.each([
  ['a finished turn', waiting, done],
  ['a model call whose holder died', lapsed, []],
  ['a request that nobody has claimed', unclaimed, []],
])('while paused, %s stays as it is and is looked at again', (_what, head, itsTasks) => {
  const decision = decide(head, { type: 'looked', now: later, record: 'r-1', tasks: itsTasks, paused: true });
  expect(decision).toEqual({ fact: { type: 'postponed', now: later }, next: { type: 'stop', why: 'waiting' } });
  expect(evolve(head, { type: 'postponed', now: later })).toEqual({ ...head, updatedAt: later, wakeAt: later + timing.pauseCheck });
});

it('while paused, tasks are still handed over and the deadline still counts', () => {
  expect(decide(waiting, { type: 'looked', now: later, record: 'r-1', tasks, paused: true }).next).toEqual({ type: 'dispatch', turn: 1 });
  expect(decide(unclaimed, { type: 'looked', now: unclaimed.deadlineAt, record: 'r-1', tasks: [], paused: true })).toMatchObject({
    fact: { type: 'failed', reason: { code: 'DEADLINE' } },
  });
});

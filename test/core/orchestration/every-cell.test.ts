/**
 * Every state meets every input, duplicates, late and out-of-order ones included: each cell has an outcome that was
 * thought of. A cell reads `fact > command`; without a fact, the command alone.
 */
import { describe, expect, it } from 'vitest';
import { decide, type Decision, type Input } from '../../../handlers/core/orchestration/decide.ts';
import { evolve } from '../../../handlers/core/orchestration/evolve.ts';
import { isTerminal, type Head } from '../../../handlers/core/orchestration/head.ts';
import { timing } from '../../../handlers/core/timing.ts';
import { ended, givenTask, givenThinking, givenWaiting, T0, useBlocks } from './given.ts';

const now = T0 + 5_000;
const { head: waiting, tasks } = givenWaiting();
const done = tasks.map((task) => ended(task));
const thinking = givenThinking();
const reason = { code: 'X', message: 'x' };

const states = {
  'READY, due': evolve(thinking, { type: 'released', now: T0, notBefore: T0, retry: { attempts: 1 } }),
  'READY, backing off': evolve(thinking, { type: 'released', now: T0, notBefore: T0 + 60_000, retry: { attempts: 1 } }),
  'THINKING, lease alive': thinking,
  'THINKING, lease over': { ...thinking, leaseUntil: T0 },
  'THINKING, taken over': { ...thinking, epoch: 2, holder: 'r-9' },
  'WAITING, not handed over': waiting,
  'WAITING, not handed over for long': { ...waiting, wakeAt: now },
  'WAITING, handed over': { ...waiting, dispatchedTurn: 1 },
  'WAITING, a turn later': { ...waiting, turn: 2, messages: 4 },
  COMPLETED: evolve(thinking, { type: 'completed', now: T0 + 1, blocks: [], usage: thinking.usage, outcome: 'answered' }),
  FAILED: evolve(thinking, { type: 'failed', now: T0 + 1, holder: 'r-1', reason }),
  CANCELLED: evolve(thinking, { type: 'cancelled', now: T0 + 1, holder: 'r-1', reason, usage: thinking.usage }),
  'FAILED, announcement overdue': { ...evolve(thinking, { type: 'failed', now: T0 + 1, holder: 'r-1', reason }), wakeAt: now },
  'COMPLETED, announced': evolve(evolve(thinking, { type: 'completed', now: T0 + 1, blocks: [], usage: thinking.usage, outcome: 'answered' }), {
    type: 'announced',
    now: T0 + 2,
  }),
} satisfies Record<string, Head>;

const answer = { spent: { inputTokens: 1, outputTokens: 1, cachedTokens: 0, costUsd: 0 } } as const;
const gathered = { type: 'gathered', now, record: 'r-2', assistant: useBlocks(2), texts: new Map(), fabricated: [] } as const;

const inputs = {
  'looked, tasks open': { type: 'looked', now, record: 'r-2', tasks },
  'looked, tasks ended': { type: 'looked', now, record: 'r-2', tasks: done },
  "looked, by the holder's record": { type: 'looked', now, record: 'r-1', tasks },
  'looked, a task overdue': { type: 'looked', now, record: 'r-2', tasks: tasks.map((task) => ({ ...task, deadlineAt: T0 })) },
  'looked, after the deadline': { type: 'looked', now: waiting.deadlineAt, record: 'r-2', tasks: done },
  gathered: { ...gathered, tasks: done },
  'gathered, a task open': { ...gathered, tasks },
  'gathered, nothing': { ...gathered, tasks: [] },
  'answered with tool uses': { type: 'answered', now, epoch: 1, blocks: useBlocks(1), stopReason: 'tool_use', tasks: [givenTask(0)], ...answer },
  'answered with text': { type: 'answered', now, epoch: 1, blocks: [{ type: 'text', text: '3' }], stopReason: 'end_turn', tasks: [], ...answer },
  'answered, older epoch': { type: 'answered', now, epoch: 0, blocks: [{ type: 'text', text: '3' }], stopReason: 'end_turn', tasks: [], ...answer },
  throttled: { type: 'modelFailed', now, epoch: 1, kind: 'throttled', message: '', fraction: 0.5 },
  'throttled, older epoch': { type: 'modelFailed', now, epoch: 0, kind: 'throttled', message: '', fraction: 0.5 },
  'history broken': { type: 'historyBroken', now, epoch: 1, message: '' },
  'question unaffordable': { type: 'unaffordable', now, epoch: 1, tokens: 9 },
  'cancel requested': { type: 'cancelRequested', now, record: 'r-2', by: 'ana', tasks },
  dispatched: { type: 'dispatched', now, turn: 1, tasks, first: true },
  announced: { type: 'announced', now },
} satisfies Record<string, Input>;

/** What the announcement may change of a head that has ended. */
const told = { wakeAt: 0, due: '', holder: '', announced: true, updatedAt: 0 };

type Cells = Readonly<Record<keyof typeof inputs, string>>;

/** What a terminal state makes of anything but its announcement, which is the business of the record under which it ended. */
const ending: Cells = {
  'looked, tasks open': 'stop held',
  'looked, tasks ended': 'stop held',
  "looked, by the holder's record": 'announce',
  'looked, a task overdue': 'stop held',
  'looked, after the deadline': 'announce',
  gathered: 'look',
  'gathered, a task open': 'look',
  'gathered, nothing': 'look',
  'answered with tool uses': 'stop fenced',
  'answered with text': 'stop fenced',
  'answered, older epoch': 'stop fenced',
  throttled: 'stop fenced',
  'throttled, older epoch': 'stop fenced',
  'history broken': 'stop fenced',
  'question unaffordable': 'stop fenced',
  'cancel requested': 'stop held',
  dispatched: 'stop waiting',
  announced: 'announced > stop settled',
};

/** What every state that has no model call makes of an answer. */
const fenced = {
  'answered with tool uses': 'stop fenced',
  'answered with text': 'stop fenced',
  'answered, older epoch': 'stop fenced',
  throttled: 'stop fenced',
  'throttled, older epoch': 'stop fenced',
  'history broken': 'stop fenced',
  'question unaffordable': 'stop fenced',
} as const;

const going = { 'looked, after the deadline': 'failed > announce', 'cancel requested': 'cancelled > announce', announced: 'stop settled' } as const;
const unfinished = { gathered: 'look', 'gathered, a task open': 'look', 'gathered, nothing': 'look', dispatched: 'stop waiting' } as const;
const allLooks = (cell: string) => ({
  'looked, tasks open': cell,
  'looked, tasks ended': cell,
  "looked, by the holder's record": cell,
  'looked, a task overdue': cell,
});

const table: Readonly<Record<keyof typeof states, Cells>> = {
  'READY, due': { ...going, ...unfinished, ...fenced, ...allLooks('claimed > askModel') },
  'READY, backing off': { ...going, ...unfinished, ...fenced, ...allLooks('giveBack') },
  'THINKING, lease alive': {
    ...going,
    ...unfinished,
    ...fenced,
    ...allLooks('stop held'),
    "looked, by the holder's record": 'giveBack',
    'answered with tool uses': 'turnCommitted > dispatch',
    'answered with text': 'completed > announce',
    throttled: 'released > wake',
    'history broken': 'failed > announce',
    'question unaffordable': 'failed > announce',
  },
  'THINKING, lease over': {
    ...going,
    ...unfinished,
    ...fenced,
    ...allLooks('claimed > askModel'),
    // Late, and still the holder: nobody has taken over.
    'answered with tool uses': 'turnCommitted > dispatch',
    'answered with text': 'completed > announce',
    throttled: 'released > wake',
    'history broken': 'failed > announce',
    'question unaffordable': 'failed > announce',
  },
  'THINKING, taken over': { ...going, ...unfinished, ...fenced, ...allLooks('stop held') },
  'WAITING, not handed over': {
    ...going,
    ...fenced,
    'looked, tasks open': 'stop waiting',
    'looked, tasks ended': 'gather',
    "looked, by the holder's record": 'dispatch',
    'looked, a task overdue': 'timeOut',
    gathered: 'claimed > askModel',
    'gathered, a task open': 'look',
    'gathered, nothing': 'look',
    dispatched: 'dispatched > stop waiting',
  },
  'WAITING, not handed over for long': {
    ...going,
    ...fenced,
    'looked, tasks open': 'dispatch',
    'looked, tasks ended': 'gather',
    "looked, by the holder's record": 'dispatch',
    'looked, a task overdue': 'timeOut',
    gathered: 'claimed > askModel',
    'gathered, a task open': 'look',
    'gathered, nothing': 'look',
    dispatched: 'dispatched > stop waiting',
  },
  'WAITING, handed over': {
    ...going,
    ...fenced,
    'looked, tasks open': 'stop waiting',
    'looked, tasks ended': 'gather',
    "looked, by the holder's record": 'stop waiting',
    'looked, a task overdue': 'timeOut',
    gathered: 'claimed > askModel',
    'gathered, a task open': 'look',
    'gathered, nothing': 'look',
    dispatched: 'stop waiting',
  },
  'WAITING, a turn later': {
    ...going,
    ...fenced,
    ...unfinished,
    'looked, tasks open': 'stop waiting',
    'looked, tasks ended': 'gather',
    "looked, by the holder's record": 'dispatch',
    'looked, a task overdue': 'timeOut',
  },
  COMPLETED: ending,
  FAILED: ending,
  CANCELLED: ending,
  'FAILED, announcement overdue': { ...ending, ...allLooks('announce'), 'cancel requested': 'announce' },
  'COMPLETED, announced': {
    ...ending,
    ...allLooks('stop settled'),
    'looked, after the deadline': 'stop settled',
    'cancel requested': 'stop settled',
    announced: 'stop settled',
  },
};

function cellOf({ fact, next }: Decision): string {
  const command = next.type === 'stop' ? `stop ${next.why}` : next.type;
  return fact === undefined ? command : `${fact.type} > ${command}`;
}

describe.each(Object.entries(states))('%s', (name, head) => {
  it('has an outcome for every input', () => {
    const found = Object.fromEntries(Object.entries(inputs).map(([input, value]) => [input, cellOf(decide(head, value))]));
    expect(found).toEqual(table[name as keyof typeof states]);
  });

  it.each(Object.entries(inputs))('keeps S1, S2, S5 and S9 through: %s', (_name, input) => {
    const { fact } = decide(head, input);
    if (fact === undefined) return;
    const after = evolve(head, fact);
    expect(after.epoch).toBeGreaterThanOrEqual(head.epoch);
    expect(after.turn - head.turn).toBeGreaterThanOrEqual(0);
    expect(after.turn - head.turn).toBeLessThanOrEqual(1);
    expect(after.messages).toBe(
      head.messages + (fact.type === 'turnCommitted' || fact.type === 'completed' || (fact.type === 'claimed' && fact.results !== undefined) ? 1 : 0),
    );
    if (isTerminal(head)) expect({ ...after, ...told }).toEqual({ ...head, ...told });
    else if (!isTerminal(after)) {
      expect(after.due).toBeDefined();
      expect(after.wakeAt).toBeLessThanOrEqual(after.deadlineAt);
    } else if (after.announced !== true) expect(after.wakeAt).toBe((after.endedAt ?? 0) + timing.reannounce);
  });

  it.each(Object.entries(inputs))('saves nothing new when this comes twice: %s', (_name, input) => {
    const { fact } = decide(head, input);
    if (fact === undefined) return;
    const again = decide(evolve(head, fact), input);
    expect(again.fact).toBeUndefined();
  });
});

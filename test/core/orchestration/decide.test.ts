import { describe, expect, it } from 'vitest';
import { decide, type Input, type StopReason } from '../../../handlers/core/orchestration/decide.ts';
import { evolve } from '../../../handlers/core/orchestration/evolve.ts';
import type { Head } from '../../../handlers/core/orchestration/head.ts';
import { limits } from '../../../handlers/core/limits.ts';
import { timing } from '../../../handlers/core/timing.ts';
import { ended, givenTask, givenThinking, givenWaiting, hash, T0, useBlocks } from './given.ts';

const spent = { inputTokens: 10, outputTokens: 5, cachedTokens: 0, costUsd: 0.01 };

function answered(stopReason: StopReason, blocks: Extract<Input, { type: 'answered' }>['blocks'], epoch = 1): Input {
  return {
    type: 'answered',
    now: T0 + 1_000,
    epoch,
    blocks,
    stopReason,
    spent,
    tasks: blocks.flatMap((block, index) => (block.type === 'toolUse' ? [givenTask(index)] : [])),
  };
}

const terminal: readonly Head[] = [
  evolve(givenThinking(), { type: 'completed', now: T0 + 1, blocks: [], usage: givenThinking().usage, outcome: 'answered' }),
  evolve(givenThinking(), { type: 'failed', now: T0 + 1, holder: 'r-1', reason: { code: 'X', message: 'x' } }),
  evolve(givenThinking(), { type: 'cancelled', now: T0 + 1, holder: 'r-1', reason: { code: 'CANCELLED', message: 'x' }, usage: givenThinking().usage }),
];

describe('a new orchestration', () => {
  it('is claimed for its first model call when it is stored', () => {
    expect(givenThinking()).toMatchObject({ status: 'THINKING', epoch: 1, turn: 0, messages: 1, leaseUntil: T0 + timing.supervisorLease });
  });
});

describe('looking (S5, S6, S9, C1)', () => {
  it("gives the holder's own record back until the lease ends, so that it goes on if the holder dies", () => {
    expect(decide(givenThinking(), { type: 'looked', now: T0 + 1_000, record: 'r-1', tasks: [] })).toEqual({
      next: { type: 'giveBack', at: T0 + timing.supervisorLease },
    });
  });

  it('leaves a live lease alone and acknowledges any other record: the holder has one of its own', () => {
    expect(decide(givenThinking(), { type: 'looked', now: T0 + 1_000, record: 'r-2', tasks: [] })).toEqual({ next: { type: 'stop', why: 'held' } });
  });

  it('gives a record back when it is not known who holds the lease', () => {
    const { holder: _holder, ...head } = givenThinking();
    expect(decide(head, { type: 'looked', now: T0 + 1_000, record: 'r-2', tasks: [] })).toEqual({
      next: { type: 'giveBack', at: T0 + timing.supervisorLease },
    });
  });

  it('takes an expired lease over with a higher epoch', () => {
    const decision = decide(givenThinking(), { type: 'looked', now: T0 + timing.supervisorLease, record: 'r-1', tasks: [] });
    expect(decision).toMatchObject({ fact: { type: 'claimed', takeover: true }, next: { type: 'askModel', epoch: 2 } });
  });

  it('fails after too many takeovers instead of going on for ever', () => {
    const head = givenThinking({ attempts: limits.modelAttempts - 1 });
    expect(decide(head, { type: 'looked', now: T0 + timing.supervisorLease, record: 'r-1', tasks: [] })).toMatchObject({
      fact: { type: 'failed', reason: { code: 'MODEL_ATTEMPTS' } },
    });
  });

  it('sends the tasks of a turn that was not handed over: when its own record comes again, and when time is up', () => {
    const { head, tasks } = givenWaiting();
    const dispatch = { next: { type: 'dispatch', turn: 1 } };
    expect(decide(head, { type: 'looked', now: T0 + 2_000, record: 'r-1', tasks })).toEqual(dispatch);
    expect(decide(head, { type: 'looked', now: head.wakeAt ?? 0, record: 'r-2', tasks })).toEqual(dispatch);
    expect(decide(head, { type: 'looked', now: T0 + 2_000, record: 'r-2', tasks })).toEqual({ next: { type: 'stop', why: 'waiting' } });
  });

  it('waits while a task is open', () => {
    const { head, tasks } = givenWaiting(2, { dispatchedTurn: 1 });
    const some = tasks.map((task, index) => (index === 0 ? ended(task) : task));
    expect(decide(head, { type: 'looked', now: T0 + 2_000, record: 'r-1', tasks: some })).toEqual({ next: { type: 'stop', why: 'waiting' } });
  });

  it('times out what is past its deadline, and only that', () => {
    const { head, tasks } = givenWaiting(2, { dispatchedTurn: 1 });
    const mixed = tasks.map((task, index) => (index === 0 ? { ...task, deadlineAt: T0 + 1_500 } : task));
    expect(decide(head, { type: 'looked', now: T0 + 2_000, record: 'r-1', tasks: mixed })).toEqual({ next: { type: 'timeOut', tasks: [mixed[0]] } });
  });

  it('gathers once every task is terminal', () => {
    const { head, tasks } = givenWaiting();
    expect(decide(head, { type: 'looked', now: T0 + 2_000, record: 'r-1', tasks: tasks.map((task) => ended(task)) })).toEqual({ next: { type: 'gather' } });
  });

  it.each(['READY', 'THINKING', 'WAITING'] as const)('fails a %s orchestration whose deadline has passed', (status) => {
    const head = { ...givenWaiting().head, status };
    expect(decide(head, { type: 'looked', now: head.deadlineAt, record: 'r-9', tasks: [] })).toMatchObject({
      fact: { type: 'failed', holder: 'r-9', reason: { code: 'DEADLINE' } },
      next: { type: 'announce' },
    });
  });

  it('holds a backed-off orchestration until its time and claims it then', () => {
    const head = evolve(givenThinking(), { type: 'released', now: T0, notBefore: T0 + 9_000, retry: { attempts: 1 } });
    expect(decide(head, { type: 'looked', now: T0 + 8_999, record: 'r-1', tasks: [] })).toEqual({ next: { type: 'giveBack', at: T0 + 9_000 } });
    expect(decide(head, { type: 'looked', now: T0 + 9_000, record: 'r-1', tasks: [] })).toMatchObject({
      fact: { type: 'claimed', results: undefined, takeover: false },
    });
  });

  it.each(terminal)('announces a $status orchestration until it is announced, by the record under which it ended', (head) => {
    expect(decide(head, { type: 'looked', now: T0 + 5, record: 'r-1', tasks: [] })).toEqual({ next: { type: 'announce' } });
    expect(decide(head, { type: 'looked', now: T0 + 5, record: 'r-2', tasks: [] })).toEqual({ next: { type: 'stop', why: 'held' } });
    expect(decide(head, { type: 'looked', now: (head.wakeAt ?? 0) - 1, record: 'r-2', tasks: [] })).toEqual({ next: { type: 'stop', why: 'held' } });
    expect(decide(head, { type: 'looked', now: head.wakeAt ?? 0, record: 'r-2', tasks: [] })).toEqual({ next: { type: 'announce' } });
    const { holder: _holder, ...ofOld } = head;
    expect(decide(ofOld, { type: 'looked', now: T0 + 5, record: 'r-2', tasks: [] })).toEqual({ next: { type: 'announce' } });
    const told = evolve(head, { type: 'announced', now: T0 + 6 });
    expect(decide(told, { type: 'looked', now: T0 + 7, record: 'r-1', tasks: [] })).toEqual({ next: { type: 'stop', why: 'settled' } });
    expect(told.wakeAt).toBeUndefined();
    expect(told.due).toBeUndefined();
    expect(told.holder).toBeUndefined();
  });
});

describe('claiming a finished turn (S3, S6)', () => {
  const { head, tasks } = givenWaiting(3, { dispatchedTurn: 1 });

  it('answers every tool use once, in order, errors included', () => {
    const done = [ended(tasks[0] ?? givenTask(0)), ended(tasks[1] ?? givenTask(1), 'FAILED'), ended(tasks[2] ?? givenTask(2), 'TIMED_OUT')];
    const decision = decide(head, {
      type: 'gathered',
      now: T0 + 3_000,
      record: 'r-1',
      tasks: done,
      assistant: useBlocks(3),
      texts: new Map([['00-use0', { text: '3' }]]),
      fabricated: [],
    });
    expect(decision.fact).toMatchObject({
      type: 'claimed',
      results: [
        { type: 'toolResult', toolUseId: 'use0', status: 'success', text: '3' },
        { type: 'toolResult', toolUseId: 'use1', status: 'error', text: 'X: broke' },
        { type: 'toolResult', toolUseId: 'use2', status: 'error', text: 'X: broke' },
      ],
    });
  });

  it('adds the agents that were made, the newest of them when there are more than a head holds', () => {
    const claimed = (fabricated: readonly string[]) =>
      ({ type: 'claimed', now: T0, holder: 'r-1', results: undefined, fabricated, takeover: false, usage: head.usage }) as const;
    expect(evolve({ ...head, fabricated: ['a', 'b'] }, claimed(['b', 'c'])).fabricated).toEqual(['a', 'b', 'c']);
    const full = Array.from({ length: 20 }, (_, index) => `made-${index}`);
    expect(evolve({ ...head, fabricated: full }, claimed(['new'])).fabricated).toEqual([...full.slice(1), 'new']);
    expect(evolve(head, claimed([])).fabricated).toBeUndefined();
  });

  it('answers a surplus tool use with an error result', () => {
    const all = Array.from({ length: limits.tasksPerTurn }, (_, index) => ended(givenTask(index)));
    const decision = decide(head, { type: 'gathered', now: T0 + 3_000, record: 'r-1', tasks: all, assistant: useBlocks(40), texts: new Map(), fabricated: [] });
    const results = decision.fact?.type === 'claimed' ? (decision.fact.results ?? []) : [];
    expect(results).toHaveLength(40);
    expect(results[39]).toMatchObject({ toolUseId: 'use39', status: 'error', text: expect.stringContaining('at most 32') });
  });

  it('does not aggregate when a task turns out to be open', () => {
    const decision = decide(head, {
      type: 'gathered',
      now: T0 + 3_000,
      record: 'r-1',
      tasks: [ended(tasks[0] ?? givenTask(0)), ...tasks.slice(1)],
      assistant: useBlocks(3),
      texts: new Map(),
      fabricated: [],
    });
    expect(decision).toEqual({ next: { type: 'look' } });
  });

  it('does not aggregate tasks of an earlier turn after the head has moved on (found by the simulator)', () => {
    const decision = decide(
      { ...head, turn: 2 },
      { type: 'gathered', now: T0 + 3_000, record: 'r-1', tasks: tasks.map((task) => ended(task)), assistant: useBlocks(3), texts: new Map(), fabricated: [] },
    );
    expect(decision).toEqual({ next: { type: 'look' } });
  });

  it.each([
    ['BUDGET_TURNS', { budget: { ...head.budget, turns: 1 } }],
    ['BUDGET_TOKENS', { usage: { ...head.usage, inputTokens: head.budget.tokens } }],
    ['BUDGET_COST', { usage: { ...head.usage, costUsd: 21 } }],
  ])('fails with %s when that budget is spent', (code, change) => {
    const decision = decide(
      { ...head, ...change },
      { type: 'gathered', now: T0 + 3_000, record: 'r-1', tasks: tasks.map((task) => ended(task)), assistant: useBlocks(3), texts: new Map(), fabricated: [] },
    );
    expect(decision).toMatchObject({ fact: { type: 'failed', reason: { code } } });
  });
});

describe('an answer (S1, S2, S5)', () => {
  it('with tool uses commits the turn', () => {
    const decision = decide(givenThinking(), answered('tool_use', useBlocks(2)));
    expect(decision).toMatchObject({
      fact: { type: 'turnCommitted', usage: { modelCalls: 1, inputTokens: 10, tasks: 2 } },
      next: { type: 'dispatch', turn: 1 },
    });
  });

  it('with tool uses is honoured whatever the stop reason says', () => {
    expect(decide(givenThinking(), answered('end_turn', useBlocks(1)))).toMatchObject({ fact: { type: 'turnCommitted' } });
  });

  it.each([answered('tool_use', useBlocks(1)), answered('end_turn', [{ type: 'text', text: '3' }])])('leaves nothing of the model call behind', (input) => {
    const before = givenThinking({ notBefore: T0, attempts: 1, malformed: 1, maxTokens: 4_096, repaired: true });
    const { fact } = decide(before, input);
    if (fact === undefined) throw new Error('nothing was decided');
    const after = evolve(before, fact);
    expect(['leaseUntil', 'notBefore', 'attempts', 'malformed', 'maxTokens', 'repaired'].filter((name) => name in after)).toEqual([]);
    expect(after.holder).toBe('r-1');
  });

  it('of text ends the orchestration', () => {
    expect(decide(givenThinking(), answered('end_turn', [{ type: 'text', text: '3' }]))).toMatchObject({
      fact: { type: 'completed', outcome: 'answered' },
      next: { type: 'announce' },
    });
  });

  it.each(['guardrail_intervened', 'content_filtered'] as const)('that was stopped by %s ends as blocked', (reason) => {
    expect(decide(givenThinking(), answered(reason, [{ type: 'text', text: 'no' }]))).toMatchObject({ fact: { type: 'completed', outcome: 'blocked' } });
  });

  it('cut at the token limit is asked once more with twice the limit, its tool calls never run', () => {
    const first = decide(givenThinking(), answered('max_tokens', useBlocks(1)));
    expect(first).toMatchObject({ fact: { type: 'released', retry: { maxTokens: 4_096 } }, next: { type: 'look' } });
    expect(decide(givenThinking({ maxTokens: 4_096 }), answered('max_tokens', useBlocks(1)))).toMatchObject({
      fact: { type: 'failed', reason: { code: 'MAX_TOKENS' } },
    });
  });

  it.each([
    ['malformed_model_output', []],
    ['malformed_tool_use', []],
    ['end_turn', [{ type: 'opaque', value: { reasoningContent: { reasoningText: { text: 'hm' } } } }]],
    ['end_turn', [{ type: 'text', text: ' \n' }]],
    ['tool_use', [{ type: 'text' as const, text: 'I will' }]],
    ['end_turn', []],
  ] as const)('that is malformed (%s) is asked again twice, then fails', (reason, blocks) => {
    expect(decide(givenThinking(), answered(reason, blocks))).toMatchObject({ fact: { type: 'released', retry: { malformed: 1 } } });
    expect(decide(givenThinking({ malformed: 1 }), answered(reason, blocks))).toMatchObject({ fact: { type: 'released', retry: { malformed: 2 } } });
    expect(decide(givenThinking({ malformed: 2 }), answered(reason, blocks))).toMatchObject({ fact: { type: 'failed', reason: { code: 'MODEL_MALFORMED' } } });
  });

  it('that says the context window is full is asked once with shortened results', () => {
    expect(decide(givenThinking(), answered('model_context_window_exceeded', []))).toMatchObject({ fact: { type: 'released', retry: { repaired: true } } });
    expect(decide(givenThinking({ repaired: true }), answered('model_context_window_exceeded', []))).toMatchObject({
      fact: { type: 'failed', reason: { code: 'CONTEXT_WINDOW' } },
    });
  });

  it('names the model that gave it, in a turn and at the end', () => {
    const by = { model: 'eu.amazon.nova-pro-v1:0' };
    expect(decide(givenThinking(), { ...answered('tool_use', useBlocks(1)), ...by })).toMatchObject({ fact: { type: 'turnCommitted', ...by } });
    expect(decide(givenThinking(), { ...answered('end_turn', [{ type: 'text', text: 'x' }]), ...by })).toMatchObject({ fact: { type: 'completed', ...by } });
  });

  it('of an older epoch changes nothing', () => {
    expect(decide(givenThinking({ epoch: 2 }), answered('end_turn', [{ type: 'text', text: 'late' }]))).toEqual({ next: { type: 'stop', why: 'fenced' } });
  });

  it.each([...terminal, givenWaiting().head])('that meets a $status orchestration changes nothing', (head) => {
    expect(decide(head, answered('end_turn', [{ type: 'text', text: 'late' }], head.epoch))).toEqual({ next: { type: 'stop', why: 'fenced' } });
  });
});

describe('a failed model call', () => {
  it.each(['throttled', 'unavailable'] as const)('that was %s backs off with jitter through wakeAt', (kind) => {
    const decision = decide(givenThinking(), { type: 'modelFailed', now: T0, epoch: 1, kind, message: 'slow down', fraction: 0.5 });
    expect(decision).toMatchObject({ fact: { type: 'released', notBefore: T0 + 2_000, retry: { attempts: 1 } }, next: { type: 'wake', at: T0 + 2_000 } });
  });

  it('waits as long as the service wishes, and never longer than the largest backoff', () => {
    const throttled = (retryAfterMs: number) =>
      decide(givenThinking(), { type: 'modelFailed', now: T0, epoch: 1, kind: 'throttled', message: '', fraction: 0.5, retryAfterMs }).fact;
    expect(throttled(60_000)).toMatchObject({ type: 'released', notBefore: T0 + 60_000 });
    expect(throttled(1)).toMatchObject({ type: 'released', notBefore: T0 + 2_000 });
    expect(throttled(86_400_000)).toMatchObject({ type: 'released', notBefore: T0 + timing.backoffCap });
  });

  it('that was denied fails the orchestration at once, with its reason', () => {
    const denied = { type: 'modelFailed', now: T0, epoch: 1, kind: 'denied', code: 'MODEL_ACCESS', message: 'enable it', fraction: 0 } as const;
    expect(decide(givenThinking(), denied)).toMatchObject({
      fact: { type: 'failed', reason: { code: 'MODEL_ACCESS', message: 'enable it' }, usage: { modelCalls: 1 } },
      next: { type: 'announce' },
    });
    expect(decide(givenThinking({ epoch: 2 }), denied)).toEqual({ next: { type: 'stop', why: 'fenced' } });
  });

  it('never backs off beyond the cap', () => {
    const decision = decide(givenThinking({ attempts: 8 }), { type: 'modelFailed', now: T0, epoch: 1, kind: 'throttled', message: '', fraction: 0.999 });
    expect(decision.fact).toMatchObject({ type: 'released' });
    expect(decision.fact?.type === 'released' ? decision.fact.notBefore - T0 : 0).toBeLessThanOrEqual(timing.backoffCap);
  });

  it('fails the orchestration when the attempts are used up', () => {
    expect(
      decide(givenThinking({ attempts: limits.modelAttempts - 1 }), {
        type: 'modelFailed',
        now: T0,
        epoch: 1,
        kind: 'throttled',
        message: 'slow down',
        fraction: 0.5,
      }),
    ).toMatchObject({ fact: { type: 'failed', reason: { code: 'MODEL_ATTEMPTS' } } });
  });

  it('that was refused is repaired once', () => {
    expect(decide(givenThinking(), { type: 'modelFailed', now: T0, epoch: 1, kind: 'invalid', message: 'bad', fraction: 0 })).toMatchObject({
      fact: { type: 'released', retry: { repaired: true } },
    });
    expect(decide(givenThinking({ repaired: true }), { type: 'modelFailed', now: T0, epoch: 1, kind: 'invalid', message: 'bad', fraction: 0 })).toMatchObject({
      fact: { type: 'failed', holder: 'r-1', reason: { code: 'MODEL_REFUSED' } },
    });
  });

  it.each(['invalid', 'denied'] as const)('that is %s with more words than a head takes fails with the first of them', (kind) => {
    const failed = decide(givenThinking({ repaired: true }), { type: 'modelFailed', now: T0, epoch: 1, kind, message: 'x'.repeat(9_000), fraction: 0 });
    const message = failed.fact?.type === 'failed' ? failed.fact.reason.message : '';
    expect(message).toMatch(/x{3900,}… \(\d+ more characters\)$/u);
    // schemas/common/reason.json
    expect(message.length).toBeLessThanOrEqual(4_096);
  });

  it('of an older epoch changes nothing', () => {
    expect(decide(givenThinking({ epoch: 5 }), { type: 'modelFailed', now: T0, epoch: 1, kind: 'throttled', message: '', fraction: 0 })).toEqual({
      next: { type: 'stop', why: 'fenced' },
    });
  });
});

describe('a cancellation (S1)', () => {
  it('ends a running orchestration and raises the epoch', () => {
    const decision = decide(givenThinking(), { type: 'cancelRequested', now: T0 + 5, record: 'r-9', by: 'ana', reason: 'wrong file', tasks: [] });
    expect(decision).toMatchObject({
      fact: { type: 'cancelled', holder: 'r-9', reason: { code: 'CANCELLED', message: 'cancelled by "ana": wrong file' } },
      next: { type: 'announce' },
    });
    const after = decision.fact === undefined ? givenThinking() : evolve(givenThinking(), decision.fact);
    expect(after).toMatchObject({ status: 'CANCELLED', epoch: 2, holder: 'r-9', wakeAt: T0 + 5 + timing.reannounce });
  });

  it.each(terminal)('of a $status orchestration changes nothing', (head) => {
    expect(decide(head, { type: 'cancelRequested', now: T0 + 5, record: 'r-9', by: 'ana', tasks: [] })).toEqual({ next: { type: 'stop', why: 'held' } });
    expect(decide(head, { type: 'cancelRequested', now: T0 + 5, record: 'r-1', by: 'ana', tasks: [] })).toEqual({ next: { type: 'announce' } });
  });
});

describe('handing over a turn', () => {
  it('is remembered with the next time something must be looked at', () => {
    const { head, tasks } = givenWaiting();
    const decision = decide(head, { type: 'dispatched', now: T0 + 1_100, turn: 1, tasks, first: true });
    expect(decision).toEqual({ fact: { type: 'dispatched', now: T0 + 1_100, wakeAt: T0 + 3_600_000 }, next: { type: 'stop', why: 'waiting' } });
  });

  it('is not written when only the worker runs its tasks: what is sent twice is claimed once', () => {
    const { head, tasks } = givenWaiting(2, {}, { codeSha256: hash });
    expect(head.wakeAt).toBe(T0 + 1_000 + timing.hostedTurn);
    expect(decide(head, { type: 'dispatched', now: T0 + 1_100, turn: 1, tasks, first: true })).toEqual({ next: { type: 'stop', why: 'waiting' } });
  });

  it('is written for such a turn too when it was sent again, so that it is sent no third time', () => {
    const { head, tasks } = givenWaiting(2, {}, { codeSha256: hash });
    expect(decide(head, { type: 'dispatched', now: T0 + 121_100, turn: 1, tasks, first: false })).toMatchObject({ fact: { type: 'dispatched' } });
  });

  it.each([[0], [1]])('is written when task %i of two has an agent that nobody claims for', (other) => {
    const { head, tasks } = givenWaiting();
    const mixed = tasks.map((task, index) => (index === other ? task : { ...task, codeSha256: hash }));
    expect(head.wakeAt).toBe(T0 + 1_000 + timing.redispatch);
    expect(decide(head, { type: 'dispatched', now: T0 + 1_100, turn: 1, tasks: mixed, first: true })).toMatchObject({ fact: { type: 'dispatched' } });
  });

  it('of an earlier turn, or twice, changes nothing', () => {
    const { head, tasks } = givenWaiting(2, { dispatchedTurn: 1 });
    expect(decide(head, { type: 'dispatched', now: T0, turn: 1, tasks, first: true })).toEqual({ next: { type: 'stop', why: 'waiting' } });
    expect(decide({ ...head, turn: 2 }, { type: 'dispatched', now: T0, turn: 1, tasks, first: true })).toEqual({ next: { type: 'stop', why: 'waiting' } });
  });
});

import { expect, it } from 'vitest';
import type { Checked } from '../../../handlers/core/orchestration/plan.ts';
import { planTasks } from '../../../handlers/core/orchestration/plan.ts';
import { givenThinking, hash, T0, useBlocks } from './given.ts';

const agent = { agentId: 'adder', description: 'adds', schema: { type: 'object' }, target: 'worker', version: 'v1', sha256: hash };
const fits: Checked = { agent, problem: undefined, input: '{}', tokenHash: hash };

it('makes one task of each tool use, pinned to the offered version', () => {
  const [first] = planTasks(givenThinking({ tenant: 'acme' }), useBlocks(1), [fits], T0);
  expect(first).toEqual({
    requestId: 'o-1#1',
    taskId: '00-use0',
    orchestrationId: 'o-1',
    turn: 1,
    index: 0,
    toolUseId: 'use0',
    agentId: 'adder',
    target: 'worker',
    attempt: 0,
    deadlineAt: T0 + 3_600_000,
    createdAt: T0,
    expiresAt: 1_802_776_000,
    agentVersion: 'v1',
    codeSha256: hash,
    input: '{}',
    tenant: 'acme',
    status: 'CREATED',
    tokenHashes: [hash],
    wakeAt: T0 + 60_000,
  });
});

it.each([
  ['UNKNOWN_AGENT', { ...fits, agent: undefined }],
  ['INVALID_INPUT', { ...fits, problem: '/n must be integer' }],
])('writes a use that cannot run as failed with %s, and sends nothing (S7)', (code, check) => {
  const [task] = planTasks(givenThinking(), useBlocks(1), [check], T0);
  expect(task).toMatchObject({ status: 'FAILED', tokenHashes: [], endedAt: T0, error: { code } });
});

it('takes agents called like object members for ordinary names', () => {
  for (const name of ['data', 'requestId', '__proto__', 'constructor']) {
    const [task] = planTasks(givenThinking(), [{ type: 'toolUse', toolUseId: 'u', name, input: {} }], [{ ...fits, agent: { ...agent, agentId: name } }], T0);
    expect(task).toMatchObject({ status: 'CREATED', agentId: name });
  }
});

it('plans at most 32 tasks of a turn', () => {
  expect(
    planTasks(
      givenThinking(),
      useBlocks(40),
      Array.from({ length: 40 }, () => fits),
      T0,
    ),
  ).toHaveLength(32);
});

it('fails what exceeds the task budget, in order, and lets the rest run', () => {
  const head = givenThinking();
  const tasks = planTasks({ ...head, budget: { ...head.budget, tasks: 2 } }, useBlocks(3), [fits, fits, fits], T0);
  expect(tasks.map((task) => task.error?.code ?? task.status)).toEqual(['CREATED', 'CREATED', 'BUDGET_TASKS']);
});

it('counts what cannot run against no budget', () => {
  const head = givenThinking();
  const unknown = { ...fits, agent: undefined };
  const tasks = planTasks({ ...head, budget: { ...head.budget, tasks: 1 } }, useBlocks(3), [unknown, fits, fits], T0);
  expect(tasks.map((task) => task.error?.code ?? task.status)).toEqual(['UNKNOWN_AGENT', 'CREATED', 'BUDGET_TASKS']);
  const uses = ['a', 'b', 'c'].map((toolUseId) => ({ type: 'toolUse' as const, toolUseId, name: 'fabricator', input: {} }));
  const fabricator = { ...fits, agent: { ...agent, agentId: 'fabricator' } };
  const made = planTasks(
    { ...head, budget: { ...head.budget, fabrications: 1 } },
    uses,
    [{ ...fabricator, problem: '/taskDetails is missing' }, fabricator, fabricator],
    T0,
  );
  expect(made.map((task) => task.error?.code ?? task.status)).toEqual(['INVALID_INPUT', 'CREATED', 'BUDGET_FABRICATIONS']);
});

it('fails a fabrication beyond the budget', () => {
  const head = givenThinking();
  const use = { type: 'toolUse' as const, toolUseId: 'f', name: 'fabricator', input: {} };
  const [task] = planTasks(
    { ...head, usage: { ...head.usage, fabrications: head.budget.fabrications } },
    [use],
    [{ ...fits, agent: { ...agent, agentId: 'fabricator' } }],
    T0,
  );
  expect(task?.error?.code).toBe('BUDGET_FABRICATIONS');
});

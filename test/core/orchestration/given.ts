import type { Task } from '../../../generated/tables/task.ts';
import { create } from '../../../handlers/core/orchestration/create.ts';
import { evolve } from '../../../handlers/core/orchestration/evolve.ts';
import type { Head } from '../../../handlers/core/orchestration/head.ts';
import { requestIdOf, taskIdOf } from '../../../handlers/core/task/use-id.ts';

export const T0 = 1_795_000_000_000;
export const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** A new orchestration: THINKING, turn 0, epoch 1. */
export function givenThinking(change: Partial<Head> = {}): Head {
  return { ...create({ orchestrationId: 'o-1', now: T0, task: 'add 1 and 2', requestHash: hash, configHash: hash, budget: {} }, 'r-1'), ...change };
}

/** One turn committed with `count` tasks: WAITING, turn 1, epoch 1. */
export function givenWaiting(count = 2, change: Partial<Head> = {}, ofTasks: Partial<Task> = {}): { readonly head: Head; readonly tasks: readonly Task[] } {
  const tasks = Array.from({ length: count }, (_, index) => givenTask(index, ofTasks));
  const head = evolve(givenThinking(), {
    type: 'turnCommitted',
    now: T0 + 1_000,
    blocks: useBlocks(count),
    tasks,
    usage: { ...givenThinking().usage, modelCalls: 1, tasks: count },
  });
  return { head: { ...head, ...change }, tasks };
}

export function givenTask(index: number, change: Partial<Task> = {}): Task {
  return {
    requestId: requestIdOf('o-1', 1),
    taskId: taskIdOf(index, `use${index}`),
    orchestrationId: 'o-1',
    turn: 1,
    index,
    toolUseId: `use${index}`,
    agentId: 'adder',
    target: 'worker',
    status: 'CREATED',
    attempt: 0,
    deadlineAt: T0 + 3_600_000,
    tokenHashes: [hash],
    createdAt: T0 + 1_000,
    input: '{}',
    ...change,
  };
}

export function ended(task: Task, status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'CANCELLED' = 'SUCCEEDED'): Task {
  return { ...task, status, endedAt: T0 + 2_000, ...(status === 'SUCCEEDED' ? { result: '3' } : { error: { code: 'X', message: 'broke' } }) };
}

export function useBlocks(count: number) {
  return Array.from({ length: count }, (_, index) => ({ type: 'toolUse' as const, toolUseId: `use${index}`, name: 'adder', input: {} }));
}

// oxlint-disable vitest/no-standalone-expect -- the cases are run by the tests of stores.test.ts
import { expect } from 'vitest';
import type { Task } from '../../generated/tables/task.ts';
import { sha256 } from '../../handlers/shell/hash.ts';
import type { TaskEnd } from '../../handlers/shell/ports.ts';
import { headOf, NOW, otherToken, taskOf, token } from './items.ts';
import { unique, type ConformanceCase, type PortsUnderTest } from './ports-under-test.ts';

const SUCCESS: TaskEnd = { status: 'SUCCEEDED', result: '{"result":2}', endedAt: NOW + 5 };
const FAILURE: TaskEnd = { status: 'FAILED', error: { code: 'AGENT_THREW', message: 'no', retryable: false }, endedAt: NOW + 6 };

/** A stored task. */
async function stored({ store }: PortsUnderTest, changes: Partial<Task> = {}): Promise<Task> {
  const head = headOf(unique('o'));
  const task = taskOf(head.orchestrationId, 0, changes);
  await store.create(head, []);
  await store.update(head, head, [], [task]);
  return task;
}

async function read({ store }: PortsUnderTest, task: Task): Promise<Task | undefined> {
  return (await store.tasks(task.requestId)).find(({ taskId }) => taskId === task.taskId);
}

/** Claims, ends and tokens of one task. */
export const taskCases: readonly ConformanceCase[] = [
  {
    name: 'a created task is claimed: running, one attempt, under a lease, looked at when that ends',
    async run(ports) {
      const task = await stored(ports);
      const expected: Task = { ...task, status: 'RUNNING', attempt: 1, leaseUntil: NOW + 900, wakeAt: NOW + 900, startedAt: NOW };
      expect(await ports.claims.claim(task, token, NOW, NOW + 900)).toEqual({ kind: 'claimed', task: expected });
      expect(await read(ports, task)).toEqual(expected);
    },
  },
  {
    name: 'the claim records the code that is about to run',
    async run(ports) {
      const task = await stored(ports);
      const claim = await ports.claims.claim(task, token, NOW, NOW + 900, { agentVersion: 'v7', codeSha256: sha256('code') });
      expect(claim).toMatchObject({ kind: 'claimed', task: { agentVersion: 'v7', codeSha256: sha256('code') } });
    },
  },
  {
    name: 'a pin without a hash leaves the hash as it was',
    async run(ports) {
      const task = await stored(ports, { codeSha256: sha256('old') });
      expect(await ports.claims.claim(task, token, NOW, NOW + 900, { agentVersion: 'v2' })).toMatchObject({
        kind: 'claimed',
        task: { agentVersion: 'v2', codeSha256: sha256('old') },
      });
    },
  },
  {
    name: 'a task under a live lease is busy until then',
    async run(ports) {
      const task = await stored(ports);
      await ports.claims.claim(task, token, NOW, NOW + 900);
      expect(await ports.claims.claim(task, token, NOW + 899, NOW + 5_000)).toEqual({ kind: 'busy', leaseUntil: NOW + 900 });
      expect(await read(ports, task)).toMatchObject({ attempt: 1, leaseUntil: NOW + 900 });
    },
  },
  {
    name: 'a lease that ends now is over; the next claim counts as another attempt and keeps the first start',
    async run(ports) {
      const task = await stored(ports);
      await ports.claims.claim(task, token, NOW, NOW + 900);
      expect(await ports.claims.claim(task, token, NOW + 900, NOW + 1_800)).toMatchObject({
        kind: 'claimed',
        task: { attempt: 2, leaseUntil: NOW + 1_800, startedAt: NOW },
      });
    },
  },
  {
    name: 'one of many claims at once wins, the others are busy',
    async run(ports) {
      const task = await stored(ports);
      const claims = await Promise.all(Array.from({ length: 8 }, () => ports.claims.claim(task, token, NOW, NOW + 900)));
      expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ kind }) => kind === 'busy')).toHaveLength(7);
    },
  },
  {
    name: 'a claim of a task that is not there changes nothing',
    async run({ claims, store }) {
      const task = taskOf(unique('o'), 0);
      expect(await claims.claim(task, token, NOW, NOW + 900)).toEqual({ kind: 'gone', why: 'missing' });
      expect(await store.tasks(task.requestId)).toEqual([]);
    },
  },
  {
    name: 'a claim with a wrong token is forged, whatever the lease',
    async run(ports) {
      const task = await stored(ports);
      expect(await ports.claims.claim(task, otherToken, NOW, NOW + 900)).toEqual({ kind: 'gone', why: 'forged' });
      await ports.claims.claim(task, token, NOW, NOW + 900);
      expect(await ports.claims.claim(task, otherToken, NOW, NOW + 900)).toEqual({ kind: 'gone', why: 'forged' });
    },
  },
  {
    name: 'a part of a token is not the token',
    async run(ports) {
      const task = await stored(ports);
      expect(await ports.claims.claim(task, token.slice(0, 32), NOW, NOW + 900)).toEqual({ kind: 'gone', why: 'forged' });
      expect(await ports.claims.claim(task, '', NOW, NOW + 900)).toEqual({ kind: 'gone', why: 'forged' });
    },
  },
  ...(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED'] as const).map((status): ConformanceCase => ({
    name: `a task that is ${status} is neither claimed, ended nor given a token`,
    async run(ports) {
      const task = await stored(ports);
      await ports.store.endTask(task, { status, endedAt: NOW });
      const ended = await read(ports, task);
      expect(ended).toMatchObject({ status, endedAt: NOW });
      expect(await ports.claims.claim(task, token, NOW, NOW + 900)).toEqual({ kind: 'gone', why: 'terminal' });
      expect(await ports.store.endTask(task, SUCCESS, token)).toEqual({ ok: false, why: 'terminal' });
      expect(await ports.store.endTask(task, FAILURE)).toEqual({ ok: false, why: 'terminal' });
      expect(await ports.store.addToken(task, otherToken, NOW + 1)).toEqual({ ok: false, current: ended });
      await ports.claims.release({ ...task, attempt: 0 }, NOW);
      expect(await read(ports, task)).toEqual(ended);
    },
  })),
  {
    name: 'a release ends the lease at the given time, and the task can be claimed then',
    async run(ports) {
      const task = await stored(ports);
      await ports.claims.claim(task, token, NOW, NOW + 900);
      await ports.claims.release({ ...task, attempt: 1 }, NOW + 10);
      expect(await read(ports, task)).toMatchObject({ status: 'RUNNING', leaseUntil: NOW + 10, wakeAt: NOW + 10 });
      expect(await ports.claims.claim(task, token, NOW + 10, NOW + 900)).toMatchObject({ kind: 'claimed', task: { attempt: 2 } });
    },
  },
  {
    name: 'a late release does not end the lease of the next holder',
    async run(ports) {
      const task = await stored(ports);
      await ports.claims.claim(task, token, NOW, NOW + 900);
      await ports.claims.claim(task, token, NOW + 900, NOW + 1_800);
      await ports.claims.release({ ...task, attempt: 1 }, NOW + 950);
      expect(await read(ports, task)).toMatchObject({ attempt: 2, leaseUntil: NOW + 1_800 });
    },
  },
  {
    name: 'a release never makes a lease longer, and does nothing to a task that is not running or not there',
    async run(ports) {
      const task = await stored(ports);
      await ports.claims.release({ ...task, attempt: 0 }, NOW);
      expect(await read(ports, task)).toEqual(task);
      await ports.claims.claim(task, token, NOW, NOW + 900);
      await ports.claims.release({ ...task, attempt: 1 }, NOW + 2_000);
      expect(await read(ports, task)).toMatchObject({ leaseUntil: NOW + 900 });
      await expect(ports.claims.release(taskOf(unique('o'), 0), NOW)).resolves.toBeUndefined();
    },
  },
  {
    name: 'a completion with the token ends the task: result kept, nothing left to look at',
    async run(ports) {
      const task = await stored(ports);
      await ports.claims.claim(task, token, NOW, NOW + 900);
      expect(await ports.store.endTask(task, { ...SUCCESS, usage: { inputTokens: 3, costUsd: 0.5 } }, token)).toEqual({ ok: true });
      const { wakeAt: _wakeAt, ...rest } = task;
      expect(await read(ports, task)).toEqual({ ...rest, ...SUCCESS, usage: { inputTokens: 3, costUsd: 0.5 }, attempt: 1, startedAt: NOW });
    },
  },
  {
    name: 'a completion before the task was claimed, or even sent, is recorded',
    async run(ports) {
      const task = await stored(ports);
      expect(await ports.store.endTask(task, SUCCESS, token)).toEqual({ ok: true });
      expect(await read(ports, task)).toMatchObject({ status: 'SUCCEEDED', attempt: 0 });
    },
  },
  {
    name: 'the first of two completions stays',
    async run(ports) {
      const task = await stored(ports);
      expect(await ports.store.endTask(task, SUCCESS, token)).toEqual({ ok: true });
      expect(await ports.store.endTask(task, FAILURE, token)).toEqual({ ok: false, why: 'terminal' });
      expect(await read(ports, task)).toMatchObject(SUCCESS);
    },
  },
  {
    name: 'one of many completions at once is recorded',
    async run(ports) {
      const task = await stored(ports);
      const ends = await Promise.all(Array.from({ length: 8 }, (_, n) => ports.store.endTask(task, { ...SUCCESS, result: String(n) }, token)));
      expect(ends.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await read(ports, task)).toMatchObject({ result: String(ends.findIndex(({ ok }) => ok)) });
    },
  },
  {
    name: 'a completion with a wrong token is forged, before and after the end',
    async run(ports) {
      const task = await stored(ports);
      expect(await ports.store.endTask(task, SUCCESS, otherToken)).toEqual({ ok: false, why: 'forged' });
      expect(await read(ports, task)).toEqual(task);
      await ports.store.endTask(task, SUCCESS, token);
      expect(await ports.store.endTask(task, FAILURE, otherToken)).toEqual({ ok: false, why: 'forged' });
    },
  },
  {
    name: 'a task that failed from the start has no token, so that any completion of it is forged',
    async run(ports) {
      const task = await stored(ports, { status: 'FAILED', tokenHashes: [], endedAt: NOW, error: { code: 'UNKNOWN_AGENT', message: 'no such agent' } });
      expect(await ports.store.endTask(task, SUCCESS, token)).toEqual({ ok: false, why: 'forged' });
      expect(await read(ports, task)).toEqual(task);
    },
  },
  {
    name: 'a completion of a task that is not there creates none',
    async run({ store }) {
      const task = taskOf(unique('o'), 0);
      expect(await store.endTask(task, SUCCESS, token)).toEqual({ ok: false, why: 'missing' });
      expect(await store.endTask(task, SUCCESS)).toEqual({ ok: false, why: 'missing' });
      expect(await store.tasks(task.requestId)).toEqual([]);
    },
  },
  {
    name: 'a time-out needs no token and ends a running task under a live lease',
    async run(ports) {
      const task = await stored(ports);
      await ports.claims.claim(task, token, NOW, NOW + 900);
      expect(await ports.store.endTask(task, { status: 'TIMED_OUT', endedAt: NOW, error: { code: 'TASK_TIMEOUT', message: 'late', retryable: true } })).toEqual(
        { ok: true },
      );
      expect(await read(ports, task)).toMatchObject({ status: 'TIMED_OUT', error: { code: 'TASK_TIMEOUT', retryable: true } });
    },
  },
  {
    name: 'an added token counts beside the first, for claims and completions',
    async run(ports) {
      const task = await stored(ports);
      expect(await ports.store.addToken(task, otherToken, NOW + 77)).toEqual({ ok: true });
      expect(await read(ports, task)).toEqual({ ...task, tokenHashes: [token, otherToken], wakeAt: NOW + 77 });
      expect(await ports.claims.claim(task, otherToken, NOW, NOW + 1)).toMatchObject({ kind: 'claimed' });
      expect(await ports.store.endTask(task, SUCCESS, token)).toEqual({ ok: true });
    },
  },
  {
    name: 'a token for a task that is not there creates none',
    async run({ store }) {
      const task = taskOf(unique('o'), 0);
      expect(await store.addToken(task, token, NOW)).toEqual({ ok: false, current: undefined });
      expect(await store.tasks(task.requestId)).toEqual([]);
    },
  },
  {
    name: 'eight tokens are kept, the newest',
    async run(ports) {
      const task = await stored(ports);
      const added = Array.from({ length: 10 }, (_, n) => sha256(`token ${n}`));
      for (const [n, hash] of added.entries()) expect(await ports.store.addToken(task, hash, NOW + n)).toEqual({ ok: true });
      expect(await read(ports, task)).toMatchObject({ tokenHashes: added.slice(2), wakeAt: NOW + 9 });
      expect(await ports.claims.claim(task, token, NOW, NOW + 1)).toEqual({ kind: 'gone', why: 'forged' });
    },
  },
  {
    name: 'a result over the item limit is refused with an error that says what to do',
    async run(ports) {
      const task = await stored(ports);
      await expect(ports.store.endTask(task, { ...SUCCESS, result: 'r'.repeat(420_000) }, token)).rejects.toThrow(/payload/u);
      expect(await read(ports, task)).toEqual(task);
    },
  },
];

import { expect } from 'vitest';
import type { Orchestration } from '../../generated/tables/orchestration.ts';
import { dueShard } from '../../handlers/core/orchestration/head.ts';
import { headOf, waitingOf } from './items.ts';
import { unique, type ConformanceCase, type PortsUnderTest } from './ports-under-test.ts';

/** Long ago: below every other case's times, each case in a century of its own. */
let century = 0;

async function create({ store }: PortsUnderTest, wakeAts: readonly number[]): Promise<readonly Orchestration[]> {
  const heads = wakeAts.map((wakeAt) => headOf(unique('due'), { wakeAt }));
  for (const head of heads) await store.create(head, []);
  return heads;
}

async function dueBetween({ store }: PortsUnderTest, from: number, now: number) {
  return (await store.due(now, 1_000)).filter(({ wakeAt }) => wakeAt > from);
}

/** The sparse index of what has to be looked at. */
export const dueCases: readonly ConformanceCase[] = [
  {
    name: 'what is due comes oldest first over all shards, and what is not due does not',
    async run(ports) {
      const start = 1_000_000 * ++century;
      const wakeAts = [70, 10, 50, 30, 90, 20, 60, 40, 80, 200, 101].map((offset) => start + offset);
      const heads = await create(ports, wakeAts);
      expect(new Set(heads.map(({ orchestrationId }) => dueShard(orchestrationId))).size).toBeGreaterThan(1);
      const due = await dueBetween(ports, start, start + 100);
      expect(due.map(({ wakeAt }) => wakeAt - start)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
      expect(due.map(({ orchestrationId }) => heads.find((head) => head.orchestrationId === orchestrationId)?.wakeAt)).toEqual(due.map(({ wakeAt }) => wakeAt));
    },
  },
  {
    name: 'due at exactly now is due',
    async run(ports) {
      const start = 1_000_000 * ++century;
      await create(ports, [start + 5]);
      expect(await dueBetween(ports, start, start + 4)).toEqual([]);
      expect(await dueBetween(ports, start, start + 5)).toHaveLength(1);
    },
  },
  {
    name: 'no more than the limit come, the oldest of all shards',
    async run(ports) {
      const everything = await ports.store.due(1_000_000 * 99, 1_000);
      await create(ports, [5, 1, 4, 2, 3, 6]);
      expect((await ports.store.due(100, 3)).map(({ wakeAt }) => wakeAt)).toEqual([1, 2, 3]);
      expect(await ports.store.due(1_000_000 * 99, 1_000)).toHaveLength(everything.length + 6);
    },
  },
  {
    name: 'an update moves an orchestration in the index',
    async run(ports) {
      const start = 1_000_000 * ++century;
      const [head] = await create(ports, [start + 1]);
      if (head === undefined) throw new Error('nothing was created');
      await ports.store.update(head, { ...waitingOf(head), wakeAt: start + 50 });
      expect(await dueBetween(ports, start, start + 10)).toEqual([]);
      expect(await dueBetween(ports, start, start + 50)).toEqual([{ orchestrationId: head.orchestrationId, wakeAt: start + 50 }]);
    },
  },
  {
    name: 'an orchestration without wakeAt has left the index',
    async run(ports) {
      const start = 1_000_000 * ++century;
      const [head] = await create(ports, [start + 1]);
      if (head === undefined) throw new Error('nothing was created');
      const { wakeAt: _wakeAt, due: _due, ...rest } = waitingOf(head);
      await ports.store.update(head, { ...rest, status: 'COMPLETED', announced: true });
      expect(await dueBetween(ports, start, start + 1_000)).toEqual([]);
    },
  },
];

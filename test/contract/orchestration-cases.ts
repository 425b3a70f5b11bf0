// oxlint-disable vitest/no-standalone-expect -- the cases are run by the tests of stores.test.ts
import { expect } from 'vitest';
import type { Task } from '../../generated/tables/task.ts';
import { headOf, messageOf, NOW, taskOf, waitingOf } from './items.ts';
import { unique, type ConformanceCase } from './ports-under-test.ts';

/** Heads, messages and the transactions over them. */
export const orchestrationCases: readonly ConformanceCase[] = [
  {
    name: 'an orchestration that was never created is absent',
    async run({ store }) {
      const id = unique('o');
      expect(await store.head(id)).toBeUndefined();
      expect(await store.load(id)).toBeUndefined();
      expect(await store.tasks(`${id}#1`)).toEqual([]);
    },
  },
  {
    name: 'a created orchestration is read as it was written',
    async run({ store }) {
      const head = headOf(unique('o'), { title: 'Ünïcode ✓ 𝄞', tenant: 'acme', fabricated: ['maker'], replyTo: { type: 'sqs', target: 'answers' } });
      const message = messageOf(head.orchestrationId, 0);
      expect(await store.create(head, [message])).toEqual({ ok: true });
      expect(await store.head(head.orchestrationId)).toEqual(head);
      expect(await store.load(head.orchestrationId)).toEqual({ head, messages: [message] });
    },
  },
  {
    name: 'the second creation of an id meets the first head and changes nothing',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, [messageOf(head.orchestrationId, 0)]);
      const second = await store.create({ ...head, title: 'another' }, [messageOf(head.orchestrationId, 0, '[]')]);
      expect(second).toEqual({ ok: false, current: head });
      expect(await store.load(head.orchestrationId)).toEqual({ head, messages: [messageOf(head.orchestrationId, 0)] });
    },
  },
  {
    name: 'one of many creations at once wins',
    async run({ store }) {
      const head = headOf(unique('o'));
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, (_, n) => store.create({ ...head, requestedBy: `writer ${n}` }, [messageOf(head.orchestrationId, 0)])),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      const winner = outcomes.findIndex(({ ok }) => ok);
      expect((await store.head(head.orchestrationId))?.requestedBy).toBe(`writer ${winner}`);
    },
  },
  {
    name: 'messages come back in order, also the tenth after the ninth',
    async run({ store }) {
      const head = headOf(unique('o'));
      const messages = Array.from({ length: 12 }, (_, index) => messageOf(head.orchestrationId, index, JSON.stringify([{ type: 'text', text: `n${index}` }])));
      await store.create(head, messages.slice(0, 1));
      await store.update(head, head, messages.slice(1));
      expect((await store.load(head.orchestrationId))?.messages).toEqual(messages);
    },
  },
  {
    name: 'a conversation of more than a page (1 MB) is read whole',
    async run({ store }) {
      const head = headOf(unique('o'));
      const body = JSON.stringify([{ type: 'text', text: 'x'.repeat(60_000) }]);
      const messages = Array.from({ length: 24 }, (_, index) => messageOf(head.orchestrationId, index, body));
      await store.create(head, messages.slice(0, 12));
      await store.update(head, { ...head, messages: 24 }, messages.slice(12));
      const loaded = await store.load(head.orchestrationId);
      expect(loaded?.head.messages).toBe(24);
      expect(loaded?.messages.map(({ item }) => item)).toEqual(messages.map(({ item }) => item));
    },
  },
  {
    name: 'an update as read replaces the whole head, and properties that are gone are gone',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, []);
      const after = waitingOf(head);
      expect(await store.update(head, after)).toEqual({ ok: true });
      expect(await store.head(head.orchestrationId)).toEqual(after);
      expect(await store.head(head.orchestrationId)).not.toHaveProperty('leaseUntil');
    },
  },
  ...(['epoch', 'turn', 'status'] as const).map((property): ConformanceCase => ({
    name: `an update with a stale ${property} changes nothing and gets the current head`,
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, []);
      const stale = { ...head, ...(property === 'status' ? { status: 'READY' as const } : { [property]: head[property] + 1 }) };
      expect(await store.update(stale, waitingOf(head))).toEqual({ ok: false, current: head });
      expect(await store.update(stale, waitingOf(head), [messageOf(head.orchestrationId, 1)], [taskOf(head.orchestrationId, 0)])).toEqual({
        ok: false,
        current: head,
      });
      expect(await store.load(head.orchestrationId)).toEqual({ head, messages: [] });
      expect(await store.tasks(`${head.orchestrationId}#1`)).toEqual([]);
    },
  })),
  {
    name: 'an update of an orchestration that is not there is refused',
    async run({ store }) {
      const head = headOf(unique('o'));
      expect(await store.update(head, waitingOf(head))).toEqual({ ok: false, current: undefined });
      expect(await store.update(head, waitingOf(head), [messageOf(head.orchestrationId, 1)])).toEqual({ ok: false, current: undefined });
      expect(await store.head(head.orchestrationId)).toBeUndefined();
    },
  },
  {
    name: 'a turn of 32 tasks is written with its head and message, and read in order',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, [messageOf(head.orchestrationId, 0)]);
      const tasks = Array.from({ length: 32 }, (_, index) => taskOf(head.orchestrationId, index));
      expect(await store.update(head, waitingOf(head), [messageOf(head.orchestrationId, 1)], tasks)).toEqual({ ok: true });
      expect(await store.tasks(`${head.orchestrationId}#1`)).toEqual(tasks);
      expect((await store.load(head.orchestrationId))?.messages).toHaveLength(2);
    },
  },
  {
    name: 'an update whose task exists already writes nothing',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, []);
      const first = taskOf(head.orchestrationId, 3, { agentId: 'first' });
      await store.update(head, head, [], [first]);
      const refused = await store.update(
        head,
        waitingOf(head),
        [messageOf(head.orchestrationId, 1)],
        [taskOf(head.orchestrationId, 2), { ...first, agentId: 'second' }],
      );
      expect(refused).toEqual({ ok: false, current: head });
      expect(await store.tasks(`${head.orchestrationId}#1`)).toEqual([first]);
      expect(await store.load(head.orchestrationId)).toEqual({ head, messages: [] });
    },
  },
  {
    name: 'an update whose message exists already writes nothing',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, [messageOf(head.orchestrationId, 0)]);
      expect(await store.update(head, waitingOf(head), [messageOf(head.orchestrationId, 0, '[]')])).toEqual({ ok: false, current: head });
      expect(await store.load(head.orchestrationId)).toEqual({ head, messages: [messageOf(head.orchestrationId, 0)] });
    },
  },
  {
    name: 'one of many updates from the same reading wins',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, []);
      const outcomes = await Promise.all(
        Array.from({ length: 5 }, (_, n) =>
          store.update(
            head,
            { ...waitingOf(head), epoch: head.epoch + 1, title: `writer ${n}` },
            [messageOf(head.orchestrationId, 1, `[${n}]`)],
            [taskOf(head.orchestrationId, 0, { agentId: `writer-${n}` })],
          ),
        ),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      const winner = outcomes.findIndex(({ ok }) => ok);
      const loaded = await store.load(head.orchestrationId);
      expect(loaded?.head.title).toBe(`writer ${winner}`);
      expect(loaded?.messages.map(({ body }) => body)).toEqual([`[${winner}]`]);
      expect((await store.tasks(`${head.orchestrationId}#1`)).map(({ agentId }) => agentId)).toEqual([`writer-${winner}`]);
    },
  },
  {
    name: 'tasks of one turn are not those of another',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, []);
      const second: Task = { ...taskOf(head.orchestrationId, 0), requestId: `${head.orchestrationId}#2`, turn: 2 };
      await store.update(head, head, [], [taskOf(head.orchestrationId, 0), second]);
      expect(await store.tasks(`${head.orchestrationId}#1`)).toEqual([taskOf(head.orchestrationId, 0)]);
      expect(await store.tasks(`${head.orchestrationId}#2`)).toEqual([second]);
      expect(await store.tasks(`${head.orchestrationId}#11`)).toEqual([]);
    },
  },
  {
    name: 'tasks of more than a page (1 MB) are read whole',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, []);
      const tasks = Array.from({ length: 32 }, (_, index) => taskOf(head.orchestrationId, index, { input: JSON.stringify({ text: 'y'.repeat(50_000) }) }));
      await store.update(head, waitingOf(head), [], tasks);
      expect((await store.tasks(`${head.orchestrationId}#1`)).map(({ index }) => index)).toEqual(tasks.map(({ index }) => index));
    },
  },
  ...['__proto__', 'constructor', 'data', 'requestId', 'hasOwnProperty', 'toString'].map((name): ConformanceCase => ({
    name: `"${name}" is an ordinary id of an orchestration and of an agent`,
    async run({ store, claims }) {
      const head = headOf(name);
      const task = taskOf(name, 0, { agentId: name, toolUseId: name, input: `{"${name}":"${name}"}` });
      expect(await store.create(head, [])).toEqual({ ok: true });
      expect(await store.update(head, waitingOf(head), [messageOf(name, 1, `[{"${name}":1}]`)], [task])).toEqual({ ok: true });
      expect(await store.load(name)).toEqual({ head: waitingOf(head), messages: [messageOf(name, 1, `[{"${name}":1}]`)] });
      expect(await store.tasks(`${name}#1`)).toEqual([task]);
      expect(await claims.claim(task, task.tokenHashes[0] ?? '', NOW, NOW + 1)).toMatchObject({ kind: 'claimed', task: { agentId: name } });
    },
  })),
  {
    name: 'text with noncharacters, lone surrogates, control and zero characters survives as JSON text',
    async run({ store }) {
      const head = headOf(unique('o'));
      const text = JSON.stringify([{ type: 'text', text: '\u0000\u0001\u001f\u007f\uFFFE\uFFFF\uD800 \u{1F600} "\\ \u2028' }]);
      await store.create(head, [messageOf(head.orchestrationId, 0, text)]);
      expect((await store.load(head.orchestrationId))?.messages[0]?.body).toBe(text);
    },
  },
  {
    name: 'unknown properties are not written',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create({ ...head, bogus: 1 } as typeof head, []);
      expect(await store.head(head.orchestrationId)).toEqual(head);
    },
  },
  {
    name: 'an invalid head is refused with an error that names it and the property',
    async run({ store }) {
      const head = headOf(unique('o'), { turn: -1 });
      await expect(store.create(head, [])).rejects.toThrow(new RegExp(`"${head.orchestrationId}".*/turn`, 'u'));
      expect(await store.head(head.orchestrationId)).toBeUndefined();
    },
  },
  {
    name: 'an item over 400 KB is refused with an error that names it and says what to do, before anything is written',
    async run({ store }) {
      const head = headOf(unique('o'));
      await expect(store.create(head, [messageOf(head.orchestrationId, 0, 'z'.repeat(420_000))])).rejects.toThrow(/message "M#0000".*409600.*payload/u);
      expect(await store.head(head.orchestrationId)).toBeUndefined();
    },
  },
  {
    name: 'a transaction of more than 4 MB is refused with an error that says so',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, []);
      const tasks = Array.from({ length: 12 }, (_, index) => taskOf(head.orchestrationId, index, { input: 'z'.repeat(390_000) }));
      await expect(store.update(head, waitingOf(head), [], tasks)).rejects.toThrow(/4194304/u);
      expect(await store.head(head.orchestrationId)).toEqual(head);
    },
  },
  {
    name: 'a transaction of more than 100 items is refused with an error that says so',
    async run({ store }) {
      const head = headOf(unique('o'));
      await store.create(head, []);
      const tasks = Array.from({ length: 100 }, (_, index) => taskOf(head.orchestrationId, index));
      await expect(store.update(head, waitingOf(head), [], tasks)).rejects.toThrow(/101 items/u);
    },
  },
];

/** What a queue does, for the simulated one that the proof rests on and for the embedded SQS alike. */
import { expect } from 'vitest';

export interface ReceivedMessage {
  readonly body: string;
  /** From 1. */
  readonly receives: number;
  readonly handle: string;
}

/** A queue with dead letters. */
export interface QueueUnderTest {
  send(body: string, delaySeconds?: number): Promise<void>;
  /** All that can be received now. */
  receive(): Promise<readonly ReceivedMessage[]>;
  acknowledge(message: ReceivedMessage): Promise<void>;
  /** ChangeMessageVisibility. */
  delay(message: ReceivedMessage, seconds: number): Promise<void>;
  /** Lets time pass. */
  later(seconds: number): Promise<void>;
  /** Bodies of what became dead letters. */
  dead(): Promise<readonly string[]>;
}

export interface QueueShape {
  readonly visibilitySeconds: number;
  readonly maxReceives: number;
}

export interface QueueCase {
  readonly name: string;
  readonly shape?: QueueShape;
  readonly run: (queue: QueueUnderTest) => Promise<void>;
}

/** Seconds; no message comes back while a case looks. */
const LONG = 600;
export const longVisible: QueueShape = { visibilitySeconds: LONG, maxReceives: 10 };
const shortVisible: QueueShape = { visibilitySeconds: 1, maxReceives: 10 };
/** A little more than the second before it. */
const PAST = 1.3;

const bodies = (messages: readonly { readonly body: string }[]) => messages.map(({ body }) => body).toSorted();

async function one(queue: QueueUnderTest): Promise<ReceivedMessage> {
  const [message, ...more] = await queue.receive();
  if (message === undefined || more.length > 0) throw new Error(`expected one message, received ${message === undefined ? 0 : 1 + more.length}`);
  return message;
}

export const queueCases: readonly QueueCase[] = [
  {
    name: 'delivers what was sent, for the first time',
    run: async (queue) => {
      await queue.send('a body');
      expect(await one(queue)).toMatchObject({ body: 'a body', receives: 1 });
    },
  },
  {
    name: 'keeps quotes, line ends and characters of other planes',
    run: async (queue) => {
      const body = JSON.stringify({ text: 'line\nquote " 語 😀', long: 'x'.repeat(100_000) });
      await queue.send(body);
      expect((await one(queue)).body).toBe(body);
    },
  },
  {
    name: 'hides a message that is being worked on',
    run: async (queue) => {
      await queue.send('once');
      await one(queue);
      expect(await queue.receive()).toEqual([]);
    },
  },
  {
    name: 'delivers again what was not acknowledged in time, and counts',
    shape: shortVisible,
    run: async (queue) => {
      await queue.send('again');
      await one(queue);
      await queue.later(PAST);
      expect(await one(queue)).toMatchObject({ body: 'again', receives: 2 });
      await queue.later(PAST);
      expect(await one(queue)).toMatchObject({ body: 'again', receives: 3 });
    },
  },
  {
    name: 'does not deliver again what was acknowledged',
    shape: shortVisible,
    run: async (queue) => {
      await queue.send('done');
      await queue.acknowledge(await one(queue));
      await queue.later(PAST);
      expect(await queue.receive()).toEqual([]);
      expect(await queue.dead()).toEqual([]);
    },
  },
  {
    name: 'delivers a delayed message when its time has come',
    run: async (queue) => {
      await queue.send('later', 2);
      expect(await queue.receive()).toEqual([]);
      await queue.later(1);
      expect(await queue.receive()).toEqual([]);
      await queue.later(PAST);
      expect(await one(queue)).toMatchObject({ body: 'later', receives: 1 });
    },
  },
  {
    name: 'delivers sooner what was given back with a short delay',
    run: async (queue) => {
      await queue.send('given back');
      await queue.delay(await one(queue), 1);
      expect(await queue.receive()).toEqual([]);
      await queue.later(PAST);
      expect(await one(queue)).toMatchObject({ body: 'given back', receives: 2 });
    },
  },
  {
    name: 'delivers at once what was given back without a delay',
    run: async (queue) => {
      await queue.send('given back');
      await queue.delay(await one(queue), 0);
      await queue.later(0.1);
      expect(await one(queue)).toMatchObject({ receives: 2 });
    },
  },
  {
    name: 'delivers later what was given back with a long delay',
    shape: shortVisible,
    run: async (queue) => {
      await queue.send('given back');
      await queue.delay(await one(queue), 3);
      await queue.later(2);
      expect(await queue.receive()).toEqual([]);
      await queue.later(PAST);
      expect(await one(queue)).toMatchObject({ receives: 2 });
    },
  },
  {
    name: 'can be acknowledged after it was given back and received again',
    run: async (queue) => {
      await queue.send('second time');
      await queue.delay(await one(queue), 1);
      await queue.later(PAST);
      await queue.acknowledge(await one(queue));
      await queue.later(PAST);
      expect(await queue.receive()).toEqual([]);
    },
  },
  {
    name: 'makes a dead letter of what was received too often, with its body',
    shape: { visibilitySeconds: 1, maxReceives: 2 },
    run: async (queue) => {
      await queue.send('poison');
      for (const receives of [1, 2]) {
        expect(await one(queue)).toMatchObject({ receives });
        await queue.later(PAST);
      }
      expect(await queue.receive()).toEqual([]);
      expect(await queue.dead()).toEqual(['poison']);
    },
  },
  {
    name: 'makes no dead letter of what was acknowledged at its last receive',
    shape: { visibilitySeconds: 1, maxReceives: 2 },
    run: async (queue) => {
      await queue.send('just in time');
      await one(queue);
      await queue.later(PAST);
      await queue.acknowledge(await one(queue));
      await queue.later(PAST);
      expect(await queue.receive()).toEqual([]);
      expect(await queue.dead()).toEqual([]);
    },
  },
  {
    name: 'counts a delivery after a delay like any other',
    shape: { visibilitySeconds: LONG, maxReceives: 2 },
    run: async (queue) => {
      await queue.send('poison');
      for (const receives of [1, 2]) {
        const message = await one(queue);
        expect(message.receives).toBe(receives);
        await queue.delay(message, 0);
        await queue.later(0.1);
      }
      expect(await queue.receive()).toEqual([]);
      expect(await queue.dead()).toEqual(['poison']);
    },
  },
  {
    name: 'delivers each of several messages, and acknowledges one without the others',
    shape: shortVisible,
    run: async (queue) => {
      for (const body of ['a', 'b', 'c']) await queue.send(body);
      const received = await queue.receive();
      expect(bodies(received)).toEqual(['a', 'b', 'c']);
      for (const message of received) if (message.body === 'b') await queue.acknowledge(message);
      await queue.later(PAST);
      expect(bodies(await queue.receive())).toEqual(['a', 'c']);
    },
  },
  {
    name: 'takes the same body twice for two messages',
    run: async (queue) => {
      await queue.send('same');
      await queue.send('same');
      const received = await queue.receive();
      expect(bodies(received)).toEqual(['same', 'same']);
      expect(new Set(received.map(({ handle }) => handle)).size).toBe(2);
    },
  },
];

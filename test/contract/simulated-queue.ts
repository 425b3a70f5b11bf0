import type { SQSBatchResponse } from 'aws-lambda';
import { Platform } from '../simulation/platform.ts';
import { noLiberties } from '../simulation/platform.ts';
import { createReplayTape } from '../simulation/tape.ts';
import { calm, settled, World } from '../simulation/world.ts';
import type { QueueShape, QueueUnderTest, ReceivedMessage } from './queue-cases.ts';

const START = 1_795_000_000_000;
/** Longer than any case: a function never times out here. */
const FOREVER = 1e9;

/** The simulator's queue without its liberties. It pushes: a consumer keeps what it is given until it is asked for. */
export function simulatedQueue({ visibilitySeconds, maxReceives }: QueueShape): QueueUnderTest {
  const world = new World(createReplayTape([]), START, calm, false, undefined);
  const platform = new Platform(
    world,
    [
      { name: 'queue', visibilityMs: visibilitySeconds * 1_000, maxReceives, deadLetterQueue: 'dead' },
      { name: 'dead', visibilityMs: FOREVER, maxReceives: 1_000 },
    ],
    noLiberties,
  );
  const given = new Map<string, ReceivedMessage[]>([
    ['queue', []],
    ['dead', []],
  ]);
  const working = new Map<string, (response: SQSBatchResponse) => void>();
  for (const [name, messages] of given)
    platform.attach({
      name,
      queue: name,
      timeoutMs: FOREVER,
      concurrency: 1_000,
      start: () => (event) => {
        for (const { body, messageId, attributes } of event.Records)
          messages.push({ body, handle: messageId, receives: Number(attributes.ApproximateReceiveCount) });
        return new Promise((resolve) => {
          for (const { messageId } of event.Records) working.set(messageId, resolve);
        });
      },
    });
  const later = async (seconds: number): Promise<void> => {
    const until = world.now + seconds * 1_000;
    let reached = false;
    world.at(until, () => {
      reached = true;
    });
    while (!reached && world.step()) await settled();
  };
  const take = async (name: string): Promise<readonly ReceivedMessage[]> => {
    await later(0.001);
    return given.get(name)?.splice(0) ?? [];
  };
  return {
    send: async (body, delaySeconds = 0) => platform.send('queue', body, delaySeconds * 1_000),
    receive: () => take('queue'),
    async acknowledge({ handle }) {
      working.get(handle)?.({ batchItemFailures: [] });
      await settled();
    },
    delay: async ({ handle }, seconds) => platform.delay('queue', handle, seconds),
    later,
    dead: async () => (await take('dead')).map(({ body }) => body),
  };
}

import { expect, it } from 'vitest';
import type { Brain } from '../../../handlers/fabricator/brain.ts';
import { fabricate } from '../../../handlers/fabricator/fabricate.ts';
import { createWorld } from './world.ts';

/** A model that must not be asked, or declines. */
class CountingBrain implements Brain {
  asked = 0;

  async work() {
    this.asked += 1;
    return { kind: 'ended', why: 'endTurn', lastText: 'no', usage: { inputTokens: 1, outputTokens: 1, modelCalls: 1 } } as const;
  }
}

function worldWith(source: 'fabricated' | 'registered', state: 'active' | 'inactive' = 'active') {
  const brain = new CountingBrain();
  const world = createWorld({ brain });
  world.registry.putAgentRow({
    agentId: 'word-counter',
    state,
    source,
    config: {
      name: 'word-counter',
      schema: { type: 'object' },
      version: 'v3',
      description: 'Counts the words of a text.',
      action: { type: 'sqs', target: 'worker' },
    },
  });
  return { brain, world };
}

const fabricateFor = async ({ world }: ReturnType<typeof worldWith>, taskDetails: string) => {
  try {
    return await fabricate(world.ports, { taskDetails }, 'a'.repeat(64), AbortSignal.timeout(10_000));
  } finally {
    await world.close();
  }
};

it('reuses the agent that was made for the same need in other words, without asking the model', async () => {
  const given = worldWith('fabricated');
  expect(await fabricateFor(given, 'An agent that counts words of texts, please')).toMatchObject({
    kind: 'made',
    output: { agentId: 'word-counter', version: 'v3', state: 'active', message: expect.stringContaining('Nothing new was made') },
  });
  expect(given.brain.asked).toBe(0);
});

it.each([
  ['a need that goes further', 'fabricated', 'active', 'An agent that counts words and syllables of a text'],
  ['a need of too few words to tell', 'fabricated', 'active', 'counts words'],
  ['an agent that a person registered', 'registered', 'active', 'An agent that counts words of texts'],
  ['an agent that is switched off', 'fabricated', 'inactive', 'An agent that counts words of texts'],
] as const)('asks the model about %s', async (_what, source, state, need) => {
  const given = worldWith(source, state);
  expect(await fabricateFor(given, need)).toMatchObject({ kind: 'failed' });
  expect(given.brain.asked).toBe(1);
});

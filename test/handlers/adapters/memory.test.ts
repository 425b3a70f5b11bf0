import { describe, expect, test } from 'vitest';
import { systemEntropy } from '../../../handlers/adapters/aws/system-entropy.ts';
import { ManualClock } from '../../../handlers/adapters/memory/manual-clock.ts';
import { MemoryOrchestrationStore } from '../../../handlers/adapters/memory/orchestration-store.ts';
import { MemoryInbox, MemoryTaskQueue } from '../../../handlers/adapters/memory/outboxes.ts';
import { ScriptedModel } from '../../../handlers/adapters/memory/scripted-model.ts';
import { SeededEntropy } from '../../../handlers/adapters/memory/seeded-entropy.ts';
import { MemoryTables } from '../../../handlers/adapters/memory/tables.ts';
import type { ModelOutcome } from '../../../handlers/shell/ports.ts';
import { headOf, taskOf } from '../../contract/items.ts';

describe('stand-ins', () => {
  test('a seed gives the same tokens and fractions every time, another seed others', () => {
    const draw = (seed: number) => {
      const entropy = new SeededEntropy(seed);
      return [entropy.token(16), entropy.fraction(), entropy.token(16)];
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test('tokens have the form and length of real ones, fractions are in bounds', () => {
    const seeded = new SeededEntropy(1);
    for (const bytes of [1, 16, 31]) {
      expect(seeded.token(bytes)).toHaveLength(systemEntropy.token(bytes).length);
      expect(seeded.token(bytes)).toMatch(/^[A-Za-z0-9_-]+$/u);
    }
    for (const entropy of [seeded, systemEntropy]) {
      const fractions = Array.from({ length: 2_000 }, () => entropy.fraction());
      expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...fractions)).toBeLessThan(1);
      expect(fractions.reduce((sum, one) => sum + one, 0) / fractions.length).toBeCloseTo(0.5, 1);
    }
  });

  test('the clock moves when it is moved', () => {
    const clock = new ManualClock(1_000);
    clock.advance(50);
    clock.advance(-10);
    expect(clock.now()).toBe(1_040);
    clock.set(5);
    expect(clock.now()).toBe(5);
  });

  test('the scripted model answers in order, keeps what it was asked, and says when its script is at its end', async () => {
    const throttled: ModelOutcome = { kind: 'throttled', message: 'later' };
    const model = new ScriptedModel([throttled, ({ maxTokens }) => ({ kind: 'invalid', message: String(maxTokens) })]);
    const request = { system: '', messages: [], maxTokens: 9, timeoutMs: 1 };
    expect([await model.ask(request), await model.ask(request)]).toEqual([throttled, { kind: 'invalid', message: '9' }]);
    await expect(model.ask(request)).rejects.toThrow('was asked 3 times and knows 2 answers');
    expect(model.requests).toEqual([request, request, request]);
  });

  test('queues keep what was sent and refuse what they are told to', async () => {
    const queue = new MemoryTaskQueue();
    queue.refusing.add('broken');
    const body = { agent_input: {}, orchestration_id: 'o', agent_use_id: 'u', node: 'a' };
    expect(
      await queue.send([
        { target: 'good', body },
        { target: 'broken', body },
      ]),
    ).toEqual([1]);
    expect(queue.sent).toEqual([{ target: 'good', body }]);
    const inbox = new MemoryInbox();
    await inbox.wake(['o-1', 'o-2'], 5_000);
    expect(inbox.ticks).toEqual([
      { orchestrationId: 'o-1', delaySeconds: 900 },
      { orchestrationId: 'o-2', delaySeconds: 900 },
    ]);
  });
});

describe('stored items', () => {
  test('cannot be changed by whoever wrote or read them', async () => {
    const store = new MemoryOrchestrationStore(new MemoryTables());
    const head = headOf('o');
    const task = taskOf('o', 0);
    await store.create(head, []);
    await store.update(head, head, [], [task]);
    head.turn = 99;
    task.status = 'FAILED';
    const stored = await store.head('o');
    expect(stored?.turn).toBe(0);
    expect((await store.tasks('o#1'))[0]?.status).toBe('CREATED');
    expect(Object.isFrozen(stored)).toBe(true);
  });
});

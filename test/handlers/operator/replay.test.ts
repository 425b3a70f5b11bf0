import { describe, expect, it } from 'vitest';
import { limits } from '../../../handlers/core/limits.ts';
import { timing } from '../../../handlers/core/timing.ts';
import { replay } from '../../../handlers/operator/replay.ts';
import { orchestrationId, says, StoredRun, uses } from './stored-run.ts';

const facts = ['claimed', 'turnCommitted', 'dispatched', 'claimed', 'completed', 'announced'];

describe('a replay', () => {
  it('comes to the stored decisions without the model, the agents or a write', async () => {
    const run = new StoredRun([uses(1, 'adder', 'adder'), uses(2, 'adder'), says('it is', '3')]);
    await run.request();
    await run.complete();
    await run.complete('x'.repeat(limits.inlineBytes + 1));
    const before = structuredClone([...run.tables.orchestrations]);
    const replayed = await replay(run, orchestrationId);
    expect(replayed).toMatchObject({ status: 'COMPLETED', answersUsed: 3, resultsUsed: 3, withheld: { tasks: 3 }, differences: [] });
    expect(replayed?.facts.map(({ fact }) => fact)).toEqual(['claimed', 'turnCommitted', 'dispatched', ...facts]);
    expect([...run.tables.orchestrations]).toEqual(before);
    expect(run.inbox.ticks).toEqual([]);
  });

  it('knows nothing of an id that was never stored', async () => {
    expect(await replay(new StoredRun([]), orchestrationId)).toBeUndefined();
  });

  it('says where the model would be called when the record ends there', async () => {
    const run = new StoredRun([uses(1, 'adder'), { kind: 'throttled', message: 'slow down' }]);
    await run.request();
    await run.complete();
    expect(await replay(run, orchestrationId)).toMatchObject({ status: 'READY', next: 'asks the model', answersUsed: 1, differences: [] });
  });

  it('says that it waits when agents have not ended', async () => {
    const run = new StoredRun([uses(1, 'adder')]);
    await run.request();
    expect(await replay(run, orchestrationId)).toMatchObject({ status: 'WAITING', next: 'waits for its agents', differences: [] });
  });

  it('repeats what was refused when the turn was committed', async () => {
    const run = new StoredRun([uses(1, 'nobody', 'adder'), uses(2, ...Array.from({ length: limits.tasksPerTurn + 3 }, () => 'adder')), says('done')]);
    await run.request();
    await run.complete();
    await run.complete();
    expect(await replay(run, orchestrationId)).toMatchObject({ status: 'COMPLETED', differences: [] });
  });

  it('uses an agent that was made in the run as it was then', async () => {
    const run = new StoredRun([uses(1, 'fabricator'), uses(2, 'roman'), says('XII')]);
    await run.request();
    run.addAgent('roman', 'v1');
    await run.complete({ agentId: 'roman', state: 'active' });
    await run.complete();
    await run.registry.addVersion({
      agentId: 'roman',
      version: 'v1',
      by: 'fabricator',
      createdAt: '2026-11-24T00:00:00.000Z',
      config: {
        name: 'roman',
        description: 'roman',
        version: 'v1',
        schema: { type: 'object' },
        filename: 'roman.js',
        action: { type: 'sqs', target: 'worker' },
      },
    });
    run.addAgent('roman', 'v2');
    expect(await replay(run, orchestrationId)).toMatchObject({ status: 'COMPLETED', differences: [] });
  });

  it.each([
    ['the model was throttled for good', { kind: 'throttled', message: 'slow down' }, 'MODEL_ATTEMPTS'],
    ['the model refused the request', { kind: 'invalid', message: 'no' }, 'MODEL_REFUSED'],
  ] as const)('ends as the record did when %s', async (_title, failure, code) => {
    const run = new StoredRun([uses(1, 'adder'), ...Array.from({ length: 12 }, () => failure)]);
    await run.request();
    await run.complete();
    for (let tries = 0; tries < 12; tries++) {
      run.clock.advance(timing.backoffCap);
      await run.orchestrator.look(orchestrationId, 'r-1');
    }
    expect((await run.store.head(orchestrationId))?.reason?.code).toBe(code);
    expect(await replay(run, orchestrationId)).toMatchObject({ status: 'FAILED', differences: [] });
  });

  it('ends as the record did when it was cancelled while agents were out', async () => {
    const run = new StoredRun([uses(1, 'adder', 'adder')]);
    await run.request();
    await run.orchestrator.cancel(orchestrationId, 'r-1', 'ana', 'wrong file');
    expect(await replay(run, orchestrationId)).toMatchObject({ status: 'CANCELLED', differences: [] });
  });

  it('ends as the record did when the deadline passed', async () => {
    const run = new StoredRun([uses(1, 'adder')]);
    await run.request({ budget: { deadlineSeconds: 60 } });
    run.clock.advance(61_000);
    await run.orchestrator.look(orchestrationId, 'r-1');
    expect(await replay(run, orchestrationId)).toMatchObject({ status: 'FAILED', differences: [] });
  });

  it('ends as the record did when a budget was spent', async () => {
    const run = new StoredRun([uses(1, 'adder')]);
    await run.request({ budget: { turns: 1 } });
    await run.complete();
    expect((await run.store.head(orchestrationId))?.reason?.code).toBe('BUDGET_TURNS');
    expect(await replay(run, orchestrationId)).toMatchObject({ status: 'FAILED', differences: [] });
  });

  it('shows a stored message that the decisions do not lead to', async () => {
    const run = new StoredRun([uses(1, 'adder'), says('3')]);
    await run.request();
    await run.complete();
    const stored = run.tables.orchestrations.get(orchestrationId);
    const message = stored?.messages.get('M#0002');
    if (stored === undefined || message === undefined) throw new Error('the run has stored nothing');
    stored.messages.set('M#0002', { ...message, body: (message.body ?? '').replace('"3"', '"4"') });
    const replayed = await replay(run, orchestrationId);
    expect(replayed?.differences).toEqual([
      { where: 'message M#0002', stored: expect.stringContaining('"text":"4"'), replayed: expect.stringContaining('"text":"3"') },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { fork } from '../../../handlers/operator/fork.ts';
import { replay } from '../../../handlers/operator/replay.ts';
import { orchestrationId, says, StoredRun, uses } from './stored-run.ts';

async function endedRun(...after: ConstructorParameters<typeof StoredRun>[0]): Promise<StoredRun> {
  const run = new StoredRun([uses(1, 'adder'), says('it is 3'), ...after]);
  await run.request();
  await run.complete();
  return run;
}

async function go(run: StoredRun, id: string): Promise<void> {
  await run.orchestrator.look(id, 'r-1');
}

describe('a fork', () => {
  it('asks the model again from an edited result, and leaves the original as it was', async () => {
    const asked: string[] = [];
    const run = await endedRun((request) => {
      asked.push(JSON.stringify(request.messages));
      return {
        kind: 'answered',
        content: [{ type: 'text', text: 'it is 4' }],
        stopReason: 'end_turn',
        usage: { inputTokens: 1, outputTokens: 1, cachedTokens: 0, costUsd: 0 },
      };
    });
    const before = await run.store.load(orchestrationId);
    const forked = await fork(run, {
      orchestrationId,
      turn: 2,
      by: 'ana',
      edits: [
        { type: 'result', toolUseId: 't1u0', text: '4' },
        { type: 'say', text: 'trust it' },
      ],
    });
    if (forked.kind !== 'forked') throw new Error(forked.message);
    expect(run.inbox.ticks).toEqual([{ orchestrationId: forked.orchestrationId, delaySeconds: 0 }]);
    await go(run, forked.orchestrationId);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('"text":"4"');
    expect(asked[0]).toContain('trust it');
    expect(await run.store.head(forked.orchestrationId)).toMatchObject({
      status: 'COMPLETED',
      turn: 2,
      requestedBy: 'ana',
      forkedFrom: { orchestrationId, turn: 2 },
      usage: { modelCalls: 1 },
    });
    expect(await run.store.load(orchestrationId)).toEqual(before);
    expect(await replay(run, forked.orchestrationId)).toMatchObject({ answersUsed: 1, differences: [] });
  });

  it('begins anew with another task at turn 1', async () => {
    const run = await endedRun(uses(1, 'adder'), says('it is 7'));
    const forked = await fork(run, { orchestrationId, turn: 1, by: 'ana', edits: [{ type: 'task', text: 'add 3 and 4' }] });
    if (forked.kind !== 'forked') throw new Error(forked.message);
    await go(run, forked.orchestrationId);
    await run.complete(7);
    expect(await run.store.head(forked.orchestrationId)).toMatchObject({ status: 'COMPLETED', title: 'add 3 and 4', turn: 2 });
    expect(await replay(run, forked.orchestrationId)).toMatchObject({ differences: [] });
  });

  it('copies a conversation that is longer than one transaction, and nobody claims it half-way', async () => {
    const turns = 60;
    const run = new StoredRun([...Array.from({ length: turns }, (_, index) => uses(index + 1, 'adder')), says('done'), says('done again')]);
    await run.request({ budget: { turns: 100 } });
    for (let turn = 0; turn < turns; turn++) await run.complete();
    const { store } = run;
    const update: typeof store.update = async (...parameters) => {
      await go(run, parameters[0].orchestrationId);
      return store.update(...parameters);
    };
    const watched = new Proxy(store, { get: (target, key) => (key === 'update' ? update : Reflect.get(target, key).bind(target)) });
    const { payloads, registry, inbox, bus, clock, entropy } = run;
    const forked = await fork({ store: watched, payloads, registry, inbox, bus, clock, entropy }, { orchestrationId, turn: turns + 1, by: 'ana', edits: [] });
    if (forked.kind !== 'forked') throw new Error(forked.message);
    await go(run, forked.orchestrationId);
    expect(await run.store.head(forked.orchestrationId)).toMatchObject({ status: 'COMPLETED', turn: turns + 1 });
  });

  it.each([
    [{ turn: 9, edits: [] }, 'TURN_UNKNOWN', 'from 1 to 2'],
    [{ turn: 0, edits: [] }, 'TURN_UNKNOWN', 'from 1 to 2'],
    [{ turn: 1.5, edits: [] }, 'TURN_UNKNOWN', 'from 1 to 2'],
    [{ turn: 2, edits: [{ type: 'task', text: 'x' }] }, 'EDIT_IMPOSSIBLE', 'turn 1'],
    [{ turn: 2, edits: [{ type: 'result', toolUseId: 'other', text: 'x' }] }, 'EDIT_IMPOSSIBLE', 't1u0'],
    [{ turn: 2, edits: [{ type: 'say', text: ' ' }] }, 'EDIT_IMPOSSIBLE', 'empty'],
  ] as const)('refuses %j and says what would do', async (request, code, hint) => {
    const run = await endedRun();
    expect(await fork(run, { orchestrationId, by: 'ana', ...request })).toEqual({ kind: 'refused', code, message: expect.stringContaining(hint) });
  });

  it('refuses an orchestration that is not there', async () => {
    expect(await fork(new StoredRun([]), { orchestrationId: 'nope', turn: 1, by: 'ana', edits: [] })).toMatchObject({ code: 'ORCHESTRATION_UNKNOWN' });
  });
});

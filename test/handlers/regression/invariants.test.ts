/** Invariants that need the handlers together and no luck; the simulator checks the others (and these) under faults. */
import { describe, expect, it } from 'vitest';
import { timing } from '../../../handlers/core/timing.ts';
import { formatUseId, requestIdOf } from '../../../handlers/core/task/use-id.ts';
import { agentRow, stubSource } from '../../deployment/agents.ts';
import { deployInMemory, type MemoryDeployment } from '../../deployment/memory-deployment.ts';
import { planned } from '../../deployment/model.ts';

const MINUTE = 60_000;
/** Visibility of the queues and one run of the sweeper. */
const HEALED_AFTER = 960_000 + MINUTE;

/** Time passes; every minute the sweeper runs and everything is delivered. Returns the milliseconds until `id` was announced. */
async function untilAnnounced(deployed: MemoryDeployment, id: string, most: number): Promise<number> {
  for (let passed = 0; passed <= most; passed += MINUTE) {
    await deployed.settle();
    if (deployed.tables.orchestrations.get(id)?.head.announced === true) return passed;
    deployed.transport.clock.advance(MINUTE);
    await deployed.sweep();
  }
  throw new Error(`${id} was not announced within ${most} ms`);
}

/** A port call that never returns, the first time: the process died there. */
function diesOnce<A extends readonly unknown[], R>(call: (...args: A) => Promise<R>, when: 'before' | 'after'): (...args: A) => Promise<R> {
  let died = false;
  return async (...args) => {
    if (died) return call(...args);
    died = true;
    if (when === 'after') await call(...args);
    return new Promise<never>(() => undefined);
  };
}

it('a message for a task that was never committed runs nothing (S7)', async () => {
  let ran = 0;
  const deployed = deployInMemory({ model: planned(['adder']), agent: () => (ran++, { kind: 'returned', value: 1 }) }, ['adder']);
  const agent_use_id = formatUseId({ orchestrationId: 'o-1', turn: 1, token: 'A'.repeat(22), taskId: '00-u0_0' });
  await deployed.transport.send('worker', JSON.stringify({ agent_input: {}, orchestration_id: 'o-1', agent_use_id, node: 'adder' }));
  await deployed.settle();
  expect({ ran, left: deployed.transport.depth('worker'), told: deployed.transport.published }).toEqual({ ran: 0, left: 0, told: [] });
});

describe('the code that runs (S11)', () => {
  it.each([
    ['was changed after it was registered', { sha256: 'a'.repeat(64) }, 'AGENT_CODE_CHANGED'],
    ['is gone', { sha256: 'a'.repeat(64), config: { ...agentRow('adder', 'worker').config, filename: 'agents/gone.js' } }, 'AGENT_CODE_MISSING'],
  ])('is not run when it %s', async (_what, change, code) => {
    let ran = 0;
    const deployed = deployInMemory({ model: planned(['adder']), agent: () => (ran++, { kind: 'returned', value: 1 }) }, []);
    deployed.registry.putAgentRow({ ...agentRow('adder', 'worker'), ...change });
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(ran).toBe(0);
    expect(deployed.tables.tasks(requestIdOf('o-1', 1))).toMatchObject([{ status: 'FAILED', error: { code } }]);
  });

  it('is the code that the claim pinned', async () => {
    const ran: string[] = [];
    const deployed = deployInMemory({ model: planned(['adder']), agent: ({ source }) => (ran.push(source), { kind: 'returned', value: 1 }) }, ['adder']);
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(ran).toEqual([stubSource.text]);
    expect(deployed.tables.tasks(requestIdOf('o-1', 1))).toMatchObject([{ agentVersion: 'v1', codeSha256: stubSource.sha256 }]);
  });
});

describe('one crash heals within a visibility timeout and a sweep (L4)', () => {
  it.each([
    ['the request is stored', 'create', 'after'],
    ['the turn is committed', 'update', 'after'],
    ['the turn is committed, just before it', 'update', 'before'],
    ['a completion is recorded', 'endTask', 'after'],
    ['a completion is recorded, just before it', 'endTask', 'before'],
  ] as const)('when the supervisor dies as %s', async (_when, call, when) => {
    const deployed = deployInMemory({ model: planned(['adder']) }, ['adder'], {
      adjust: (ports) => {
        const { store } = ports.supervisor;
        const calls = {
          head: store.head.bind(store),
          load: store.load.bind(store),
          tasks: store.tasks.bind(store),
          create: store.create.bind(store),
          update: store.update.bind(store),
          endTask: store.endTask.bind(store),
          addToken: store.addToken.bind(store),
          due: store.due.bind(store),
        };
        const dying = { ...calls, create: calls.create, update: calls.update, endTask: calls.endTask };
        if (call === 'create') dying.create = diesOnce(calls.create, when);
        if (call === 'update') dying.update = diesOnce(calls.update, when);
        if (call === 'endTask') dying.endTask = diesOnce(calls.endTask, when);
        return { ...ports, supervisor: { ...ports.supervisor, store: dying } };
      },
    });
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await dieOn(deployed);
    expect(await untilAnnounced(deployed, 'o-1', HEALED_AFTER)).toBeGreaterThan(0);
  });

  it('when the worker dies while the agent runs', async () => {
    let run: () => Promise<never> | undefined = () => new Promise<never>(() => undefined);
    const deployed = deployInMemory({ model: planned(['adder']), agent: () => run() ?? { kind: 'returned', value: 1 } }, ['adder']);
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await dieOn(deployed);
    run = () => undefined;
    expect(await untilAnnounced(deployed, 'o-1', HEALED_AFTER)).toBeGreaterThan(0);
  });
});

describe('under a permanent outage everything is terminal by its deadline (L5)', () => {
  it.each(['an agent that never answers', 'a model that is never there'])('of %s', async (outage) => {
    const deployed = deployInMemory(
      { model: (request) => (outage.startsWith('a model') ? { kind: 'unavailable', message: 'no route' } : planned(['adder'])(request)) },
      [],
    );
    deployed.registry.putAgentRow({ ...agentRow('adder', 'nobody-listens') });
    await deployed.request({ task: 'add', orchestrationId: 'o-1', budget: { deadlineSeconds: 1_800 } });
    expect(await untilAnnounced(deployed, 'o-1', timing.orchestrationDeadline)).toBeLessThanOrEqual(1_800_000 + 2 * MINUTE);
    expect(deployed.tables.orchestrations.get('o-1')?.head.status).toBe('FAILED');
  });
});

/** Delivers until a delivery does not come back: its process died. */
async function dieOn(deployed: MemoryDeployment): Promise<void> {
  for (let deliveries = 0; deliveries < 20; deliveries++) {
    const queue = deliveries % 2 === 0 ? 'inbox' : 'worker';
    const ended = await Promise.race([
      deployed.deliver(queue).then(() => true),
      new Promise<false>((resolve) => setImmediate(() => setImmediate(() => resolve(false)))),
    ]);
    if (!ended) return;
  }
  throw new Error('nothing died');
}

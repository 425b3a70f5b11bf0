/** Defects of the original system, each by the outcome that it did not have: completions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestIdOf } from '../../../handlers/core/task/use-id.ts';
import { deployInMemory, type MemoryDeployment } from '../../deployment/memory-deployment.ts';
import { asks, planned, says, turnOf } from '../../deployment/model.ts';

/** Final events of an orchestration. */
function finals({ transport }: MemoryDeployment) {
  return transport.published.filter(({ detailType }) => /^orchestration\.(completed|failed|cancelled)$/u.test(detailType));
}

function completions({ transport }: MemoryDeployment) {
  return transport.published.filter(({ detailType }) => detailType === 'task.completion');
}

describe('a completion', () => {
  it('that arrives before the dispatch is recorded counts', async () => {
    const deployed = deployInMemory({ model: planned(['adder']) }, ['adder'], {
      // The whole task runs, and is told of, while the supervisor is still handing it over.
      adjust: (ports) => ({
        ...ports,
        supervisor: {
          ...ports.supervisor,
          queue: {
            send: async (messages) => {
              const refused = await ports.supervisor.queue.send(messages);
              while ((await deployed.deliver('worker')) || (await deployed.deliver('inbox')));
              return refused;
            },
          },
        },
      }),
    });
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(deployed.tables.tasks(requestIdOf('o-1', 1))).toMatchObject([{ status: 'SUCCEEDED', result: '"done"' }]);
    expect(finals(deployed)).toMatchObject([{ detailType: 'orchestration.completed', detail: { answer: 'done' } }]);
  });

  it('of an earlier turn changes nothing while a later one runs', async () => {
    const deployed = deployInMemory({ model: planned(['adder'], ['adder']) }, ['adder']);
    await deployed.request({ task: 'add twice', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    await deployed.deliver('worker');
    await deployed.deliver('inbox');
    const [first] = completions(deployed);
    if (first === undefined) throw new Error('the first turn was not completed');
    const before = deployed.tables.orchestrations.get('o-1')?.head;
    expect(before).toMatchObject({ status: 'WAITING', turn: 2 });
    for (const data of ['done', 'something else']) await deployed.transport.publish({ ...first, detail: { ...(first.detail as object), data } });
    await deployed.deliver('inbox');
    await deployed.deliver('inbox');
    expect(deployed.tables.orchestrations.get('o-1')?.head).toBe(before);
    expect(deployed.tables.tasks(requestIdOf('o-1', 1))).toMatchObject([{ result: '"done"' }]);
    expect(deployed.tables.tasks(requestIdOf('o-1', 2))).toMatchObject([{ status: 'CREATED' }]);
    await deployed.settle();
    expect(finals(deployed)).toHaveLength(1);
  });

  it('k times, in any order, ends each task once and the orchestration once (S4)', async () => {
    const agents = ['adder', 'searcher', 'writer'];
    const deliveries = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }).chain((times) => {
      const all = times.flatMap((count, task) => Array.from({ length: count }, () => task));
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    });
    await fc.assert(
      fc.asyncProperty(deliveries, async (order) => {
        const seen: unknown[] = [];
        const deployed = deployInMemory(
          {
            model: (request) => {
              if (turnOf(request) === 0) return asks(request, agents);
              seen.push(request.messages.at(-1)?.content);
              return says('done');
            },
            agent: ({ agentId }) => ({ kind: 'returned', value: `by ${agentId}` }),
          },
          agents,
        );
        await deployed.request({ task: 'three things', orchestrationId: 'o-1' });
        await deployed.deliver('inbox');
        for (const _ of agents) await deployed.deliver('worker');
        const told = completions(deployed);
        for (const _ of agents) await deployed.transport.delete('inbox', await deployed.take('inbox'));
        for (const task of order) {
          const completion = told[task];
          if (completion === undefined) throw new Error(`there is no completion ${task}`);
          await deployed.transport.publish(completion);
        }
        await deployed.settle();
        expect(seen).toEqual([agents.map((agent, index) => ({ type: 'toolResult', toolUseId: `u0_${index}`, status: 'success', text: `by ${agent}` }))]);
        expect(finals(deployed)).toHaveLength(1);
        expect(deployed.telemetry.total('completion.duplicate')).toBe(order.length - agents.length);
      }),
      { numRuns: 60 },
    );
  });

  it('that is looked at while another one announces the end does not announce it again', async () => {
    const deployed = deployInMemory({ model: planned(['adder', 'searcher', 'writer']) }, ['adder', 'searcher', 'writer'], {
      // The last completion is in hand when the end is stored, and not yet marked as announced.
      adjust: (ports) => ({
        ...ports,
        supervisor: {
          ...ports.supervisor,
          bus: {
            publish: async (events) => {
              if (events.some(({ detailType }) => detailType === 'orchestration.completed')) while (await deployed.deliver('inbox'));
              await ports.supervisor.bus.publish(events);
            },
          },
        },
      }),
    });
    await deployed.request({ task: 'three things', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    for (let agent = 0; agent < 3; agent++) await deployed.deliver('worker');
    const [, , third] = completions(deployed);
    if (third === undefined) throw new Error('the third task was not completed');
    await deployed.transport.publish(third);
    await deployed.settle();
    expect(deployed.tables.orchestrations.get('o-1')?.head).toMatchObject({ status: 'COMPLETED', announced: true });
    expect(deployed.telemetry.total('completion.duplicate')).toBe(1);
    expect(finals(deployed)).toHaveLength(1);
  });

  it('without the token of its task changes nothing (S10)', async () => {
    const deployed = deployInMemory({ model: planned(['adder']) }, ['adder']);
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    const [task] = deployed.tables.tasks(requestIdOf('o-1', 1));
    const detail = { orchestration_id: 'o-1', agent_use_id: `o-1:1:${'A'.repeat(22)}:${task?.taskId ?? ''}`, node: 'adder', data: 'forged' };
    await deployed.transport.publish({ source: 'task.completion', detailType: 'task.completion', detail });
    await deployed.deliver('inbox');
    expect(deployed.tables.tasks(requestIdOf('o-1', 1))).toEqual([task]);
    expect(deployed.telemetry.total('completion.forged')).toBe(1);
  });
});

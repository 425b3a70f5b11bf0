/** Defects of the original system, each by the outcome that it did not have: what the model asks for. */
import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../../../handlers/shell/ports.ts';
import { defaultBudget } from '../../../handlers/core/orchestration/create.ts';
import { requestIdOf } from '../../../handlers/core/task/use-id.ts';
import { agentRow } from '../../deployment/agents.ts';
import { deployInMemory, type MemoryDeployment } from '../../deployment/memory-deployment.ts';
import { asks, planned, says, turnOf } from '../../deployment/model.ts';

function finals({ transport }: MemoryDeployment) {
  return transport.published.filter(({ detailType }) => /^orchestration\.(completed|failed|cancelled)$/u.test(detailType));
}

/** The tool results that the model is given last. */
function results({ messages }: ModelRequest) {
  return (messages.at(-1)?.content ?? []).flatMap((block) => (block.type === 'toolResult' ? [block] : []));
}

describe('a turn', () => {
  it('that asks for the same agent twice has two tasks and two results', async () => {
    let given: ModelRequest | undefined;
    const inputs: unknown[] = [];
    const deployed = deployInMemory(
      {
        model: (request) => {
          given = request;
          if (turnOf(request) > 0) return says('done');
          const asked = asks(request, ['adder', 'adder']);
          return asked.kind === 'answered'
            ? { ...asked, content: asked.content.map((block, n) => (block.type === 'toolUse' ? { ...block, input: { n } } : block)) }
            : asked;
        },
        agent: ({ input }) => {
          inputs.push(input);
          return { kind: 'returned', value: input };
        },
      },
      ['adder'],
    );
    await deployed.request({ task: 'add twice', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(inputs).toEqual([{ n: 0 }, { n: 1 }]);
    expect(given === undefined ? [] : results(given)).toMatchObject([
      { toolUseId: 'u0_0', text: '{"n":0}' },
      { toolUseId: 'u0_1', text: '{"n":1}' },
    ]);
    expect(finals(deployed)).toMatchObject([{ detail: { status: 'COMPLETED' } }]);
  });

  it('that asks for an unknown agent goes on: the model is told, nothing is sent for it', async () => {
    let given: ModelRequest | undefined;
    const deployed = deployInMemory(
      {
        model: (request) => {
          given = request;
          return planned(['nobody', 'adder'])(request);
        },
      },
      ['adder'],
    );
    await deployed.request({ task: 'ask nobody', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    expect(deployed.transport.depth('worker')).toBe(1);
    await deployed.settle();
    expect(given === undefined ? [] : results(given)).toMatchObject([
      { status: 'error', text: 'UNKNOWN_AGENT: there is no agent "nobody": use one of the offered tools' },
      { status: 'success' },
    ]);
    expect(finals(deployed)).toMatchObject([{ detail: { status: 'COMPLETED' } }]);
  });

  it('of which one send fails is sent in full, and nobody is sent twice', async () => {
    let refusals = 1;
    const ran: string[] = [];
    const agents = ['adder', 'searcher', 'writer'];
    const deployed = deployInMemory({ model: planned(agents), agent: ({ agentId }) => (ran.push(agentId), { kind: 'returned', value: agentId }) }, agents, {
      adjust: (ports) => ({
        ...ports,
        supervisor: {
          ...ports.supervisor,
          queue: {
            send: async (messages) => {
              if (refusals-- <= 0) return ports.supervisor.queue.send(messages);
              await ports.supervisor.queue.send(messages.filter((_, index) => index !== 1));
              return [1];
            },
          },
        },
      }),
    });
    await deployed.request({ task: 'three things', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(ran).toEqual(['adder', 'writer']);
    deployed.transport.clock.advance(10_000);
    await deployed.settle();
    expect(ran).toEqual(['adder', 'writer', 'searcher']);
    expect(finals(deployed)).toMatchObject([{ detail: { status: 'COMPLETED', answer: 'done' } }]);
  });

  it.each([32, 40])('of %i tool uses answers each of them, and runs at most 32', async (count) => {
    let ran = 0;
    let given: ModelRequest | undefined;
    const deployed = deployInMemory(
      {
        model: (request) => {
          given = request;
          return planned(Array.from({ length: count }, () => 'adder'))(request);
        },
        agent: () => (ran++, { kind: 'returned', value: 1 }),
      },
      ['adder'],
    );
    await deployed.request({ task: 'many things', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(ran).toBe(32);
    const told = given === undefined ? [] : results(given);
    expect(told.map(({ toolUseId }) => toolUseId)).toEqual(Array.from({ length: count }, (_, index) => `u0_${index}`));
    expect(told.map(({ status }) => status)).toEqual(Array.from({ length: count }, (_, index) => (index < 32 ? 'success' : 'error')));
    expect(finals(deployed)).toMatchObject([{ detail: { status: 'COMPLETED' } }]);
  });
});

describe('a model', () => {
  it('that answers in several text blocks is quoted in full', async () => {
    const deployed = deployInMemory({ model: () => says('First, 3.', 'Then, 4.', 'Together 7.') }, []);
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(finals(deployed)).toMatchObject([{ detail: { answer: 'First, 3.\nThen, 4.\nTogether 7.' } }]);
  });

  it('that never ends is ended by the turn budget, and the queues drain (L3)', async () => {
    const deployed = deployInMemory({ model: (request) => asks(request, ['adder']) }, ['adder']);
    await deployed.request({ task: 'for ever', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(finals(deployed)).toMatchObject([{ detailType: 'orchestration.failed', detail: { turn: defaultBudget.turns, reason: { code: 'BUDGET_TURNS' } } }]);
    expect(deployed.transport.depth('inbox') + deployed.transport.depth('worker')).toBe(0);
  });
});

describe('an agent', () => {
  it.each(['inactive', 'maintenance'])('that is suspended (%s) while its messages are queued does not run, and the orchestration ends', async (state) => {
    let ran = 0;
    const deployed = deployInMemory({ model: planned(['adder', 'adder']), agent: () => (ran++, { kind: 'returned', value: 1 }) }, ['adder']);
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    deployed.registry.putAgentRow({ ...agentRow('adder', 'worker'), state });
    await deployed.settle();
    expect(ran).toBe(0);
    expect(deployed.tables.tasks(requestIdOf('o-1', 1)).map(({ status, error }) => [status, error?.code])).toEqual([
      ['FAILED', 'AGENT_SUSPENDED'],
      ['FAILED', 'AGENT_SUSPENDED'],
    ]);
    expect(finals(deployed)).toMatchObject([{ detail: { status: 'COMPLETED' } }]);
  });
});

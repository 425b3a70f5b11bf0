/** An agent whose queue does not exist, is not ours to write to, or refuses its tasks for another lasting reason. */
import { expect, it } from 'vitest';
import type { AgentTask } from '../../../generated/messages/agent-task.v1.ts';
import { limits } from '../../../handlers/core/limits.ts';
import { requestIdOf } from '../../../handlers/core/task/use-id.ts';
import type { ModelRequest } from '../../../handlers/shell/ports.ts';
import { deployInMemory, type MemoryDeployment } from '../../deployment/memory-deployment.ts';
import { agentRow } from '../../deployment/agents.ts';
import { asks, says, turnOf } from '../../deployment/model.ts';

interface Scene {
  readonly deployed: MemoryDeployment;
  /** What the model is given in its second turn. */
  readonly given: () => ModelRequest | undefined;
  /** Seconds and minutes pass; whatever becomes visible is delivered, and the sweeper runs. */
  pass(minutes: number): Promise<void>;
}

/** Agents of others: `stranded`, whose queue takes nothing, and any other, which takes its time. */
function scene(wanted: readonly string[]): Scene {
  let given: ModelRequest | undefined;
  const model = (request: ModelRequest) => {
    if (turnOf(request) === 0) return asks(request, [...wanted]);
    given = request;
    return says('done');
  };
  const deployed = deployInMemory({ model }, [], {
    adjust: (ports) => ({
      ...ports,
      supervisor: {
        ...ports.supervisor,
        queue: {
          send: async (messages) => {
            await ports.supervisor.queue.send(messages.filter(({ target }) => target !== 'stranded-queue'));
            return messages.flatMap(({ target }, index) => (target === 'stranded-queue' ? [index] : []));
          },
        },
      },
    }),
  });
  for (const agentId of new Set(wanted)) {
    const { sha256: _code, ...row } = agentRow(agentId, `${agentId}-queue`);
    deployed.registry.putAgentRow(row);
  }
  return {
    deployed,
    given: () => given,
    pass: async (minutes) => {
      for (let second = 1; second <= minutes * 60; second++) {
        deployed.transport.clock.advance(1_000);
        if (second % 60 === 0) await deployed.sweep();
        await deployed.settle();
      }
    },
  };
}

function tasksOf({ tables }: MemoryDeployment) {
  return tables.tasks(requestIdOf('o-1', 1));
}

it("fails that agent's task within minutes, tells the model, and leaves no record behind", async () => {
  const { deployed, given, pass } = scene(['stranded']);
  await deployed.request({ task: 'one thing', orchestrationId: 'o-1' });
  await deployed.settle();
  await pass(15);
  expect(tasksOf(deployed)).toMatchObject([{ status: 'FAILED', error: { code: 'AGENT_UNREACHABLE' } }]);
  expect(given()?.messages.at(-1)?.content).toMatchObject([{ type: 'toolResult', status: 'error', text: expect.stringContaining('refused the task 8 times') }]);
  expect(deployed.tables.orchestrations.get('o-1')?.head).toMatchObject({ status: 'COMPLETED', announced: true });
  expect(deployed.transport.depth('inbox')).toBe(0);
});

it('does not flood the other agents of the turn, and their first message is good for as long as they need', async () => {
  const { deployed, pass } = scene(['thorough', 'stranded']);
  await deployed.request({ task: 'two things', orchestrationId: 'o-1' });
  await deployed.settle();
  await pass(40);
  expect(tasksOf(deployed).map(({ status }) => status)).toEqual(['CREATED', 'FAILED']);
  expect(deployed.transport.foreign.length).toBeLessThanOrEqual(limits.taskSends);
  const { agent_use_id, node, orchestration_id } = JSON.parse(deployed.transport.foreign[0]?.body ?? '{}') as AgentTask;
  const detail = { orchestration_id, agent_use_id, node, data: 'thought through' };
  await deployed.transport.publish({ source: 'task.completion', detailType: 'task.completion', detail });
  await deployed.settle();
  expect(tasksOf(deployed)).toMatchObject([{ status: 'SUCCEEDED', result: '"thought through"' }, { status: 'FAILED' }]);
  expect(deployed.telemetry.total('completion.forged')).toBe(0);
  expect(deployed.tables.orchestrations.get('o-1')?.head).toMatchObject({ status: 'COMPLETED', announced: true });
});

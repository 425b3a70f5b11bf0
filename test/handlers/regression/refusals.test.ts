/** What is refused before anything is run or asked: broken histories, messages that do not fit their task, letters that are none. */
import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { AgentTask } from '../../../generated/messages/agent-task.v1.ts';
import { limits } from '../../../handlers/core/limits.ts';
import { requestIdOf } from '../../../handlers/core/task/use-id.ts';
import { timing } from '../../../handlers/core/timing.ts';
import type { AgentRun, ModelRequest } from '../../../handlers/shell/ports.ts';
import { agentRow, stubSource } from '../../deployment/agents.ts';
import { deployInMemory, type MemoryDeployment } from '../../deployment/memory-deployment.ts';
import { asks, planned, says, turnOf } from '../../deployment/model.ts';

function scene(...turns: readonly (readonly string[])[]) {
  const asked: ModelRequest[] = [];
  const ran: AgentRun[] = [];
  const answer = planned(...turns);
  const deployed = deployInMemory(
    { model: (request) => (asked.push(request), answer(request)), agent: (run) => (ran.push(run), { kind: 'returned', value: 3 }) },
    ['adder', 'writer'],
  );
  return { deployed, asked, ran };
}

function tasksOf({ tables }: MemoryDeployment) {
  return tables.tasks(requestIdOf('o-1', 1));
}

describe('before the model is asked', () => {
  it('a history that lacks a message ends the orchestration: the model must not see it (S2, S3)', async () => {
    const { deployed, asked } = scene(['adder']);
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    await deployed.deliver('worker');
    deployed.forget();
    deployed.tables.orchestrations.get('o-1')?.messages.delete('M#0000');
    await deployed.settle();
    expect(asked).toHaveLength(1);
    expect(deployed.tables.orchestrations.get('o-1')?.head).toMatchObject({ status: 'FAILED', announced: true, reason: { code: 'HISTORY_BROKEN' } });
  });

  it('a list of agents that has gone ends the orchestration', async () => {
    const { deployed, asked } = scene(['adder']);
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    await deployed.deliver('worker');
    deployed.forget();
    const stored = deployed.tables.orchestrations.get('o-1');
    if (stored === undefined) throw new Error('nothing was stored');
    stored.head = { ...stored.head, configHash: 'a'.repeat(64) };
    await deployed.settle();
    expect(asked).toHaveLength(1);
    expect(stored.head).toMatchObject({ status: 'FAILED', reason: { code: 'HISTORY_BROKEN', message: expect.stringContaining('a'.repeat(64)) } });
  });

  it('its time is cut to what the deadline leaves', async () => {
    const { deployed, asked } = scene();
    await deployed.request({ task: 'add', orchestrationId: 'o-1', budget: { deadlineSeconds: 60 } });
    await deployed.request({ task: 'add', orchestrationId: 'o-2' });
    await deployed.settle();
    expect(asked.map(({ timeoutMs }) => timeoutMs)).toEqual([60_000, timing.modelTimeout]);
  });
});

describe('before an agent runs', () => {
  /** Delivers the task's message as somebody has changed it. */
  async function deliverChanged(deployed: MemoryDeployment, change: Partial<AgentTask>): Promise<void> {
    const record: SQSRecord = await deployed.take('worker');
    await deployed.handle('worker', { ...record, body: JSON.stringify({ ...(JSON.parse(record.body) as AgentTask), ...change }) });
    await deployed.settle();
  }

  it.each([
    ['names another agent than its task', { node: 'writer' }, 'AGENT_MISMATCH'],
    ['names an input that is not there', { input_ref: 'a'.repeat(64) }, 'INPUT_MISSING'],
    ['names an agent that is not there', { node: 'nobody' }, 'AGENT_MISMATCH'],
  ])('a message that %s fails the task', async (_what, change, code) => {
    const { deployed, ran } = scene(['adder']);
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    await deliverChanged(deployed, change);
    expect(ran).toEqual([]);
    expect(tasksOf(deployed)).toMatchObject([{ status: 'FAILED', error: { code } }]);
    expect(deployed.tables.orchestrations.get('o-1')?.head).toMatchObject({ status: 'COMPLETED' });
  });

  it('a message that comes after the deadline of its task fails it', async () => {
    const { deployed, ran } = scene(['adder']);
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    deployed.transport.clock.advance(timing.taskDeadline);
    await deployed.settle();
    expect(ran).toEqual([]);
    expect(tasksOf(deployed)).toMatchObject([{ status: 'FAILED', error: { code: 'TASK_TIMEOUT' } }]);
  });

  it('an agent that has gone since fails its task', async () => {
    const deployed = deployInMemory({ model: planned(['adder']) }, ['adder'], {
      adjust: (ports) => ({ ...ports, worker: { ...ports.worker, agents: { ...ports.worker.agents, get: async () => undefined } } }),
    });
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(tasksOf(deployed)).toMatchObject([{ status: 'FAILED', error: { code: 'AGENT_UNKNOWN', message: 'there is no agent "adder"' } }]);
  });

  it('code that is no JavaScript is not run', async () => {
    const { deployed, ran } = scene(['python']);
    const row = agentRow('python', 'worker');
    deployed.registry.putAgentRow({ ...row, config: { ...row.config, filename: 'agents/python.py' } });
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(ran).toEqual([]);
    expect(tasksOf(deployed)).toMatchObject([{ status: 'FAILED', error: { code: 'AGENT_CODE_UNSUPPORTED' } }]);
  });

  it('an input that is too long for a message is read from where it is stored', async () => {
    const text = 'x'.repeat(limits.messageBytes + 1);
    const ran: AgentRun[] = [];
    const deployed = deployInMemory(
      {
        model: (request) => (turnOf(request) === 0 ? asks(request, ['adder'], { text }) : says('done')),
        agent: (run) => (ran.push(run), { kind: 'returned', value: 3 }),
      },
      ['adder'],
    );
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.settle();
    expect(ran.map(({ input }) => input)).toEqual([{ text }]);
  });

  it('a second copy of its message waits for the end of the lease: it neither runs, nor becomes a dead letter that fails the run (C2)', async () => {
    let runs = 0;
    const deployed: MemoryDeployment = deployInMemory(
      {
        model: planned(['adder']),
        agent: async () => {
          runs++;
          for (let minute = 1; minute <= 14; minute++) {
            deployed.transport.clock.advance(60_000);
            while ((await deployed.deliver('worker')) || (await deployed.deliver('worker-dead-letter')));
          }
          return { kind: 'returned', value: 3 };
        },
      },
      ['adder'],
    );
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    const record = await deployed.take('worker');
    await deployed.transport.send('worker', record.body);
    await deployed.handle('worker', record);
    await deployed.settle();
    expect(runs).toBe(1);
    expect(tasksOf(deployed)).toMatchObject([{ status: 'SUCCEEDED', attempt: 1 }]);
    deployed.transport.clock.advance(timing.workerLease);
    await deployed.settle();
    expect([runs, deployed.transport.depth('worker'), deployed.telemetry.total('dead.letter')]).toEqual([1, 0, 0]);
  });

  it('its code is the same when the instance remembers it, and its version is recorded (S11)', async () => {
    const { deployed, ran } = scene(['adder'], ['adder']);
    await deployed.request({ task: 'add', orchestrationId: 'o-1' });
    await deployed.deliver('inbox');
    const row = agentRow('adder', 'worker');
    deployed.registry.putAgentRow({ ...row, config: { ...row.config, version: 'v2' } });
    await deployed.settle();
    expect(ran.map(({ source, agentVersion }) => [source, agentVersion])).toEqual([
      [stubSource.text, 'v2'],
      [stubSource.text, 'v2'],
    ]);
    expect(tasksOf(deployed)).toMatchObject([{ agentVersion: 'v2', codeSha256: stubSource.sha256 }]);
  });
});

describe('a letter that nobody can read', () => {
  it.each([
    ['inbox', '{"kind":"wake"}', { component: 'supervisor', code: 'UNPARSABLE_RECORD', message: expect.stringContaining('cannot be read: ') }],
    ['inbox', '7', { component: 'supervisor', code: 'UNPARSABLE_RECORD', message: expect.stringContaining('cannot be read: ') }],
    ['worker', 'no JSON', { component: 'worker', code: 'UNPARSABLE_RECORD', message: expect.stringContaining('cannot be read: ') }],
    ['worker-dead-letter', '{}', { component: 'dead-letter', code: 'DEAD_LETTER_UNREADABLE', message: expect.stringContaining('is not a task: ') }],
  ] as const)('on the %s is reported and acknowledged: %s', async (queue, body, detail) => {
    const { deployed } = scene();
    await deployed.transport.send(queue, body);
    await deployed.settle();
    expect(deployed.transport.depth(queue)).toBe(0);
    expect(deployed.transport.published).toMatchObject([{ source: 'arbiter', detailType: 'error', detail: { ...detail, severity: 'critical' } }]);
  });

  it('of a request is answered with what is wrong, under the id that was meant', async () => {
    const { deployed } = scene();
    const send = (envelope: object) => deployed.transport.send('inbox', JSON.stringify({ source: 'task.request', 'detail-type': 'task.request', ...envelope }));
    await send({ id: 'e-1', detail: { orchestrationId: 'mine' } });
    await send({ id: 'e-2', detail: {} });
    await send({ detail: { task: 'add' } });
    await deployed.settle();
    expect(deployed.transport.published.map(({ detailType, detail }) => [detailType, detail])).toEqual([
      [
        'orchestration.rejected',
        { status: 'REJECTED', turn: 0, orchestrationId: 'mine', eventId: 'e-1', reason: { code: 'INVALID_REQUEST', message: expect.stringContaining('task') } },
      ],
      [
        'orchestration.rejected',
        { status: 'REJECTED', turn: 0, orchestrationId: 'o-e-2', eventId: 'e-2', reason: { code: 'INVALID_REQUEST', message: expect.any(String) } },
      ],
      ['orchestration.rejected', { status: 'REJECTED', turn: 0, reason: { code: 'INVALID_REQUEST', message: 'the event has no id' } }],
    ]);
  });

  it('because it is nested too deeply is no reason to come back for ever', async () => {
    const { deployed } = scene();
    await deployed.transport.send('inbox', `${'['.repeat(limits.messageLevels + 1)}${']'.repeat(limits.messageLevels + 1)}`);
    await deployed.settle();
    expect([deployed.transport.depth('inbox'), deployed.telemetry.total('record.unparsable')]).toEqual([0, 1]);
  });
});

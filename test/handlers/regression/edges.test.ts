/** Defects of the original system that live where AWS begins: the real adapters and SDK clients on the embedded endpoints. */
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { required } from '../../../handlers/adapters/aws/environment.ts';
import type { AgentOutcome, AgentRun, ModelOutcome, ModelRequest } from '../../../handlers/shell/ports.ts';
import { startEmbeddedBackend, type EmbeddedBackend } from '../../contract/embedded-backend.ts';
import { agentRow } from '../../deployment/agents.ts';
import { deployEmbedded, type EmbeddedDeployment } from '../../deployment/embedded-deployment.ts';
import { Meter } from '../../deployment/meter.ts';
import { asks, planned, says, turnOf } from '../../deployment/model.ts';

let backend: EmbeddedBackend;
let deployed: EmbeddedDeployment;
let model: (request: ModelRequest) => ModelOutcome;
let agent: (run: AgentRun) => AgentOutcome | Promise<AgentOutcome>;
let clockAhead = 0;

beforeAll(async () => {
  backend = await startEmbeddedBackend();
  deployed = await deployEmbedded({ model: (request) => model(request), agent: (run) => agent(run) }, ['adder'], backend, (ports) => {
    const clock = { now: () => Date.now() + clockAhead };
    return { supervisor: { ...ports.supervisor, clock }, worker: { ...ports.worker, clock } };
  });
  // Somebody's queue that hears of every end.
  await backend.clients.sqs.send(new CreateQueueCommand({ QueueName: 'ends' }));
  const EventBusName = required(backend.environment, 'BUS_ARBITER');
  const ends = ['orchestration.completed', 'orchestration.failed', 'orchestration.cancelled'];
  await backend.clients.events.send(new PutRuleCommand({ Name: 'ends', EventBusName, EventPattern: JSON.stringify({ 'detail-type': ends }) }));
  await backend.clients.events.send(
    new PutTargetsCommand({ Rule: 'ends', EventBusName, Targets: [{ Id: '1', Arn: 'arn:aws:sqs:us-east-1:000000000000:ends' }] }),
  );
});
afterAll(async () => {
  await deployed.stop();
  await backend.stop();
});
beforeEach(() => {
  agent = () => ({ kind: 'returned', value: 'done' });
  clockAhead = 0;
});
afterEach(() => backend.clients.events.middlewareStack.remove('refuse'));

/** The final events of one orchestration that arrived since the last call; those of others are dropped. */
async function ends(orchestrationId: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const found: Readonly<Record<string, unknown>>[] = [];
  for (;;) {
    const { Messages = [] } = await backend.clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: deployed.transport.foreignUrl('ends'), MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return found.filter((detail) => detail['orchestrationId'] === orchestrationId);
    found.push(...Messages.map(({ Body = '{}' }) => (JSON.parse(Body) as { readonly detail: Readonly<Record<string, unknown>> }).detail));
  }
}

async function tasksOf(orchestrationId: string, turn = 1): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { Items = [] } = await backend.clients.documents.send(
    new QueryCommand({
      TableName: required(backend.environment, 'TABLE_WORKER_STATE'),
      KeyConditionExpression: 'requestId = :id',
      ExpressionAttributeValues: { ':id': `${orchestrationId}#${turn}` },
    }),
  );
  return Items;
}

it('agents named "data", "requestId", "__proto__" and "constructor" give their results like any other', async () => {
  const names = ['data', 'requestId', '__proto__', 'constructor'];
  for (const name of names) await backend.ports.putAgentRow(agentRow(name, required(backend.environment, 'QUEUE_URL_WORKER')));
  let given: ModelRequest | undefined;
  model = (request) => {
    given = request;
    return planned(names)(request);
  };
  agent = ({ agentId }) => ({ kind: 'returned', value: JSON.parse(`{"${agentId}": "by ${agentId}"}`) });
  await deployed.request({ task: 'names', orchestrationId: 'names' });
  await deployed.settle();
  expect(given?.messages.at(-1)?.content).toEqual(
    names.map((name, index) => ({ type: 'toolResult', toolUseId: `u0_${index}`, status: 'success', text: `{"${name}":"by ${name}"}` })),
  );
  expect(await ends('names')).toMatchObject([{ status: 'COMPLETED', answer: 'done' }]);
});

it('more than 1 MB of agent rows are all known, those that fit are offered, and one row that is not valid is left out and reported', async () => {
  const row = agentRow('x', required(backend.environment, 'QUEUE_URL_WORKER'));
  const many = Array.from({ length: 130 }, (_, index) => `many-${String(index).padStart(3, '0')}`);
  for (const agentId of many)
    await backend.ports.putAgentRow({ ...row, agentId, config: { ...row.config, name: agentId, schema: { type: 'object', description: 'd'.repeat(10_000) } } });
  await backend.ports.putAgentRow({ agentId: 'broken', state: 'active', config: { name: 'broken' } });
  let offered: readonly string[] = [];
  model = (request) => {
    offered = request.tools?.map(({ name }) => name) ?? [];
    return turnOf(request) === 0 ? asks(request, ['many-000', 'many-129', 'adder', 'broken']) : says('done');
  };
  await deployed.request({ task: 'which adder is there?', orchestrationId: 'many' });
  await deployed.settle();
  for (const agentId of [...many, 'broken']) await backend.ports.putAgentRow({ ...row, agentId, state: 'inactive' });
  expect(offered.length).toBeLessThan(many.length);
  expect(offered).toEqual(expect.arrayContaining(['adder', 'find_agents']));
  expect(offered).not.toContain('broken');
  expect((await tasksOf('many')).map(({ agentId, status }) => [agentId, status])).toEqual([
    ['many-000', 'SUCCEEDED'],
    ['many-129', 'SUCCEEDED'],
    ['adder', 'SUCCEEDED'],
    ['broken', 'FAILED'],
  ]);
  expect(deployed.telemetry.lines).toContainEqual({
    level: 'warn',
    message: 'an agent row is not valid and is left out',
    fields: { agentId: 'broken', problem: expect.stringContaining('config') },
  });
  expect(await ends('many')).toMatchObject([{ status: 'COMPLETED' }]);
});

it('a result of 5 MB is stored by reference, its beginning is shown to the model, and the whole is kept (S12)', async () => {
  const result = 'é'.repeat(2_500_000);
  let shown = '';
  model = (request) => {
    const block = request.messages.at(-1)?.content[0];
    if (block?.type === 'toolResult') shown = block.text;
    return planned(['adder'])(request);
  };
  agent = () => ({ kind: 'returned', value: result });
  await deployed.request({ task: 'much', orchestrationId: 'much' });
  await deployed.settle();
  expect(await ends('much')).toMatchObject([{ status: 'COMPLETED', answer: 'done' }]);
  expect(shown).toMatch(/^é{24000}… \(2500000 characters in all; read on with read_result .+\)$/u);
  const [task] = await tasksOf('much');
  expect(task).toMatchObject({ status: 'SUCCEEDED', resultRef: expect.stringMatching(/^[0-9a-f]{64}$/u) });
  expect(await backend.ports.payloads.get(String(task?.['resultRef']))).toBe(JSON.stringify(result));
});

/** PutEvents answers 200 and refuses: every event of these kinds, `times` times. */
function refuse(detailType: string, times: number): () => number {
  let left = times;
  backend.clients.events.middlewareStack.add(
    (next) => async (args) => {
      const entries = 'Entries' in args.input ? (args.input.Entries ?? []) : [];
      const refused = entries.map((entry) => entry.DetailType === detailType && left-- > 0);
      if (!refused.includes(true)) return next(args);
      const taken = entries.filter((_, index) => refused[index] !== true);
      if (taken.length > 0) await next({ ...args, input: { ...args.input, Entries: taken } });
      return {
        response: {},
        output: {
          $metadata: {},
          FailedEntryCount: refused.filter(Boolean).length,
          Entries: refused.map((is) => (is ? { ErrorCode: 'InternalFailure', ErrorMessage: 'try again' } : { EventId: 'e-1' })),
        },
      };
    },
    { step: 'initialize', name: 'refuse' },
  );
  return () => times - Math.max(0, left);
}

it.each([
  ['task.completion', 1],
  ['task.completion', 3],
  ['orchestration.completed', 1],
  ['orchestration.completed', 3],
] as const)('a %s that the bus refuses with FailedEntryCount 1, %i times, arrives in the end, once (S8)', async (detailType, times) => {
  const orchestrationId = `refused-${detailType.replaceAll('.', '-')}-${times}`;
  const refusals = refuse(detailType, times);
  model = planned(['adder']);
  await deployed.request({ task: 'add', orchestrationId });
  await deployed.deliver('inbox');
  // More refusals than the bus adapter's own tries: the record is not acknowledged, and the next delivery tells.
  const worker = await deployed.take('worker');
  if (!(await deployed.handle('worker', worker))) {
    clockAhead += 1_000_000;
    await deployed.transport.expire('worker', worker);
    expect(await deployed.deliver('worker')).toBe(true);
  }
  const completion = await deployed.take('inbox');
  if (!(await deployed.handle('inbox', completion))) {
    await deployed.transport.expire('inbox', completion);
    expect(await deployed.deliver('inbox')).toBe(true);
  }
  expect(refusals()).toBe(times);
  expect(await ends(orchestrationId)).toMatchObject([{ status: 'COMPLETED', answer: 'done' }]);
});

it('a worker that crashes on every delivery ends in a dead letter, its task as FAILED, and the orchestration goes on', async () => {
  let given: ModelRequest | undefined;
  model = (request) => {
    given = request;
    return planned(['adder'])(request);
  };
  // The process dies while the agent runs: nothing is returned, released or told.
  agent = () => new Promise<never>(() => undefined);
  await deployed.request({ task: 'crash', orchestrationId: 'crash' });
  await deployed.deliver('inbox');
  for (let delivery = 1; delivery <= 3; delivery++) {
    const record = await deployed.take('worker');
    expect(record.attributes.ApproximateReceiveCount).toBe(String(delivery));
    const started = new Promise<void>((resolve) => {
      agent = () => (resolve(), new Promise<never>(() => undefined));
    });
    void deployed.handle('worker', record);
    await started;
    clockAhead += 960_000;
    await deployed.transport.expire('worker', record);
  }
  expect(await deployed.deliver('worker')).toBe(false);
  expect(await deployed.deliver('worker-dead-letter')).toBe(true);
  await deployed.settle();
  expect(await tasksOf('crash')).toMatchObject([{ status: 'FAILED', attempt: 3, error: { code: 'DEAD_LETTER' } }]);
  expect(given?.messages.at(-1)?.content).toMatchObject([
    { status: 'error', text: expect.stringMatching(/^DEAD_LETTER: agent "adder" failed on every delivery/u) },
  ]);
  expect(await ends('crash')).toMatchObject([{ status: 'COMPLETED' }]);
});

it('a conversation of 200 turns ends, and its last turn costs what its tenth did, apart from reading the history once', async () => {
  const meter = new Meter(backend.clients);
  let given = 0;
  model = (request) => {
    given = JSON.stringify(request.messages).length;
    return turnOf(request) < 199 ? asks(request, ['adder'], { text: 'x'.repeat(200) }) : says('done');
  };
  await deployed.request({ task: 'talk', orchestrationId: 'talk', budget: { turns: 200, deadlineSeconds: 86_400 } });
  await deployed.deliver('inbox');
  const turns: {
    readonly operations: number;
    readonly writeUnits: number;
    readonly otherBytes: number;
    readonly messageBytes: number;
    readonly given: number;
  }[] = [];
  for (let turn = 1; turn <= 198; turn++) {
    meter.reset();
    await deployed.deliver('worker');
    // A new instance reads the history; the one that has just handed it over need not.
    if (turn === 10 || turn === 198) deployed.forget();
    await deployed.deliver('inbox');
    const { operations, writeUnits, otherBytes, messageBytes } = meter.read();
    turns.push({ operations, writeUnits, otherBytes, messageBytes, given });
  }
  const [, , , , , , , , , tenth] = turns;
  const last = turns.at(-1);
  if (tenth === undefined || last === undefined) throw new Error('the conversation was shorter than it was meant to be');
  expect({ operations: last.operations, writeUnits: last.writeUnits }).toEqual({ operations: tenth.operations, writeUnits: tenth.writeUnits });
  expect(last.otherBytes).toBeLessThan(tenth.otherBytes * 1.1);
  expect(tenth.messageBytes).toBeGreaterThan(0);
  expect(last.messageBytes / last.given).toBeLessThan((tenth.messageBytes / tenth.given) * 1.1);
  await deployed.settle();
  const { Item } = await backend.clients.documents.send(
    new GetCommand({ TableName: required(backend.environment, 'TABLE_ORCHESTRATION'), Key: { orchestrationId: 'talk', item: 'META' } }),
  );
  expect(Item).toMatchObject({ status: 'COMPLETED', turn: 200, messages: 400, announced: true });
});

/** What an orchestration may cost. A test that fails here means that every orchestration has become dearer. */
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { required } from '../../../handlers/adapters/aws/environment.ts';
import { startEmbeddedBackend, type EmbeddedBackend } from '../../contract/embedded-backend.ts';
import { deployEmbedded, type EmbeddedDeployment } from '../../deployment/embedded-deployment.ts';
import { Meter } from '../../deployment/meter.ts';
import { asks, planned, says, turnOf } from '../../deployment/model.ts';

const agents = ['adder', 'searcher', 'writer'];
let backend: EmbeddedBackend;
let meter: Meter;
let deployed: EmbeddedDeployment;
let model = planned(agents);

beforeAll(async () => {
  backend = await startEmbeddedBackend();
  meter = new Meter(backend.clients);
  deployed = await deployEmbedded({ model: (request) => model(request) }, agents, backend);
  // A warm deployment: queue addresses are known, the agent list is stored, the code is remembered.
  await deployed.request({ task: 'warm up', orchestrationId: 'warm' });
  await deployed.settle();
});
afterAll(async () => {
  await deployed.stop();
  await backend.stop();
});
beforeEach(() => {
  model = planned(agents);
  reset();
});

function reset(): void {
  meter.reset();
  deployed.transport.used.receives = deployed.transport.used.deletes = 0;
}

async function headOf(orchestrationId: string) {
  const { Item } = await backend.clients.documents.send(
    new GetCommand({ TableName: required(backend.environment, 'TABLE_ORCHESTRATION'), Key: { orchestrationId, item: 'META' } }),
  );
  return Item ?? {};
}

/** Bytes by the rules of the developer guide, numbers as exactly as it tells: one byte for two digits, and one more. */
function storedBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/\D/gu, '').length / 2) + 1;
  if (typeof value !== 'object' || value === null) return 1;
  return Object.entries(value).reduce((sum, [name, member]) => sum + Buffer.byteLength(name) + storedBytes(member), 3);
}

describe('three agents and two turns', () => {
  it('take 24 requests of the handlers, and 14 by which messages reach them', async () => {
    await deployed.request({ task: 'three things', orchestrationId: 'plain' });
    await deployed.settle();
    const { byOperation, writeUnits, readUnits, events, listPrice } = meter.read(deployed.transport.used);
    expect(byOperation).toEqual({
      'DynamoDB.GetItem': 3,
      'DynamoDB.PutItem': 1,
      'DynamoDB.Query': 4,
      'DynamoDB.TransactWriteItems': 4,
      'DynamoDB.UpdateItem': 6,
      'EventBridge.PutEvents': 5,
      'SQS.SendMessageBatch': 1,
      'trigger.DeleteMessage': 7,
      'trigger.ReceiveMessage': 7,
    });
    expect({ writeUnits, readUnits, events }).toEqual({ writeUnits: 38, readUnits: 6.5, events: 9 });
    expect(listPrice).toBeLessThan(45e-6);
    expect((await headOf('plain'))['status']).toBe('COMPLETED');
  });

  it('never take more than 30, also when the three completions are looked at in the same moment', async () => {
    await deployed.request({ task: 'three things', orchestrationId: 'race' });
    await deployed.deliver('inbox');
    for (const _ of agents) await deployed.deliver('worker');
    const records = [await deployed.take('inbox'), await deployed.take('inbox'), await deployed.take('inbox')];
    const acknowledged = await Promise.all(records.map((record) => deployed.handle('inbox', record)));
    await deployed.settle();
    // Whoever loses the race for the claim does not come back: that would be paid for again.
    expect(acknowledged).toEqual([true, true, true]);
    expect(meter.read().operations).toBeLessThanOrEqual(30);
    expect((await headOf('race'))['status']).toBe('COMPLETED');
  });
});

it('the head stays below 1 KB', async () => {
  await deployed.request({
    task: 'x'.repeat(500),
    orchestrationId: 'h'.repeat(64),
    tenant: 'acme',
    requestedBy: 'someone@example.com',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  });
  await deployed.deliver('inbox');
  expect(storedBytes(await headOf('h'.repeat(64)))).toBeLessThan(1_024);
  await deployed.settle();
});

it.each([
  ['one instance, which remembers the history', false],
  ['a new instance for each turn, which reads it', true],
] as const)('a turn costs the same after forty turns as after two, apart from what the model is given to read: %s', async (name, isNew) => {
  const costs: {
    readonly operations: number;
    readonly otherBytes: number;
    readonly messageBytes: number;
    readonly given: number;
    readonly writeUnits: number;
  }[] = [];
  let given = 0;
  model = (request) => {
    given = JSON.stringify(request.messages).length;
    return turnOf(request) < 40 ? asks(request, ['adder', 'writer']) : says('done');
  };
  await deployed.request({ task: 'forty turns', orchestrationId: `long-${name.split(' ')[0] ?? ''}`, budget: { turns: 60 } });
  await deployed.deliver('inbox');
  for (let turn = 1; turn <= 39; turn++) {
    reset();
    for (let agent = 0; agent < 2; agent++) await deployed.deliver('worker');
    if (isNew) deployed.forget();
    for (let agent = 0; agent < 2; agent++) await deployed.deliver('inbox');
    const { operations, otherBytes, messageBytes, writeUnits } = meter.read(deployed.transport.used);
    costs.push({ operations, otherBytes, messageBytes, given, writeUnits });
  }
  // The first turn finds what the orchestrations before have left warm.
  costs.shift();
  const [second] = costs;
  if (second === undefined) throw new Error('no turn was measured');
  expect(new Set(costs.map(({ operations }) => operations))).toEqual(new Set([second.operations]));
  expect(new Set(costs.map(({ writeUnits }) => writeUnits)).size).toBe(1);
  // Digits of turn numbers and token counts grow.
  expect(Math.max(...costs.map(({ otherBytes }) => otherBytes))).toBeLessThan(second.otherBytes * 1.1);
  // The history is read once a turn: what was read grows no faster than what the model was given.
  const last = costs.at(-1) ?? second;
  expect(last.messageBytes - second.messageBytes).toBeLessThan(2.5 * (last.given - second.given));
  expect(last.messageBytes > 0).toBe(isNew);
  await deployed.settle();
  expect((await headOf(`long-${name.split(' ')[0] ?? ''}`))['status']).toBe('COMPLETED');
});

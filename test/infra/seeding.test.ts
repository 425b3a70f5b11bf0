/** The seeding custom resource: what it seeds, what it leaves alone, and what CloudFormation hears, over real HTTP. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { seedPorts } from '../../handlers/adapters/aws/seed-ports.ts';
import { MemoryCodeStore } from '../../handlers/adapters/memory/code-store.ts';
import { ManualClock } from '../../handlers/adapters/memory/manual-clock.ts';
import { MemoryBus } from '../../handlers/adapters/memory/outboxes.ts';
import { MemoryRegistry } from '../../handlers/adapters/memory/registry.ts';
import { RecordingTelemetry } from '../../handlers/adapters/memory/telemetry.ts';
import { createSeed } from '../../handlers/seed/handler.ts';
import type { SeededAgent } from '../../handlers/seed/seed-agents.ts';
import { sha256 } from '../../handlers/shell/hash.ts';

const any = { type: 'object' } as const;
const fabricator: SeededAgent = {
  agentId: 'fabricator',
  description: 'Creates agents.',
  categories: ['built-in', 'developer'],
  schema: any,
  outputSchema: any,
  target: 'https://sqs.us-east-1.amazonaws.com/111122223333/arbiter-dev-fabricator',
};
const calculator: SeededAgent = {
  agentId: 'calculator',
  description: 'Calculates.',
  categories: ['built-in'],
  schema: any,
  outputSchema: any,
  target: 'https://sqs.us-east-1.amazonaws.com/111122223333/arbiter-dev-worker',
  source: 'export const handler = () => 1;',
};

/** Status codes that the pre-signed URL answers with, one a request; 200 afterwards. */
let answers: number[] = [];
let received: { readonly method: string; readonly contentType: string | undefined; readonly body: unknown }[] = [];
let server: http.Server;
let url: string;
let registry: MemoryRegistry;
let code: MemoryCodeStore;
let bus: MemoryBus;

beforeEach(async () => {
  [answers, received] = [[], []];
  [registry, code, bus] = [new MemoryRegistry(), new MemoryCodeStore(), new MemoryBus()];
  server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      received.push({ method: request.method ?? '', contentType: request.headers['content-type'], body: JSON.parse(body) });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/signed?X-Amz-Signature=abc`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function seed(requestType: 'Create' | 'Update' | 'Delete', agents: readonly SeededAgent[] = [fabricator, calculator]) {
  const variables = { ARBITER_ENV: 'dev', ARBITER_METRICS: 'off', TABLE_AGENT_CONFIG: 'a', TABLE_AGENT_VERSION: 'v', BUCKET_CODE: 'c', BUS_ARBITER: 'b' };
  const handler = createSeed(
    { registry, code, bus, clock: new ManualClock(), telemetry: new RecordingTelemetry(), respond: seedPorts(variables).respond },
    agents,
  );
  const common = {
    ServiceToken: 'arn',
    ResponseURL: url,
    StackId: 'stack-1',
    RequestId: `request-${requestType}`,
    LogicalResourceId: 'SeedRun',
    ResourceType: 'Custom::ArbiterDevSeed',
    ResourceProperties: { ServiceToken: 'arn', version: 'v1' },
  };
  const event = {
    ...common,
    RequestType: requestType,
    ...(requestType !== 'Create' && { PhysicalResourceId: 'seed' }),
    ...(requestType === 'Update' && { OldResourceProperties: {} }),
  } as CloudFormationCustomResourceEvent;
  return handler(event, { logStreamName: '2026/11/24/[$LATEST]1' });
}

function success(requestType: string, seeded?: number) {
  return {
    method: 'PUT',
    contentType: undefined,
    body: {
      Status: 'SUCCESS',
      Data: { seeded: seeded ?? expect.any(Number) },
      StackId: 'stack-1',
      RequestId: `request-${requestType}`,
      LogicalResourceId: 'SeedRun',
      PhysicalResourceId: 'seed',
    },
  };
}

it('creates the fabricator, active, built-in, on its queue, and tells CloudFormation', async () => {
  expect(await seed('Create')).toEqual({ fabricator: 'created', calculator: 'created' });
  expect(received.map(({ method, body }) => ({ method, body }))).toEqual([{ method: 'PUT', body: success('Create', 2).body }]);
  expect(await registry.get('fabricator')).toMatchObject({
    state: 'active',
    categories: ['built-in', 'developer'],
    source: 'seeded',
    config: { name: 'fabricator', action: { type: 'sqs', target: fabricator.target }, version: 'v1' },
  });
  expect(bus.published.map(({ detailType }) => detailType)).toEqual(['agent.activated', 'agent.activated']);
});

it('sends the answer without a content type, which the URL is not signed for', async () => {
  await seed('Create');
  expect(received.map(({ contentType }) => contentType ?? '')).toEqual(['']);
});

it('changes nothing when it is repeated', async () => {
  await seed('Create');
  const before = [await registry.get('fabricator'), await registry.versions('calculator')];
  expect(await seed('Create')).toEqual({ fabricator: 'unchanged', calculator: 'unchanged' });
  expect(await seed('Update')).toEqual({ fabricator: 'unchanged', calculator: 'unchanged' });
  expect([await registry.get('fabricator'), await registry.versions('calculator')]).toEqual(before);
  expect(received.map(({ body }) => (body as { readonly Status: string }).Status)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS']);
});

it('brings agents up to date on an update and keeps what an operator changed', async () => {
  await seed('Create');
  const before = await registry.get('calculator');
  if (before === undefined) throw new Error('it was not seeded');
  await registry.putHead(
    {
      ...before,
      state: 'maintenance',
      categories: ['built-in', 'finance'],
      config: { ...before.config, description: 'Calculates, in euros.', limits: { timeoutSeconds: 10 } },
    },
    before,
  );
  const source = 'export const handler = () => 2;';
  expect(await seed('Update', [fabricator, { ...calculator, description: 'Calculates better.', source }])).toEqual({
    fabricator: 'unchanged',
    calculator: 'updated',
  });
  expect(await registry.get('calculator')).toMatchObject({
    state: 'maintenance',
    categories: ['built-in', 'finance'],
    config: { description: 'Calculates, in euros.', limits: { timeoutSeconds: 10 }, filename: `agents/calculator/${sha256(source)}.js`, version: 'v2' },
  });
});

it('leaves an agent alone that someone registered under a seeded name', async () => {
  registry.putAgentRow({
    agentId: 'calculator',
    config: { name: 'calculator', description: 'Mine.', version: '7', schema: any, action: { type: 'sqs', target: 'mine' } },
    state: 'active',
    categories: [],
    source: 'registered',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  });
  expect(await seed('Update')).toEqual({ fabricator: 'created', calculator: 'kept' });
  expect(await registry.get('calculator')).toMatchObject({ config: { description: 'Mine.', version: '7' } });
});

it('keeps the rows on delete and answers', async () => {
  await seed('Create');
  expect(await seed('Delete')).toEqual({});
  expect(await registry.get('fabricator')).toMatchObject({ state: 'active' });
  expect(received.at(-1)?.body).toEqual(success('Delete', 0).body);
});

it('answers a failure with its reason and where to look, instead of letting the stack wait', async () => {
  registry.putHead = () => Promise.reject(new Error('the table is gone'));
  await seed('Create');
  expect(received.map(({ body }) => body)).toEqual([
    {
      Status: 'FAILED',
      Reason: 'the table is gone (log stream 2026/11/24/[$LATEST]1)',
      StackId: 'stack-1',
      RequestId: 'request-Create',
      LogicalResourceId: 'SeedRun',
      PhysicalResourceId: 'seed',
    },
  ]);
});

it('answers a failed delete of what was never created', async () => {
  expect(await seed('Delete')).toEqual({});
  expect(received).toHaveLength(1);
});

it('tries again when the URL does not take the answer, and gives up after three times', async () => {
  answers = [503, 500];
  await seed('Create');
  expect(received).toHaveLength(3);
  answers = Array<number>(12).fill(503);
  await expect(seed('Update')).rejects.toThrow('CloudFormation did not take the answer');
});

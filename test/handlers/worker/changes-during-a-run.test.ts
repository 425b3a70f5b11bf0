/** What an operator changes while an agent runs: what was claimed goes on as it was pinned, what comes later meets the change. */
import type { SQSEvent } from 'aws-lambda';
import { beforeEach, expect, it } from 'vitest';
import { MemoryCodeStore } from '../../../handlers/adapters/memory/code-store.ts';
import { ManualClock } from '../../../handlers/adapters/memory/manual-clock.ts';
import { MemoryOperatorSwitch } from '../../../handlers/adapters/memory/operator-switch.ts';
import { MemoryBus, MemoryRedelivery } from '../../../handlers/adapters/memory/outboxes.ts';
import { MemoryPayloads } from '../../../handlers/adapters/memory/payload-store.ts';
import { MemoryRegistry } from '../../../handlers/adapters/memory/registry.ts';
import { MemoryTables } from '../../../handlers/adapters/memory/tables.ts';
import { MemoryTaskClaims } from '../../../handlers/adapters/memory/task-claims.ts';
import { RecordingTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import { sha256 } from '../../../handlers/shell/hash.ts';
import type { AgentOutcome, AgentRun } from '../../../handlers/shell/ports.ts';
import { activate, rollBack, suspend } from '../../../handlers/shell/registry/agent-operations.ts';
import { registerAgent } from '../../../handlers/shell/registry/register-agent.ts';
import { createWorker } from '../../../handlers/worker/handler.ts';

const TOKEN = 'tokentokentokentoken12';
const ana = { by: 'ana', reason: 'a test' };
let world: ReturnType<typeof create>;
/** What happens while the agent runs, and how its run ends. */
let during: (run: AgentRun) => Promise<AgentOutcome>;

beforeEach(async () => {
  world = create();
  during = ({ source }) => Promise.resolve({ kind: 'returned', value: source });
  await register('first');
  await register('second');
});

function create() {
  const clock = new ManualClock();
  const tables = new MemoryTables();
  const registry = new MemoryRegistry();
  const ports = {
    claims: new MemoryTaskClaims(tables),
    agents: registry,
    registry,
    code: new MemoryCodeStore(),
    payloads: new MemoryPayloads(),
    bus: new MemoryBus(),
    operator: new MemoryOperatorSwitch(),
    redelivery: new MemoryRedelivery(),
    clock,
    telemetry: new RecordingTelemetry(),
    runner: { run: (run: AgentRun) => during(run) },
  };
  return { ports, tables, worker: createWorker(ports) };
}

const register = (source: string) =>
  registerAgent(world.ports, {
    agentId: 'totals',
    source,
    settings: { schema: { type: 'object' }, description: 'Adds up.', action: { type: 'sqs', target: 'q' } },
    origin: 'registered',
    state: 'active',
    categories: [],
    checks: [],
    by: 'ana',
  });

/** Delivers a task of an orchestration of its own; the completions of it, and the task as it is stored. */
async function deliver(orchestrationId: string, receives = 1) {
  const { tables, ports, worker } = world;
  const key = { requestId: `${orchestrationId}#1`, taskId: '00-use' };
  if (receives === 1)
    tables.putTask({
      ...key,
      orchestrationId,
      turn: 1,
      index: 0,
      toolUseId: 'use',
      agentId: 'totals',
      target: 'q',
      status: 'CREATED',
      attempt: 0,
      deadlineAt: ports.clock.now() + 3_600_000,
      tokenHashes: [sha256(TOKEN)],
      createdAt: ports.clock.now(),
    });
  const body = { orchestration_id: orchestrationId, agent_use_id: `${orchestrationId}:1:${TOKEN}:00-use`, node: 'totals', agent_input: {} };
  const event: SQSEvent = {
    Records: [
      {
        messageId: 'm-1',
        receiptHandle: 'h-1',
        body: JSON.stringify(body),
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:worker',
        awsRegion: 'us-east-1',
        attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: '0', SenderId: '', ApproximateFirstReceiveTimestamp: '0' },
        messageAttributes: {},
      },
    ],
  };
  const { batchItemFailures } = await worker(event);
  return {
    givenBack: batchItemFailures.length > 0,
    completions: ports.bus.published
      .filter(({ detailType, detail }) => detailType === 'task.completion' && (detail as { orchestration_id: string }).orchestration_id === orchestrationId)
      .map(({ detail }) => detail),
    task: tables.task(key),
  };
}

it('a roll-back lets the run that is under way end as it was pinned, and the next one runs the earlier version', async () => {
  during = async ({ source }) => {
    await rollBack(world.ports, 'totals', ana);
    return { kind: 'returned', value: source };
  };
  const under = await deliver('o-1');
  expect(under).toMatchObject({ givenBack: false, completions: [{ status: 'success', data: 'second' }] });
  expect(under.task).toMatchObject({ agentVersion: 'v2', codeSha256: sha256('second') });
  during = ({ source }) => Promise.resolve({ kind: 'returned', value: source });
  expect(await deliver('o-2')).toMatchObject({
    completions: [{ status: 'success', data: 'first' }],
    task: { agentVersion: 'v1', codeSha256: sha256('first') },
  });
});

it('a suspension lets the run that is under way end, and the next task ends as an error that names the way out', async () => {
  during = async ({ source }) => {
    await suspend(world.ports, 'totals', ana);
    return { kind: 'returned', value: source };
  };
  expect(await deliver('o-1')).toMatchObject({ completions: [{ status: 'success', data: 'second' }] });
  during = () => Promise.reject(new Error('it must not run'));
  const error = { code: 'AGENT_SUSPENDED', message: 'agent "totals" is inactive: an operator has to activate it', retryable: false };
  expect(await deliver('o-2')).toMatchObject({ givenBack: false, completions: [{ status: 'error', error }] });
  during = ({ source }) => Promise.resolve({ kind: 'returned', value: source });
  await activate(world.ports, 'totals', ana);
  expect(await deliver('o-3')).toMatchObject({ completions: [{ status: 'success', data: 'second' }] });
});

it('a suspension in the middle of a run that fails ends its next attempt, once', async () => {
  during = async () => {
    await suspend(world.ports, 'totals', ana);
    return { kind: 'failed', code: 'SANDBOX_FAILED', message: 'the sandbox process ended', retryable: true };
  };
  expect(await deliver('o-1')).toMatchObject({ givenBack: true, completions: [] });
  during = () => Promise.reject(new Error('it must not run'));
  expect(await deliver('o-1', 2)).toMatchObject({ givenBack: false, completions: [{ status: 'error', error: { code: 'AGENT_SUSPENDED' } }] });
});

it('a new version between two attempts runs in the second, and the task says so', async () => {
  during = async () => {
    await register('third');
    return { kind: 'failed', code: 'SANDBOX_FAILED', message: 'the sandbox process ended', retryable: true };
  };
  expect((await deliver('o-1')).task).toMatchObject({ agentVersion: 'v2', codeSha256: sha256('second'), attempt: 1 });
  during = ({ source }) => Promise.resolve({ kind: 'returned', value: source });
  expect(await deliver('o-1', 2)).toMatchObject({
    completions: [{ status: 'success', data: 'third' }],
    task: { agentVersion: 'v3', codeSha256: sha256('third'), attempt: 2 },
  });
});

it('code that was changed under its hash is not run', async () => {
  for (const key of world.ports.code.sources.keys()) if (key.startsWith('agents/')) world.ports.code.sources.set(key, 'evil');
  during = () => Promise.reject(new Error('it must not run'));
  expect(await deliver('o-1')).toMatchObject({ givenBack: false, completions: [{ status: 'error', error: { code: 'AGENT_CODE_CHANGED', retryable: false } }] });
});

it('a second delivery during a run waits for its lease, and after it does nothing', async () => {
  let second: Awaited<ReturnType<typeof deliver>> | undefined;
  let runs = 0;
  during = async ({ source }) => {
    runs += 1;
    second = await deliver('o-1', 2);
    return { kind: 'returned', value: source };
  };
  expect(await deliver('o-1')).toMatchObject({ givenBack: false, completions: [{ status: 'success', data: 'second' }] });
  expect([runs, second?.givenBack, second?.completions]).toEqual([1, true, []]);
});

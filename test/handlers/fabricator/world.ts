import type { SQSEvent } from 'aws-lambda';
import type { Task } from '../../../generated/tables/task.ts';
import { createBedrockBrainModel } from '../../../handlers/adapters/aws/bedrock-brain-model.ts';
import { modelSettings } from '../../../handlers/adapters/aws/model-settings.ts';
import { MemoryCodeStore } from '../../../handlers/adapters/memory/code-store.ts';
import { ManualClock } from '../../../handlers/adapters/memory/manual-clock.ts';
import { MemoryOperatorSwitch } from '../../../handlers/adapters/memory/operator-switch.ts';
import { MemoryBus, MemoryRedelivery } from '../../../handlers/adapters/memory/outboxes.ts';
import { MemoryPayloads } from '../../../handlers/adapters/memory/payload-store.ts';
import { MemoryRegistry } from '../../../handlers/adapters/memory/registry.ts';
import { MemoryTables } from '../../../handlers/adapters/memory/tables.ts';
import { MemoryTaskClaims } from '../../../handlers/adapters/memory/task-claims.ts';
import { RecordingTelemetry } from '../../../handlers/adapters/memory/telemetry.ts';
import { createDryRunSandbox } from '../../../handlers/fabricator/dry-run-sandbox.ts';
import { createTypeChecker } from '../../../handlers/fabricator/gate/type-check.ts';
import { createFabricator } from '../../../handlers/fabricator/handler.ts';
import type { FabricatorPorts } from '../../../handlers/fabricator/ports.ts';
import { createStrandsBrain } from '../../../handlers/fabricator/strands-brain.ts';
import { sha256 } from '../../../handlers/shell/hash.ts';

/** A fabricator over memory ports, the real sandbox, the real type checker and the real Strands SDK. */
export function createWorld(over: Partial<FabricatorPorts> = {}) {
  const telemetry = new RecordingTelemetry();
  const registry = new MemoryRegistry();
  const code = new MemoryCodeStore();
  const tables = new MemoryTables();
  const bus = new MemoryBus();
  const redelivery = new MemoryRedelivery();
  const clock = new ManualClock();
  const dryRun = createDryRunSandbox({ telemetry, registry, code });
  const types = createTypeChecker();
  const ports: FabricatorPorts = {
    claims: new MemoryTaskClaims(tables),
    registry,
    code,
    payloads: new MemoryPayloads(),
    bus,
    operator: new MemoryOperatorSwitch(),
    redelivery,
    clock,
    telemetry,
    dryRun,
    brain: createStrandsBrain({
      models: [createBedrockBrainModel({ settings: modelSettings({}, 'scripted'), region: 'us-east-1' })],
      attempts: 3,
      backoffMs: 10,
    }),
    ...(types !== undefined && { types }),
    workerTarget: 'arbiter-test-worker',
    allowedHosts: ['api.example.com'],
    ...over,
  };
  return { telemetry, registry, code, tables, bus, redelivery, clock, ports, fabricator: createFabricator(ports), close: () => dryRun.close() };
}

const TOKEN = 'tokentokentokentoken12';

/** An SQS delivery of a message to the fabricator. */
export function delivery(body: unknown, receives = 1, attributes: Readonly<Record<string, string>> = {}): SQSEvent {
  return {
    Records: [
      {
        messageId: 'm-1',
        receiptHandle: 'h-1',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:fabricator',
        awsRegion: 'us-east-1',
        attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: '0', SenderId: '', ApproximateFirstReceiveTimestamp: '0' },
        messageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, stringValue]) => [name, { stringValue, dataType: 'String' }])),
      },
    ],
  };
}

export function directRequest(taskDetails: string, agentName?: string): object {
  return { orchestration_id: '0', agent_use_id: 'r-1', node: 'fabricator', agent_input: { taskDetails, ...(agentName !== undefined && { agentName }) } };
}

/** A task of an orchestration, stored, and the message that asks for it. */
export function storedTask(
  world: ReturnType<typeof createWorld>,
  taskDetails: string,
  orchestrationId = 'o-1',
): { readonly task: Task; readonly message: object } {
  const task = world.tables.putTask({
    requestId: `${orchestrationId}#1`,
    taskId: '00-use',
    orchestrationId,
    turn: 1,
    index: 0,
    toolUseId: 'use',
    agentId: 'fabricator',
    target: 'arbiter-test-fabricator',
    status: 'CREATED',
    attempt: 0,
    deadlineAt: world.clock.now() + 3_600_000,
    tokenHashes: [sha256(TOKEN)],
    createdAt: world.clock.now(),
  });
  return {
    task,
    message: { orchestration_id: orchestrationId, agent_use_id: `${orchestrationId}:1:${TOKEN}:00-use`, node: 'fabricator', agent_input: { taskDetails } },
  };
}

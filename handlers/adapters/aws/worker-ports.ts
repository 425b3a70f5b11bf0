import { createSandbox } from '../../sandbox/sandbox.ts';
import { stoppable } from '../../shell/operator-switch.ts';
import { tracedModel } from '../../shell/traced-model.ts';
import type { WorkerPorts } from '../../worker/ports.ts';
import { costBoundOf } from '../models/cost-bound.ts';
import { createRoleModel } from '../models/role-model.ts';
import { tracedSettings } from '../models/model-reference.ts';
import { createAgentReader } from './agent-reader.ts';
import { createBus } from './bus.ts';
import { sharedClients } from './clients.ts';
import { createCodeStore } from './code-store.ts';
import { required, type Environment } from './environment.ts';
import { createOperatorSwitch } from './operator-switch.ts';
import { createPayloadStore } from './payload-store.ts';
import { createRedelivery } from './redelivery.ts';
import { systemClock } from './system-clock.ts';
import { createTaskClaims } from './task-claims.ts';
import { createTelemetry } from './telemetry.ts';
import { createToolRegistry } from './tool-registry.ts';

/** The worker on AWS; the sandbox's first child starts at once, so that the first agent need not wait for it. Throws when an environment variable is missing. */
export function workerPorts(environment: Environment, clients = sharedClients()): WorkerPorts {
  const telemetry = createTelemetry(environment, 'worker');
  const bucket = required(environment, 'BUCKET_CODE');
  const code = createCodeStore(clients.s3, bucket);
  const claims = createTaskClaims(clients.documents, required(environment, 'TABLE_WORKER_STATE'));
  const agents = createAgentReader(clients.documents, required(environment, 'TABLE_AGENT_CONFIG'), telemetry.log);
  const bus = createBus(clients.events, required(environment, 'BUS_ARBITER'));
  const registry = createToolRegistry(clients.documents, required(environment, 'TABLE_TOOLS_CONFIG'));
  const operator = createOperatorSwitch(clients.documents, required(environment, 'TABLE_OPERATOR_SWITCH'), systemClock);
  const runner = createSandbox({
    telemetry,
    model: stoppable(
      tracedModel(
        createRoleModel('agent', environment, clients.bedrock, telemetry.log),
        tracedSettings(required(environment, 'MODEL_AGENT')),
        telemetry.tracer,
      ),
      operator,
    ),
    costBound: costBoundOf('agent', environment),
    tools: { registry, code },
  });
  runner.prewarm();
  return {
    claims,
    agents,
    code,
    payloads: createPayloadStore(clients.s3, bucket),
    runner,
    bus,
    operator,
    redelivery: createRedelivery(clients.sqs),
    clock: systemClock,
    telemetry,
  };
}

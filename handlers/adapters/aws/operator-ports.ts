import type { OperatorPorts } from '../../operator/ports.ts';
import { createBus } from './bus.ts';
import { sharedClients } from './clients.ts';
import { required, type Environment } from './environment.ts';
import { createInbox } from './inbox.ts';
import { createOrchestrationStore } from './orchestration-store.ts';
import { createPayloadStore } from './payload-store.ts';
import { createRegistry } from './registry.ts';
import { systemClock } from './system-clock.ts';
import { systemEntropy } from './system-entropy.ts';
import { createTelemetry } from './telemetry.ts';
import { createToolRegistry } from './tool-registry.ts';

/** An operator's tools on AWS, with the environment of the supervisor and of the fabricator. Throws when a variable is missing. */
export function operatorPorts(environment: Environment, clients = sharedClients()): OperatorPorts {
  const telemetry = createTelemetry(environment, 'operator');
  const { documents } = clients;
  return {
    store: createOrchestrationStore({
      documents,
      orchestration: required(environment, 'TABLE_ORCHESTRATION'),
      workerState: required(environment, 'TABLE_WORKER_STATE'),
    }),
    payloads: createPayloadStore(clients.s3, required(environment, 'BUCKET_CODE')),
    registry: createRegistry(
      { documents, agentConfig: required(environment, 'TABLE_AGENT_CONFIG'), agentVersion: required(environment, 'TABLE_AGENT_VERSION') },
      createToolRegistry(documents, required(environment, 'TABLE_TOOLS_CONFIG')),
      telemetry.log,
    ),
    inbox: createInbox(clients.sqs, required(environment, 'QUEUE_URL_INBOX')),
    bus: createBus(clients.events, required(environment, 'BUS_ARBITER')),
    clock: systemClock,
    entropy: systemEntropy,
  };
}

import type { OperatorPorts } from '../../operator/ports.ts';
import { sharedClients } from './clients.ts';
import { required, type Environment } from './environment.ts';
import { createInbox } from './inbox.ts';
import { createOrchestrationStore } from './orchestration-store.ts';
import { createPayloadStore } from './payload-store.ts';
import { registryPorts } from './registry-ports.ts';
import { systemEntropy } from './system-entropy.ts';

/** An operator's tools on AWS, with the environment of the supervisor and of the fabricator. Throws when a variable is missing. */
export function operatorPorts(environment: Environment, clients = sharedClients()): OperatorPorts {
  const { registry, bus, clock } = registryPorts(environment, clients);
  return {
    store: createOrchestrationStore({
      documents: clients.documents,
      orchestration: required(environment, 'TABLE_ORCHESTRATION'),
      workerState: required(environment, 'TABLE_WORKER_STATE'),
    }),
    payloads: createPayloadStore(clients.s3, required(environment, 'BUCKET_CODE')),
    registry,
    inbox: createInbox(clients.sqs, required(environment, 'QUEUE_URL_INBOX')),
    bus,
    clock,
    entropy: systemEntropy,
  };
}

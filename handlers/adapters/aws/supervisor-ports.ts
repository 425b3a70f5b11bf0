import { tracedModel } from '../../shell/traced-model.ts';
import type { SupervisorPorts } from '../../supervisor/ports.ts';
import { costBoundOf } from '../models/cost-bound.ts';
import { createRoleModel } from '../models/role-model.ts';
import { tracedSettings } from '../models/model-reference.ts';
import { createAgentReader } from './agent-reader.ts';
import { createBus } from './bus.ts';
import { sharedClients } from './clients.ts';
import { required, type Environment } from './environment.ts';
import { createInbox } from './inbox.ts';
import { createOrchestrationStore } from './orchestration-store.ts';
import { createOperatorSwitch } from './operator-switch.ts';
import { createPayloadStore } from './payload-store.ts';
import { QueueUrls } from './queue-urls.ts';
import { createRedelivery } from './redelivery.ts';
import { createReplies } from './replies.ts';
import { systemClock } from './system-clock.ts';
import { systemEntropy } from './system-entropy.ts';
import { createTaskQueue } from './task-queue.ts';
import { createTelemetry } from './telemetry.ts';

/** The supervisor on AWS. Throws when an environment variable is missing. */
export function supervisorPorts(environment: Environment, clients = sharedClients()): SupervisorPorts {
  const telemetry = createTelemetry(environment, 'supervisor');
  const operator = createOperatorSwitch(clients.documents, required(environment, 'TABLE_OPERATOR_SWITCH'), systemClock);
  return {
    store: createOrchestrationStore({
      documents: clients.documents,
      orchestration: required(environment, 'TABLE_ORCHESTRATION'),
      workerState: required(environment, 'TABLE_WORKER_STATE'),
    }),
    agents: createAgentReader(clients.documents, required(environment, 'TABLE_AGENT_CONFIG'), telemetry.log),
    payloads: createPayloadStore(clients.s3, required(environment, 'BUCKET_CODE')),
    queue: createTaskQueue(clients.sqs, new QueueUrls(clients.sqs), telemetry.log),
    inbox: createInbox(clients.sqs, required(environment, 'QUEUE_URL_INBOX')),
    bus: createBus(clients.events, required(environment, 'BUS_ARBITER')),
    replies: createReplies(clients.events, clients.sqs, new QueueUrls(clients.sqs), environment),
    model: tracedModel(
      createRoleModel('supervisor', environment, clients.bedrock, telemetry.log),
      tracedSettings(required(environment, 'MODEL_SUPERVISOR')),
      telemetry.tracer,
    ),
    costBound: costBoundOf('supervisor', environment),
    operator,
    redelivery: createRedelivery(clients.sqs),
    clock: systemClock,
    entropy: systemEntropy,
    telemetry,
  };
}

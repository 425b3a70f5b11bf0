import type { SweeperPorts } from '../../sweeper/handler.ts';
import { sharedClients } from './clients.ts';
import { createDueIndex } from './due-index.ts';
import { required, type Environment } from './environment.ts';
import { createInbox } from './inbox.ts';
import { systemClock } from './system-clock.ts';
import { createTelemetry } from './telemetry.ts';

/** The sweeper on AWS. Throws when an environment variable is missing. */
export function sweeperPorts(environment: Environment, clients = sharedClients()): SweeperPorts {
  return {
    store: { due: createDueIndex(clients.documents, required(environment, 'TABLE_ORCHESTRATION')) },
    inbox: createInbox(clients.sqs, required(environment, 'QUEUE_URL_INBOX')),
    clock: systemClock,
    telemetry: createTelemetry(environment, 'sweeper'),
  };
}

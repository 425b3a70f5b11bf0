import type { DeadLetterPorts } from '../../dead-letter/handler.ts';
import { createBus } from './bus.ts';
import { sharedClients } from './clients.ts';
import { required, type Environment } from './environment.ts';
import { createRedelivery } from './redelivery.ts';
import { createTelemetry } from './telemetry.ts';

/** The dead-letter function on AWS. Throws when an environment variable is missing. */
export function deadLetterPorts(environment: Environment, clients = sharedClients()): DeadLetterPorts {
  return {
    bus: createBus(clients.events, required(environment, 'BUS_ARBITER')),
    redelivery: createRedelivery(clients.sqs),
    telemetry: createTelemetry(environment, 'dead-letter'),
  };
}

import type { RegistryPorts } from '../../shell/registry/registry-ports.ts';
import { createBus } from './bus.ts';
import { sharedClients } from './clients.ts';
import { createCodeStore } from './code-store.ts';
import { required, type Environment } from './environment.ts';
import { createRegistry } from './registry.ts';
import { systemClock } from './system-clock.ts';
import { createTelemetry } from './telemetry.ts';
import { createToolRegistry } from './tool-registry.ts';

/** What registry operations need, with the environment of the fabricator. Throws when a variable is missing. */
export function registryPorts(environment: Environment, clients = sharedClients()): RegistryPorts {
  const telemetry = createTelemetry(environment, 'operator');
  const { documents } = clients;
  return {
    registry: createRegistry(
      { documents, agentConfig: required(environment, 'TABLE_AGENT_CONFIG'), agentVersion: required(environment, 'TABLE_AGENT_VERSION') },
      createToolRegistry(documents, required(environment, 'TABLE_TOOLS_CONFIG')),
      telemetry.log,
    ),
    code: createCodeStore(clients.s3, required(environment, 'BUCKET_CODE')),
    bus: createBus(clients.events, required(environment, 'BUS_ARBITER')),
    clock: systemClock,
    telemetry,
  };
}

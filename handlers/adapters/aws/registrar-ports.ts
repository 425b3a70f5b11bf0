import { createDryRunSandbox } from '../../fabricator/dry-run-sandbox.ts';
import { createTypeChecker } from '../../fabricator/gate/type-check.ts';
import type { RegistrarPorts } from '../../operator/registrar.ts';
import { sharedClients } from './clients.ts';
import type { Environment } from './environment.ts';
import { registryPorts } from './registry-ports.ts';

/** What an operator's registrations need: the registry, and the fabricator's gate on this machine. Throws when a variable is missing. */
export function registrarPorts(environment: Environment, clients = sharedClients()): RegistrarPorts {
  const ports = registryPorts(environment, clients);
  const types = createTypeChecker();
  let sandbox: ReturnType<typeof createDryRunSandbox> | undefined;
  return {
    ...ports,
    gate: () => {
      sandbox ??= createDryRunSandbox(ports);
      return { dryRun: sandbox, ...(types !== undefined && { types }) };
    },
    close: async () => sandbox?.close(),
  };
}

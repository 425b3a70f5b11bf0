import { deployedName } from '../../../codegen/runtime/contracts.ts';
import { contracts } from '../../../generated/contracts/index.ts';
import { createDryRunSandbox } from '../../fabricator/dry-run-sandbox.ts';
import { createTypeChecker } from '../../fabricator/gate/type-check.ts';
import type { FabricatorPorts } from '../../fabricator/ports.ts';
import { createStrandsBrain } from '../../fabricator/strands-brain.ts';
import { createBrainModels } from '../models/role-brain-models.ts';
import { createBus } from './bus.ts';
import { sharedClients } from './clients.ts';
import { createCodeStore } from './code-store.ts';
import { optional, required, type Environment } from './environment.ts';
import { createOperatorSwitch } from './operator-switch.ts';
import { createPayloadStore } from './payload-store.ts';
import { createRedelivery } from './redelivery.ts';
import { createRegistry } from './registry.ts';
import { systemClock } from './system-clock.ts';
import { createTaskClaims } from './task-claims.ts';
import { createTelemetry } from './telemetry.ts';
import { createToolRegistry } from './tool-registry.ts';

/**
 * The fabricator on AWS. `ALLOWED_HOSTS` (comma-separated, none when absent) are hosts it may read from.
 * Throws when another variable is missing, and on Lambda when the bundle lacks the TypeScript compiler.
 */
export function fabricatorPorts(environment: Environment, clients = sharedClients()): FabricatorPorts {
  const telemetry = createTelemetry(environment, 'fabricator');
  const { documents, s3 } = clients;
  const bucket = required(environment, 'BUCKET_CODE');
  const code = createCodeStore(s3, bucket);
  const tools = createToolRegistry(documents, required(environment, 'TABLE_TOOLS_CONFIG'));
  const registry = createRegistry(
    { documents, agentConfig: required(environment, 'TABLE_AGENT_CONFIG'), agentVersion: required(environment, 'TABLE_AGENT_VERSION') },
    tools,
    telemetry.log,
  );
  const types = createTypeChecker();
  if (types === undefined && optional(environment, 'AWS_LAMBDA_FUNCTION_NAME') !== undefined)
    throw new Error(
      'the function lacks the TypeScript compiler, which its bundle brings along: deploy it again; it registers no agent whose types nobody checked',
    );
  const operator = createOperatorSwitch(documents, required(environment, 'TABLE_OPERATOR_SWITCH'), systemClock);
  return {
    claims: createTaskClaims(documents, required(environment, 'TABLE_WORKER_STATE')),
    registry,
    code,
    payloads: createPayloadStore(s3, bucket),
    bus: createBus(clients.events, required(environment, 'BUS_ARBITER')),
    operator,
    redelivery: createRedelivery(clients.sqs),
    clock: systemClock,
    telemetry,
    brain: createStrandsBrain({ models: createBrainModels(environment) }),
    dryRun: createDryRunSandbox({ telemetry, registry, code }),
    ...(types !== undefined && { types }),
    // A name, not a URL: it goes into the rows of new agents and stays right when an endpoint moves.
    workerTarget: deployedName(contracts.service, required(environment, 'ARBITER_ENV'), 'worker'),
    allowedHosts: (optional(environment, 'ALLOWED_HOSTS') ?? '')
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
  };
}

import { deployedName } from '../../../codegen/runtime/contracts.ts';
import { contracts } from '../../../generated/contracts/index.ts';
import { createDryRunSandbox } from '../../fabricator/dry-run-sandbox.ts';
import { createTypeChecker } from '../../fabricator/gate/type-check.ts';
import type { FabricatorPorts } from '../../fabricator/ports.ts';
import { createStrandsBrain } from '../../fabricator/strands-brain.ts';
import { parseModelReferences } from '../models/model-reference.ts';
import { createPriceList } from '../models/price-list.ts';
import { createBrainModels } from '../models/role-brain-models.ts';
import { createBus } from './bus.ts';
import { sharedClients } from './clients.ts';
import { createCodeStore } from './code-store.ts';
import { optional, required, type Environment } from './environment.ts';
import { createOperatorSwitch } from './operator-switch.ts';
import { createPayloadStore } from './payload-store.ts';
import { costOf } from './prices.ts';
import { createRedelivery } from './redelivery.ts';
import { createRegistry } from './registry.ts';
import { systemClock } from './system-clock.ts';
import { createTaskClaims } from './task-claims.ts';
import { createTelemetry } from './telemetry.ts';
import { createToolRegistry } from './tool-registry.ts';

/** The fabricator on AWS. `ALLOWED_HOSTS` (comma-separated, none when absent) are hosts it may read from. Throws when another variable is missing. */
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
  const modelId = required(environment, 'MODEL_FABRICATOR');
  const price = createPriceList(environment).priceOf(parseModelReferences(modelId)[0]?.id ?? modelId);
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
    ...(price !== undefined && {
      costOf: ({ inputTokens, outputTokens, cachedTokens = 0 }) =>
        costOf(price, { input: inputTokens - cachedTokens, output: outputTokens, cacheRead: cachedTokens, cacheWrite: 0 }),
    }),
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

/** The arbiter on the embedded runtime: our contracts, the offline model unless a real one is named, leases of a dead process released. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { deployedName } from '../../codegen/runtime/contracts.ts';
import { contracts } from '../../generated/contracts/index.ts';
import { createBedrockEndpoint } from './bedrock/endpoint.ts';
import type { ConverseModel } from './bedrock/converse-model.ts';
import { missingCredentials, sharedEnvironment } from './environment.ts';
import type { Faults } from './faults.ts';
import { createOfflineModel, offlineModelId } from './model/offline-model.ts';
import { releaseLeases } from './recovery.ts';
import { startRuntime, type Runtime } from './runtime.ts';
import { tracesDirectory } from './traces.ts';

export interface ArbiterOptions {
  readonly stateDir: string;
  readonly port?: number;
  /** Bedrock model or inference profile id, asked with the user's credentials. Without it the offline model answers. */
  readonly model?: string;
  /** Stands in for the offline model, in tests. */
  readonly converse?: ConverseModel;
  readonly scheduleSeconds?: number;
  readonly faults?: Faults;
  readonly report?: (problem: string) => void;
}

export interface Arbiter extends Runtime {
  /** Orchestrations that an earlier process left unfinished; they go on. */
  readonly resumed: readonly string[];
}

/** Name of the environment that the embedded runtime plays. */
export const localEnvironment = 'dev';

/** Deployed name of a resource; of the bus without an argument. */
export function localName(name?: string): string {
  return deployedName(contracts.service, localEnvironment, name);
}

/** Starts it; rejects with StateDirectoryInUse when another runtime has the state directory. */
export async function startArbiter(options: ArbiterOptions): Promise<Arbiter> {
  const { model, converse, ...rest } = options;
  // Nobody reads these here: metrics in EMF, and logs unless asked for.
  process.env['ARBITER_METRICS'] = 'off';
  process.env['LOG_LEVEL'] ??= 'SILENT';
  process.env['ARBITER_TRACES'] = tracesDirectory(options.stateDir);
  let resumed: readonly string[] = [];
  const runtime = await startRuntime({
    ...rest,
    contracts,
    environment: localEnvironment,
    models: modelsOf(model),
    ...(model === undefined && { bedrock: createBedrockEndpoint(converse ?? createOfflineModel()) }),
    beforeFunctions: async () => {
      resumed = await recover();
    },
  });
  return { ...runtime, resumed };
}

/** Points this process at a runtime that another process runs. */
export function useArbiter(endpoint: string): void {
  const served = ['DYNAMODB', 'SQS', 'S3', 'EVENTBRIDGE', 'LAMBDA'].map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint]);
  Object.assign(
    process.env,
    missingCredentials(),
    Object.fromEntries(served),
    sharedEnvironment({ contracts, environment: localEnvironment, endpoint, models: modelsOf(undefined) }),
  );
}

function modelsOf(model: string | undefined): Readonly<Record<string, string>> {
  const roles = contracts.functions.flatMap(({ uses }) => uses.flatMap((use) => (use.type === 'model' ? [use.role] : [])));
  return Object.fromEntries(roles.map((role) => [role, model ?? offlineModelId]));
}

async function recover(): Promise<readonly string[]> {
  const dynamo = new DynamoDBClient();
  try {
    return await releaseLeases(
      DynamoDBDocumentClient.from(dynamo),
      { orchestration: localName('orchestration'), workerState: localName('worker-state') },
      Date.now(),
    );
  } finally {
    dynamo.destroy();
  }
}

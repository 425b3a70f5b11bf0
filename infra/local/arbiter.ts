/** The arbiter on the embedded runtime: our contracts, the offline model unless a real one is named, leases of a dead process released. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { deployedName } from '../../codegen/runtime/contracts.ts';
import { contracts } from '../../generated/contracts/index.ts';
import { parseModelReferences } from '../../handlers/adapters/models/model-reference.ts';
import { createBedrockEndpoint, type EndpointLimits } from './bedrock/endpoint.ts';
import type { ConverseModel } from './bedrock/converse-model.ts';
import { missingCredentials, sharedEnvironment } from './environment.ts';
import type { Faults } from './faults.ts';
import { createOfflineModel, offlineModelId } from './model/offline-model.ts';
import { openLogFile } from './log-file.ts';
import { releaseLeases } from './recovery.ts';
import { startRetention } from './retention.ts';
import { startRuntime, type Runtime } from './runtime.ts';
import { tracesDirectory } from './traces.ts';

export interface ArbiterOptions {
  readonly stateDir: string;
  readonly port?: number;
  /**
   * Who answers: ids of Bedrock models or inference profiles (asked with the user's credentials), `ollama:<name>`,
   * `openai:<name>`, `replay:<file>` or `offline`; several, separated by commas, stand in for each other. The offline model when absent.
   */
  readonly model?: string;
  /** The same for single roles (`supervisor`, `agent`, `fabricator`). */
  readonly models?: Readonly<Record<string, string>>;
  /** Address of an OpenAI-compatible endpoint, when it is not its provider's usual one. */
  readonly modelUrl?: string;
  /** File that every model exchange is appended to, absolute. */
  readonly record?: string;
  /** File with the user's own prices, absolute; that of `MODEL_PRICES` when absent. */
  readonly prices?: string;
  /** Stands in for the offline model and for every model of Bedrock, in tests. */
  readonly converse?: ConverseModel;
  /** Guardrails that the models' endpoint has, by id, in tests. */
  readonly guardrails?: EndpointLimits['guardrails'];
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
  const { model, models, modelUrl, record, prices, converse, guardrails, ...rest } = options;
  const chosen = modelsOf(model, models);
  set('MODEL_URL', modelUrl);
  set('MODEL_RECORD', record);
  if (prices !== undefined) set('MODEL_PRICES', prices);
  quiet();
  process.env['ARBITER_TRACES'] = tracesDirectory(options.stateDir);
  process.env['ARBITER_LOG_FILE'] = openLogFile(rest.stateDir);
  let resumed: readonly string[] = [];
  const runtime = await startRuntime({
    ...rest,
    contracts,
    environment: localEnvironment,
    models: chosen,
    ...((converse !== undefined || !asksBedrock(chosen)) && {
      bedrock: createBedrockEndpoint(converse ?? createOfflineModel(), guardrails === undefined ? {} : { guardrails }),
    }),
    beforeFunctions: async () => {
      resumed = await recover();
    },
  });
  const endRetention = startRetention(rest.stateDir, rest.report);
  return {
    ...runtime,
    resumed,
    stop: async () => {
      endRetention();
      await runtime.stop();
    },
  };
}

/** Points this process at a runtime that another process runs. */
export function useArbiter(endpoint: string): void {
  quiet();
  const served = ['DYNAMODB', 'SQS', 'S3', 'EVENTBRIDGE', 'LAMBDA'].map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint]);
  Object.assign(
    process.env,
    missingCredentials(),
    Object.fromEntries(served),
    sharedEnvironment({ contracts, environment: localEnvironment, endpoint, models: modelsOf() }),
  );
}

/** Nobody reads these here, and on standard output they would stand between what is printed: metrics in EMF, and logs unless asked for. */
function quiet(): void {
  process.env['ARBITER_METRICS'] = 'off';
  process.env['LOG_LEVEL'] ??= 'SILENT';
}

/** Roles that ask a model. */
export const modelRoles: readonly string[] = [
  ...new Set(contracts.functions.flatMap(({ uses }) => uses.flatMap((use) => (use.type === 'model' ? [use.role] : [])))),
];

function modelsOf(model = 'offline', models: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const named = (text: string): string =>
    text.startsWith('replay:')
      ? text
      : text
          .split(',')
          .map((one) => (one.trim() === 'offline' ? offlineModelId : one.trim()))
          .join(',');
  return Object.fromEntries(modelRoles.map((role) => [role, named(models[role] ?? model)]));
}

/** Whether real models of Bedrock are among them. Throws when the offline model is too: both are asked by Bedrock's client, which has one address. */
function asksBedrock(models: Readonly<Record<string, string>>): boolean {
  const ids = Object.values(models).flatMap((text) => parseModelReferences(text).flatMap(({ provider, id }) => (provider === 'bedrock' ? [id] : [])));
  const real = ids.filter((id) => id !== offlineModelId);
  if (real.length > 0 && real.length < ids.length)
    throw new Error(`the offline model cannot be used beside "${real[0] ?? ''}": choose models of Amazon Bedrock or the offline model`);
  return real.length > 0;
}

function set(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
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

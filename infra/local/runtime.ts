/** The embedded runtime: endpoints, resources and functions in one process, from the generated contracts. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { deployedName, type FunctionContract } from '../../codegen/runtime/contracts.ts';
import { contracts } from '../../generated/contracts/index.ts';
import { region } from './arn.ts';
import { startEndpoints, type BedrockHandler, type Endpoints } from './endpoints.ts';
import type { Faults } from './faults.ts';
import { functionEnvironment } from './function-environment.ts';
import { startFunctions, type Functions } from './functions.ts';
import type { FunctionHandler } from './functions/function-pool.ts';
import { provision } from './provision.ts';
import { releaseLeases } from './recovery.ts';
import { runSeed } from './seed.ts';

export interface RuntimeOptions {
  readonly stateDir: string;
  readonly port?: number;
  /** Answers model requests here; without it they go to Amazon Bedrock with the user's credentials. */
  readonly bedrock?: BedrockHandler;
  /** Model id of a role. */
  readonly modelOf: (role: string) => string;
  readonly faults?: Faults;
  readonly scheduleSeconds?: number;
  /** Loads a function; default: its entry module in this project. */
  readonly load?: (contract: FunctionContract) => Promise<{ readonly handler: FunctionHandler }>;
  /** Hears of failed invocations and defects; default: nobody. The queues deliver again what failed. */
  readonly report?: (problem: string) => void;
}

export interface Runtime {
  readonly endpoint: string;
  readonly stateDir: string;
  readonly functions: Functions;
  /** Orchestrations that an earlier process left unfinished. */
  readonly resumed: readonly string[];
  stop(): Promise<void>;
}

/** Name of the environment that the embedded runtime plays. */
export const localEnvironment = 'dev';
const root = path.resolve(import.meta.dirname, '../..');

export function localName(name?: string): string {
  return deployedName(contracts.service, localEnvironment, name);
}

/** Points this process's SDK clients at a runtime: each service by itself, never Bedrock unless it is served there. */
export function useEndpoint(endpoint: string, variables: Readonly<Record<string, string>>): void {
  Object.assign(process.env, variables);
  process.env['AWS_REGION'] ??= process.env['AWS_DEFAULT_REGION'] ?? region;
  process.env['AWS_ENDPOINT_URL_S3'] = endpoint;
  if (!hasCredentials()) Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
}

function hasCredentials(): boolean {
  const { env } = process;
  return env['AWS_ACCESS_KEY_ID'] !== undefined || env['AWS_PROFILE'] !== undefined || env['AWS_WEB_IDENTITY_TOKEN_FILE'] !== undefined || existsSync(path.join(homedir(), '.aws', 'credentials')) || existsSync(path.join(homedir(), '.aws', 'config'));
}

/** Starts it; rejects with StateDirectoryInUse when another runtime has the state directory. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const report = options.report ?? (() => undefined);
  const endpoints = await startEndpoints({
    stateDir: options.stateDir,
    report,
    ...(options.port !== undefined && { port: options.port }),
    ...(options.bedrock !== undefined && { bedrock: options.bedrock }),
    ...(options.faults !== undefined && { faults: options.faults }),
  });
  try {
    return await attach(endpoints, options, report);
  } catch (cause) {
    await endpoints.stop();
    throw cause;
  }
}

async function attach(endpoints: Endpoints, options: RuntimeOptions, report: (problem: string) => void): Promise<Runtime> {
  const { endpoint } = endpoints;
  useEndpoint(endpoint, { ...endpoints.env, ...functionEnvironment({ contracts, environment: localEnvironment, endpoint, nameOf: localName, modelOf: options.modelOf }), ARBITER_METRICS: 'off' });
  process.env['LOG_LEVEL'] ??= 'SILENT';
  const clients = { dynamo: new DynamoDBClient(), sqs: new SQSClient(), s3: new S3Client({ forcePathStyle: true }), events: new EventBridgeClient() };
  const load = options.load ?? (async ({ entry }: FunctionContract) => (await import(pathToFileURL(path.join(root, entry)).href)) as { handler: FunctionHandler });
  const [functions] = await Promise.all([startFunctions({ contracts, endpoint, nameOf: localName, load, report, ...(options.scheduleSeconds !== undefined && { scheduleSeconds: options.scheduleSeconds }) }), provision(contracts, clients, localName)]);
  endpoints.setInvoker((name, payload, wait) => functions.pool.invoke(name, payload, wait));
  await runSeed(functions.pool, clients.s3, endpoint, localName('code'));
  const resumed = await releaseLeases(DynamoDBDocumentClient.from(clients.dynamo), { orchestration: localName('orchestration'), workerState: localName('worker-state') }, Date.now());
  for (const client of Object.values(clients)) client.destroy();
  functions.listen();
  return {
    endpoint,
    stateDir: endpoints.stateDir,
    functions,
    resumed,
    stop: async () => {
      await functions.stop();
      await endpoints.stop();
    },
  };
}

/** The adapters for AWS over the embedded endpoints, with the real SDK clients and what the contracts say of tables, queues, bucket and bus. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { deployedName, type EnvironmentValue } from '../../codegen/runtime/contracts.ts';
import { contracts } from '../../generated/contracts/index.ts';
import { createClients, type AwsClients } from '../../handlers/adapters/aws/clients.ts';
import { createCodeStore } from '../../handlers/adapters/aws/code-store.ts';
import { required } from '../../handlers/adapters/aws/environment.ts';
import { createOrchestrationStore } from '../../handlers/adapters/aws/orchestration-store.ts';
import { createPayloadStore } from '../../handlers/adapters/aws/payload-store.ts';
import { createRegistry } from '../../handlers/adapters/aws/registry.ts';
import { createTaskClaims } from '../../handlers/adapters/aws/task-claims.ts';
import { createToolRegistry } from '../../handlers/adapters/aws/tool-registry.ts';
import { startEndpoints } from '../../infra/local/endpoints.ts';
import { provision } from '../../infra/local/provision.ts';
import type { PortsUnderTest } from './ports-under-test.ts';

const nameOf = (name?: string): string => deployedName(contracts.service, 'test', name);

export interface EmbeddedBackend {
  readonly ports: PortsUnderTest;
  readonly clients: AwsClients;
  /** The environment of every function, as a deployment would set it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts endpoints of its own, on a free port, with an empty state directory. */
export async function startEmbeddedBackend(): Promise<EmbeddedBackend> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'arbiter-contract-'));
  const endpoints = await startEndpoints({ stateDir, port: 0 });
  const clients = createClients({ endpoint: endpoints.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  await provision(contracts, 'test', endpoints.endpoint);
  const environment = { ARBITER_ENV: 'test', ARBITER_METRICS: 'off', LOG_LEVEL: 'SILENT', ...functionEnvironment(endpoints.endpoint) };
  const variable = (name: string): string => required(environment, name);
  const registry = createRegistry(
    { documents: clients.documents, agentConfig: variable('TABLE_AGENT_CONFIG'), agentVersion: variable('TABLE_AGENT_VERSION') },
    createToolRegistry(clients.documents, variable('TABLE_TOOLS_CONFIG')),
    () => undefined,
  );
  return {
    clients,
    environment,
    ports: {
      store: createOrchestrationStore({
        documents: clients.documents,
        orchestration: variable('TABLE_ORCHESTRATION'),
        workerState: variable('TABLE_WORKER_STATE'),
      }),
      claims: createTaskClaims(clients.documents, variable('TABLE_WORKER_STATE')),
      registry,
      payloads: createPayloadStore(clients.s3, variable('BUCKET_CODE')),
      code: createCodeStore(clients.s3, variable('BUCKET_CODE')),
      putAgentRow: async (row) => void (await clients.documents.send(new PutCommand({ TableName: variable('TABLE_AGENT_CONFIG'), Item: row }))),
      putToolRow: async (row) => void (await clients.documents.send(new PutCommand({ TableName: variable('TABLE_TOOLS_CONFIG'), Item: row }))),
    },
    async stop() {
      for (const client of [clients.dynamo, clients.sqs, clients.s3, clients.events, clients.bedrock]) client.destroy();
      await endpoints.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** The variables of all functions, as the contracts have them. */
function functionEnvironment(endpoint: string): Readonly<Record<string, string>> {
  const valueOf = (value: EnvironmentValue): string => {
    if ('table' in value) return nameOf(value.table);
    if ('queueUrl' in value) return `${endpoint}/000000000000/${nameOf(value.queueUrl)}`;
    if ('bucket' in value) return nameOf(value.bucket);
    return 'bus' in value ? nameOf() : `local.${value.modelRole}`;
  };
  return Object.fromEntries(contracts.functions.flatMap(({ environment }) => Object.entries(environment).map(([name, value]) => [name, valueOf(value)])));
}

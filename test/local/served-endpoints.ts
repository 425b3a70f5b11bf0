/** Endpoints in a directory of their own with real SDK clients; `await using` ends them and removes the directory. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startEndpoints, type Endpoints, type EndpointsOptions } from '../../infra/local/endpoints.ts';

export interface Clients {
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly events: EventBridgeClient;
  readonly dynamo: DynamoDBClient;
}

export interface ServedEndpoints extends Clients, AsyncDisposable {
  readonly endpoints: Endpoints;
  /** Creates a queue and returns its URL. */
  queue(name: string, attributes?: Readonly<Record<string, string>>): Promise<string>;
  /** Problems that were reported. */
  readonly problems: string[];
}

export function clientsOf(endpoint: string): Clients {
  const connection = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 };
  return {
    sqs: new SQSClient(connection),
    s3: new S3Client({ ...connection, forcePathStyle: true }),
    events: new EventBridgeClient(connection),
    dynamo: new DynamoDBClient(connection),
  };
}

export function closeClients(clients: Clients): void {
  for (const client of [clients.sqs, clients.s3, clients.events, clients.dynamo]) client.destroy();
}

/** A new directory below the system's temporary one. */
export function temporaryDirectory(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'arbiter-local-'));
}

export async function serveEndpoints(options: Partial<EndpointsOptions> = {}): Promise<ServedEndpoints> {
  const stateDir = options.stateDir ?? (await temporaryDirectory());
  const problems: string[] = [];
  const endpoints = await startEndpoints({ port: 0, report: (problem) => problems.push(problem), ...options, stateDir });
  const clients = clientsOf(endpoints.endpoint);
  return {
    ...clients,
    endpoints,
    problems,
    queue: async (name, attributes) => {
      const { QueueUrl } = await clients.sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { ...attributes } }));
      if (QueueUrl === undefined) throw new Error(`the queue ${name} has no URL`);
      return QueueUrl;
    },
    [Symbol.asyncDispose]: async () => {
      closeClients(clients);
      await endpoints.stop();
      if (options.stateDir === undefined) await rm(stateDir, { recursive: true, force: true });
    },
  };
}

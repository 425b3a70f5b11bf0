/**
 * The SDK clients: made once per process, on first use, and shared by all adapters.
 *
 * The protocol owns retries (protocol.md, stopReason): a client repeats a request only to bridge a short hiccup. Every
 * request has a time limit well below the shortest function's, so that a hanging endpoint becomes an error that the
 * queue can retry, not a timed-out function. Endpoint, region and credentials come from the environment.
 */
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { timing } from '../../core/timing.ts';

export interface AwsClients {
  readonly dynamo: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly events: EventBridgeClient;
  readonly bedrock: BedrockRuntimeClient;
}

/** Where clients connect; all of it from the environment when absent. */
export interface Connection {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** First try and two repetitions, within about half a second. */
const ATTEMPTS = 3;
/** The call and one repetition: `timing.modelAttemptsPerInvocation` counts on it. */
const MODEL_ATTEMPTS = 2;

/** New clients. Handlers use {@link sharedClients}; tests bring a connection of their own. */
export function createClients(connection: Connection = {}): AwsClients {
  const common = { ...connection, maxAttempts: ATTEMPTS };
  const dynamo = new DynamoDBClient({ ...common, requestHandler: within(5_000) });
  return {
    dynamo,
    documents: DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } }),
    // A queue URL names a queue, not an endpoint: it stays valid when the embedded endpoint moves to another port.
    sqs: new SQSClient({ ...common, useQueueUrlAsEndpoint: false, requestHandler: within(10_000) }),
    s3: new S3Client({ ...common, requestHandler: within(30_000), ...(connection.endpoint !== undefined && { forcePathStyle: true }) }),
    events: new EventBridgeClient({ ...common, requestHandler: within(10_000) }),
    bedrock: createBedrockClient(connection),
  };
}

/**
 * A client for one model. Its retry is adaptive: after a throttle it slows down all its own requests, so models that
 * stand in for each other must not share one.
 */
export function createBedrockClient(connection: Connection = {}): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    ...connection,
    maxAttempts: MODEL_ATTEMPTS,
    retryMode: 'adaptive',
    requestHandler: { requestTimeout: timing.modelTimeout },
  });
}

let shared: AwsClients | undefined;

/** The process's clients. */
export function sharedClients(): AwsClients {
  shared ??= createClients();
  return shared;
}

/** HTTP settings: connections are kept, and a request that takes longer than `milliseconds` fails. */
function within(milliseconds: number) {
  return {
    connectionTimeout: 2_000,
    requestTimeout: milliseconds,
    throwOnRequestTimeout: true,
    httpsAgent: { keepAlive: true, maxSockets: 64 },
    httpAgent: { keepAlive: true, maxSockets: 64 },
  };
}

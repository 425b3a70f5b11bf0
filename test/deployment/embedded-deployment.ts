/** A deployment on the adapters for AWS: real SDK clients against endpoints of its own; queues, bus, tables and bucket as the contracts say. */
import type { SQSRecord } from 'aws-lambda';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ChangeMessageVisibilityCommand, DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { deployedName } from '../../codegen/runtime/contracts.ts';
import { contracts } from '../../generated/contracts/index.ts';
import { createAgentReader } from '../../handlers/adapters/aws/agent-reader.ts';
import { createBus } from '../../handlers/adapters/aws/bus.ts';
import { createClients, type AwsClients } from '../../handlers/adapters/aws/clients.ts';
import { createCodeStore } from '../../handlers/adapters/aws/code-store.ts';
import { required } from '../../handlers/adapters/aws/environment.ts';
import { createPayloadStore } from '../../handlers/adapters/aws/payload-store.ts';
import { createRedelivery } from '../../handlers/adapters/aws/redelivery.ts';
import { supervisorPorts } from '../../handlers/adapters/aws/supervisor-ports.ts';
import { systemClock } from '../../handlers/adapters/aws/system-clock.ts';
import { createTaskClaims } from '../../handlers/adapters/aws/task-claims.ts';
import { RecordingTelemetry } from '../../handlers/adapters/memory/telemetry.ts';
import { MemoryOperatorSwitch } from '../../handlers/adapters/memory/operator-switch.ts';
import type { OutgoingEvent } from '../../handlers/shell/ports.ts';
import { startEmbeddedBackend, type EmbeddedBackend } from '../contract/embedded-backend.ts';
import { agentRow, stubSource } from './agents.ts';
import { Deployment, type DeployedPorts, type QueueName, type StandIns, type Transport } from './deployment.ts';

/** The platform's own requests, on clients that are not the handlers'. `used` counts those that moved a message. */
export class EmbeddedTransport implements Transport {
  readonly used = { receives: 0, deletes: 0 };
  readonly #clients: AwsClients;
  readonly #endpoint: string;

  constructor(clients: AwsClients, endpoint: string) {
    this.#clients = clients;
    this.#endpoint = endpoint;
  }

  async publish({ source, detailType, detail }: OutgoingEvent): Promise<void> {
    const entry = { EventBusName: deployedName(contracts.service, 'test'), Source: source, DetailType: detailType, Detail: JSON.stringify(detail) };
    const { FailedEntryCount } = await this.#clients.events.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount !== 0) throw new Error(`the bus refused an event "${detailType}"`);
  }

  async send(queue: QueueName, body: string): Promise<void> {
    await this.#clients.sqs.send(new SendMessageCommand({ QueueUrl: this.url(queue), MessageBody: body }));
  }

  async receive(queue: QueueName): Promise<SQSRecord | undefined> {
    const { Messages: [message] = [] } = await this.#clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: this.url(queue), MaxNumberOfMessages: 1, MessageSystemAttributeNames: ['All'] }),
    );
    if (message === undefined) return undefined;
    this.used.receives += 1;
    const { MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} } = message;
    return {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: {
        ApproximateReceiveCount: Attributes['ApproximateReceiveCount'] ?? '1',
        SentTimestamp: Attributes['SentTimestamp'] ?? '',
        SenderId: '',
        ApproximateFirstReceiveTimestamp: '',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${nameOf(queue)}`,
      awsRegion: 'us-east-1',
    };
  }

  async delete(queue: QueueName, record: SQSRecord): Promise<void> {
    await this.#clients.sqs.send(new DeleteMessageCommand({ QueueUrl: this.url(queue), ReceiptHandle: record.receiptHandle }));
    this.used.deletes += 1;
  }

  /** Makes a taken message visible again at once, as its visibility timeout does later. */
  async expire(queue: QueueName, record: SQSRecord): Promise<void> {
    await this.#clients.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: this.url(queue), ReceiptHandle: record.receiptHandle, VisibilityTimeout: 0 }));
  }

  /** Address of a queue that is not the layer's. */
  foreignUrl(queue: string): string {
    return `${this.#endpoint}/000000000000/${queue}`;
  }

  url(queue: string): string {
    return `${this.#endpoint}/000000000000/${nameOf(queue)}`;
  }
}

export interface EmbeddedDeployment extends Deployment {
  readonly backend: EmbeddedBackend;
  readonly telemetry: RecordingTelemetry;
  readonly transport: EmbeddedTransport;
  stop(): Promise<void>;
}

/** Deploys the handlers on a backend of its own, or on the one given, with these agents active on the worker's queue. `adjust` changes ports before the handlers get them. */
export async function deployEmbedded(
  standIns: StandIns,
  agentIds: readonly string[],
  given?: EmbeddedBackend,
  adjust: (ports: DeployedPorts) => DeployedPorts = (ports) => ports,
): Promise<EmbeddedDeployment> {
  const backend = given ?? (await startEmbeddedBackend());
  const { clients, environment } = backend;
  const endpoint = new URL(required(environment, 'QUEUE_URL_INBOX')).origin;
  const outside = createClients({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  const telemetry = new RecordingTelemetry();
  for (const agentId of agentIds) await backend.ports.putAgentRow(agentRow(agentId, nameOf('worker')));
  const bucket = required(environment, 'BUCKET_CODE');
  await createCodeStore(clients.s3, bucket).putIfAbsent(stubSource.key, stubSource.text);
  const transport = new EmbeddedTransport(outside, endpoint);
  const deployment = new Deployment(
    adjust({
      supervisor: {
        ...supervisorPorts(environment, clients),
        model: { ask: async (request) => standIns.model(request) },
        operator: new MemoryOperatorSwitch(),
        telemetry,
      },
      worker: {
        claims: createTaskClaims(clients.documents, required(environment, 'TABLE_WORKER_STATE')),
        agents: createAgentReader(clients.documents, required(environment, 'TABLE_AGENT_CONFIG'), telemetry.log),
        code: createCodeStore(clients.s3, bucket),
        payloads: createPayloadStore(clients.s3, bucket),
        runner: { run: async (run) => standIns.agent?.(run) ?? { kind: 'returned', value: 'done' } },
        bus: createBus(clients.events, required(environment, 'BUS_ARBITER')),
        operator: new MemoryOperatorSwitch(),
        redelivery: createRedelivery(clients.sqs),
        clock: systemClock,
        telemetry,
      },
    }),
    transport,
  );
  return Object.assign(deployment, {
    backend,
    telemetry,
    transport,
    stop: async () => {
      for (const client of [outside.dynamo, outside.sqs, outside.s3, outside.events, outside.bedrock]) client.destroy();
      if (given === undefined) await backend.stop();
    },
  });
}

function nameOf(queue: string): string {
  return deployedName(contracts.service, 'test', queue);
}

/** A deployment on the adapters in memory: queues that deliver in order, and a bus that gives requests and completions to the inbox. */
import type { SQSRecord } from 'aws-lambda';
import { MemoryCodeStore } from '../../handlers/adapters/memory/code-store.ts';
import { ManualClock } from '../../handlers/adapters/memory/manual-clock.ts';
import { MemoryOperatorSwitch } from '../../handlers/adapters/memory/operator-switch.ts';
import { MemoryOrchestrationStore } from '../../handlers/adapters/memory/orchestration-store.ts';
import { MemoryPayloads } from '../../handlers/adapters/memory/payload-store.ts';
import { MemoryRegistry } from '../../handlers/adapters/memory/registry.ts';
import { SeededEntropy } from '../../handlers/adapters/memory/seeded-entropy.ts';
import { MemoryTables } from '../../handlers/adapters/memory/tables.ts';
import { MemoryTaskClaims } from '../../handlers/adapters/memory/task-claims.ts';
import { RecordingTelemetry } from '../../handlers/adapters/memory/telemetry.ts';
import type { OutgoingEvent, Telemetry } from '../../handlers/shell/ports.ts';
import { agentRow, stubSource } from './agents.ts';
import { Deployment, type DeployedPorts, type QueueName, type StandIns, type Transport } from './deployment.ts';

interface Queued {
  readonly id: string;
  readonly body: string;
  receives: number;
  /** Milliseconds since the epoch. */
  visibleAt: number;
}

const VISIBILITY = 960_000;
const MOST_RECEIVES: Readonly<Record<QueueName, number>> = { inbox: 10, worker: 3, 'worker-dead-letter': 1_000 };

/** Queues and bus in memory. A queue that is not the layer's own keeps what is sent to it in `foreign`. */
export class MemoryTransport implements Transport {
  readonly clock = new ManualClock();
  readonly published: OutgoingEvent[] = [];
  readonly foreign: { readonly target: string; readonly body: string }[] = [];
  readonly #queues: Readonly<Record<QueueName, Map<string, Queued>>> = { inbox: new Map(), worker: new Map(), 'worker-dead-letter': new Map() };
  #ids = 0;

  async publish(event: OutgoingEvent): Promise<void> {
    this.published.push(event);
    if (event.detailType !== 'task.request' && event.detailType !== 'task.completion') return;
    await this.send('inbox', JSON.stringify({ id: `e-${this.#ids}`, source: event.source, 'detail-type': event.detailType, detail: event.detail }));
  }

  async send(queue: string, body: string, delaySeconds = 0): Promise<void> {
    const id = `m-${this.#ids++}`;
    if (isQueue(queue)) this.#queues[queue].set(id, { id, body, receives: 0, visibleAt: this.clock.now() + delaySeconds * 1_000 });
    else this.foreign.push({ target: queue, body });
  }

  async receive(queue: QueueName): Promise<SQSRecord | undefined> {
    for (const message of this.#queues[queue].values()) {
      if (message.visibleAt > this.clock.now()) continue;
      if (message.receives >= MOST_RECEIVES[queue]) {
        this.#queues[queue].delete(message.id);
        await this.send(`${queue}-dead-letter`, message.body);
        continue;
      }
      message.receives += 1;
      message.visibleAt = this.clock.now() + VISIBILITY;
      return toRecord(queue, message);
    }
    return undefined;
  }

  async delete(queue: QueueName, record: SQSRecord): Promise<void> {
    this.#queues[queue].delete(record.messageId);
  }

  /** ChangeMessageVisibility; the receipt handle is the message id. */
  delay(receiptHandle: string, queueArn: string, seconds: number): void {
    const queue = queueArn.split(':').pop() ?? '';
    const message = isQueue(queue) ? this.#queues[queue].get(receiptHandle) : undefined;
    if (message !== undefined) message.visibleAt = this.clock.now() + seconds * 1_000;
  }

  /** Messages of a queue, visible or not. */
  depth(queue: QueueName): number {
    return this.#queues[queue].size;
  }
}

export interface MemoryDeployment extends Deployment {
  readonly tables: MemoryTables;
  readonly registry: MemoryRegistry;
  readonly telemetry: RecordingTelemetry;
  readonly transport: MemoryTransport;
}

export interface MemoryOptions {
  /** Instead of telemetry that is kept; for measurements. */
  readonly telemetry?: Telemetry;
  /** Changes ports before the handlers get them, to make one of them fail. */
  readonly adjust?: (ports: DeployedPorts, transport: MemoryTransport) => DeployedPorts;
}

/** Deploys the handlers in memory with these agents active. */
export function deployInMemory(standIns: StandIns, agentIds: readonly string[], options: MemoryOptions = {}): MemoryDeployment {
  const tables = new MemoryTables();
  const registry = new MemoryRegistry();
  const code = new MemoryCodeStore();
  const transport = new MemoryTransport();
  const telemetry = new RecordingTelemetry();
  for (const agentId of agentIds) registry.putAgentRow(agentRow(agentId, 'worker'));
  void code.putIfAbsent(stubSource.key, stubSource.text);
  const common = {
    agents: registry,
    payloads: new MemoryPayloads(),
    bus: {
      publish: async (events: readonly OutgoingEvent[]) => {
        for (const event of events) await transport.publish(event);
      },
    },
    operator: new MemoryOperatorSwitch(),
    redelivery: { delay: async (...args: Parameters<MemoryTransport['delay']>) => transport.delay(...args) },
    clock: transport.clock,
    telemetry: options.telemetry ?? telemetry,
  };
  const ports: DeployedPorts = {
    supervisor: {
      ...common,
      store: new MemoryOrchestrationStore(tables),
      queue: {
        send: async (messages) => {
          for (const { target, body } of messages) await transport.send(target, JSON.stringify(body));
          return [];
        },
      },
      inbox: {
        wake: async (ids, delaySeconds) => {
          for (const orchestrationId of ids) await transport.send('inbox', JSON.stringify({ kind: 'wake', orchestrationId }), Math.max(0, delaySeconds));
        },
      },
      replies: { allows: () => false, send: async () => undefined },
      model: { ask: async (request) => standIns.model(request) },
      entropy: new SeededEntropy(1),
    },
    worker: {
      ...common,
      claims: new MemoryTaskClaims(tables),
      code,
      runner: { run: async (run) => standIns.agent?.(run) ?? { kind: 'returned', value: 'done' } },
    },
  };
  const deployment = new Deployment(options.adjust?.(ports, transport) ?? ports, transport);
  return Object.assign(deployment, { tables, registry, telemetry, transport });
}

function isQueue(name: string): name is QueueName {
  return name === 'inbox' || name === 'worker' || name === 'worker-dead-letter';
}

function toRecord(queue: QueueName, { id, body, receives }: Queued): SQSRecord {
  return {
    messageId: id,
    receiptHandle: id,
    body,
    attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: '0', SenderId: 'test', ApproximateFirstReceiveTimestamp: '0' },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    awsRegion: 'us-east-1',
  };
}

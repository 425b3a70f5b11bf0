/**
 * The real handlers on some backend, driven by hand: nothing moves until a test delivers a message. The model and the
 * agents are stand-ins; everything between them is what runs in production.
 */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { createDeadLetter } from '../../handlers/dead-letter/handler.ts';
import type { AgentOutcome, AgentRun, ModelOutcome, ModelRequest, OutgoingEvent } from '../../handlers/shell/ports.ts';
import { createSweeper } from '../../handlers/sweeper/handler.ts';
import { createSupervisor } from '../../handlers/supervisor/handler.ts';
import type { SupervisorPorts } from '../../handlers/supervisor/ports.ts';
import { createWorker } from '../../handlers/worker/handler.ts';
import type { WorkerPorts } from '../../handlers/worker/ports.ts';

export const queueNames = ['inbox', 'worker', 'worker-dead-letter'] as const;
export type QueueName = (typeof queueNames)[number];

/** What the platform does between the handlers. */
export interface Transport {
  /** Puts an event on the bus, as somebody outside does. */
  publish(event: OutgoingEvent): Promise<void>;
  send(queue: QueueName, body: string): Promise<void>;
  /** One message, invisible to others from now on; undefined when none is visible. */
  receive(queue: QueueName): Promise<SQSRecord | undefined>;
  delete(queue: QueueName, record: SQSRecord): Promise<void>;
}

export interface DeployedPorts {
  readonly supervisor: SupervisorPorts;
  readonly worker: WorkerPorts;
}

/** Stand-ins for what costs money: asked for every model call and every run of an agent. */
export interface StandIns {
  readonly model: (request: ModelRequest) => ModelOutcome | Promise<ModelOutcome>;
  readonly agent?: (run: AgentRun) => AgentOutcome | Promise<AgentOutcome>;
}

/** Deliveries after which a test is told that its deployment does not come to rest. */
const MOST_DELIVERIES = 20_000;

function started(ports: DeployedPorts) {
  return { inbox: createSupervisor(ports.supervisor), worker: createWorker(ports.worker), 'worker-dead-letter': createDeadLetter(ports.worker) };
}

export class Deployment {
  /** Milliseconds that handlers took so far, their ports included. */
  handling = 0;
  readonly transport: Transport;
  readonly ports: DeployedPorts;
  #handlers: Readonly<Record<QueueName, (event: SQSEvent) => Promise<SQSBatchResponse>>>;

  constructor(ports: DeployedPorts, transport: Transport) {
    this.ports = ports;
    this.transport = transport;
    this.#handlers = started(ports);
  }

  /** From now on all functions are new instances, which remember nothing. */
  forget(): void {
    this.#handlers = started(this.ports);
  }

  async request(detail: Readonly<Record<string, unknown>>): Promise<void> {
    await this.transport.publish({ source: 'task.request', detailType: 'task.request', detail });
  }

  /** Takes one message without handling it: whoever holds it died, or is slow. */
  async take(queue: QueueName): Promise<SQSRecord> {
    const record = await this.transport.receive(queue);
    if (record === undefined) throw new Error(`nothing is visible on the queue "${queue}"`);
    return record;
  }

  /** Hands a message to its function; true when it was acknowledged, and then it is deleted. */
  async handle(queue: QueueName, record: SQSRecord): Promise<boolean> {
    const started = performance.now();
    const { batchItemFailures } = await this.#handlers[queue]({ Records: [record] });
    this.handling += performance.now() - started;
    if (batchItemFailures.length > 0) return false;
    await this.transport.delete(queue, record);
    return true;
  }

  /** Delivers the next message of a queue. False when none is visible. */
  async deliver(queue: QueueName): Promise<boolean> {
    const record = await this.transport.receive(queue);
    if (record === undefined) return false;
    await this.handle(queue, record);
    return true;
  }

  /** What the schedule does each minute. */
  async sweep(): Promise<void> {
    await createSweeper(this.ports.supervisor)();
  }

  /** Delivers until no queue has a visible message. */
  async settle(): Promise<void> {
    for (let deliveries = 0; deliveries < MOST_DELIVERIES; deliveries++) {
      const delivered = [await this.deliver('inbox'), await this.deliver('worker'), await this.deliver('worker-dead-letter')];
      if (!delivered.includes(true)) return;
    }
    throw new Error(`after ${MOST_DELIVERIES} deliveries messages are still visible`);
  }
}

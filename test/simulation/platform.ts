/**
 * What AWS does between the handlers, with its liberties: queues deliver at least once, in any order, late; the bus loses
 * and repeats; a function is killed at its timeout; a message received too often becomes a dead letter.
 */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Invocation, World } from './world.ts';

/** Liberties of queues and bus, in parts per 1,000. */
export interface Liberties {
  /** A delivery is repeated although the message is invisible. */
  readonly duplicate: number;
  /** A message becomes visible late. */
  readonly delay: number;
  /** An acknowledged message is delivered again. */
  readonly deleteLost: number;
  /** The bus loses an event after it was accepted. */
  readonly eventLost: number;
  /** The bus delivers an event twice. */
  readonly eventRepeated: number;
}

export const noLiberties: Liberties = { duplicate: 0, delay: 0, deleteLost: 0, eventLost: 0, eventRepeated: 0 };

export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

export interface QueueSettings {
  readonly name: string;
  readonly visibilityMs: number;
  readonly maxReceives: number;
  readonly deadLetterQueue?: string;
}

export interface FunctionSettings {
  readonly name: string;
  readonly queue: string;
  readonly timeoutMs: number;
  readonly concurrency: number;
  /** A fresh instance's handler, its ports bound to the invocation. */
  readonly start: (invocation: Invocation) => QueueHandler;
}

interface Message {
  readonly id: string;
  readonly body: string;
  visibleAt: number;
  receives: number;
  deleted: boolean;
}

interface Queue {
  readonly settings: QueueSettings;
  readonly messages: Map<string, Message>;
  consumer: FunctionSettings | undefined;
  running: number;
}

/** Deliveries retry this often when a function is at its concurrency limit. */
const BUSY_MS = 50;

export class Platform {
  liberties: Liberties;
  readonly #world: World;
  readonly #queues = new Map<string, Queue>();
  #nextMessage = 1;

  constructor(world: World, queues: readonly QueueSettings[], liberties: Liberties) {
    this.#world = world;
    this.liberties = liberties;
    for (const settings of queues) this.#queues.set(settings.name, { settings, messages: new Map(), consumer: undefined, running: 0 });
  }

  attach(consumer: FunctionSettings): void {
    this.#queue(consumer.queue).consumer = consumer;
  }

  /** Messages that are neither deleted nor dead letters. */
  backlog(): number {
    let count = 0;
    for (const queue of this.#queues.values()) if (queue.consumer !== undefined) count += queue.messages.size;
    return count;
  }

  send(queueName: string, body: string, delayMs = 0): void {
    const queue = this.#queue(queueName);
    const late = this.#world.chance(this.liberties.delay) ? 1 + this.#world.tape.choose(120_000) : 0;
    const message: Message = { id: `m${this.#nextMessage++}`, body, visibleAt: this.#world.now + delayMs + late, receives: 0, deleted: false };
    queue.messages.set(message.id, message);
    this.#deliverAt(queue, message, message.visibleAt);
  }

  /** ChangeMessageVisibility. The receipt handle is the message id. */
  delay(queueName: string, receiptHandle: string, seconds: number): void {
    const queue = this.#queue(queueName);
    const message = queue.messages.get(receiptHandle);
    if (message === undefined) return;
    message.visibleAt = this.#world.now + seconds * 1_000;
    this.#deliverAt(queue, message, message.visibleAt);
  }

  /** The bus took an event: it reaches its target once, twice or never. */
  publish(queueName: string, body: () => string): void {
    const liberty = this.#world.draw([
      ['lost', this.liberties.eventLost],
      ['repeated', this.liberties.eventRepeated],
    ]);
    if (liberty === 'lost') {
      this.#world.mark('the bus lost an event');
      return;
    }
    this.send(queueName, body(), 1);
    if (liberty === 'repeated') {
      this.#world.mark('the bus repeated an event');
      this.send(queueName, body(), 1 + this.#world.tape.choose(30_000));
    }
  }

  #queue(name: string): Queue {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw new Error(`the simulated platform has no queue "${name}"`);
    return queue;
  }

  #deliverAt(queue: Queue, message: Message, at: number): void {
    this.#world.at(at, () => this.#deliver(queue, message, false));
  }

  #deliver(queue: Queue, message: Message, forced: boolean): void {
    const { consumer, settings } = queue;
    if (message.deleted || consumer === undefined) return;
    if (!forced && message.visibleAt > this.#world.now) return;
    if (queue.running >= consumer.concurrency) {
      this.#world.at(this.#world.now + BUSY_MS, () => this.#deliver(queue, message, forced));
      return;
    }
    message.receives++;
    if (message.receives > settings.maxReceives) {
      this.#toDeadLetters(queue, message);
      return;
    }
    message.visibleAt = this.#world.now + settings.visibilityMs;
    this.#deliverAt(queue, message, message.visibleAt);
    if (this.#world.chance(this.liberties.duplicate)) {
      this.#world.mark('a message was delivered twice');
      this.#world.at(this.#world.now + this.#world.tape.choose(5_000), () => this.#deliver(queue, message, true));
    }
    this.#invoke(queue, consumer, message);
  }

  #invoke(queue: Queue, consumer: FunctionSettings, message: Message): void {
    const world = this.#world;
    const invocation = world.invoke(consumer.name, consumer.timeoutMs);
    queue.running++;
    if (world.trace !== undefined) world.note(`${consumer.name}#${invocation.id} receives ${message.id} (${message.receives})`);
    const leave = () => {
      if (invocation.ended) return;
      invocation.ended = true;
      queue.running--;
    };
    world.at(invocation.killAt + 1, leave);
    const event = eventOf(queue.settings.name, message);
    consumer
      .start(invocation)(event)
      .then(
        (response) => {
          const timedOut = invocation.ended || invocation.dead || world.now > invocation.killAt;
          leave();
          if (timedOut) {
            world.mark('a zombie ended');
            return;
          }
          if (response.batchItemFailures.length === 0) this.#acknowledge(queue, message);
        },
        () => leave(),
      );
    if (invocation.dead) leave();
  }

  #acknowledge(queue: Queue, message: Message): void {
    if (this.#world.chance(this.liberties.deleteLost)) {
      this.#world.mark('an acknowledgement was lost');
      return;
    }
    message.deleted = true;
    queue.messages.delete(message.id);
  }

  #toDeadLetters(queue: Queue, message: Message): void {
    this.#world.mark('a message became a dead letter');
    message.deleted = true;
    queue.messages.delete(message.id);
    if (queue.settings.deadLetterQueue !== undefined) this.send(queue.settings.deadLetterQueue, message.body);
  }
}

function eventOf(queueName: string, message: Message): SQSEvent {
  return {
    Records: [
      {
        messageId: message.id,
        receiptHandle: message.id,
        body: message.body,
        attributes: { ApproximateReceiveCount: String(message.receives), SentTimestamp: '0', SenderId: 'simulation', ApproximateFirstReceiveTimestamp: '0' },
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queueName}`,
        awsRegion: 'us-east-1',
      },
    ],
  };
}

import { ChangeMessageVisibilityCommand, DeleteMessageCommand, ReceiveMessageCommand, type Message as QueueMessage, type SQSClient } from '@aws-sdk/client-sqs';
import type { Consumed } from './consume.ts';

/** How a queue is consumed. */
export interface QueueConsumerOptions {
  /** Aborting it stops the receiving; what is being handled is finished first. */
  readonly signal?: AbortSignal;
  /** Messages handled at once, at least 1 (default 10). */
  readonly concurrency?: number;
  /** Seconds that a message stays hidden, renewed while it is handled: 3 to 43,200 (default 60). */
  readonly visibilitySeconds?: number;
  /** Seconds that a receive waits for messages: 0 to 20 (default 20). */
  readonly waitSeconds?: number;
  /** Seconds until a message whose handler failed is delivered again: 0 to 43,200 (default 10). */
  readonly retrySeconds?: number;
  /** Told of everything that went wrong; writes to the console when absent. */
  readonly onProblem?: (problem: QueueProblem) => void;
}

/** Something went wrong while a queue was consumed. The message, if there is one, stays on its queue. */
export interface QueueProblem {
  /** unreadable: no contract fits. failed: the handler threw. queue: the service did not do what was asked. */
  readonly kind: 'unreadable' | 'failed' | 'queue';
  readonly message: string;
  readonly messageId?: string;
  readonly cause?: unknown;
}

/** What a handler knows of a delivery. */
export interface Delivery {
  readonly messageId: string;
  /** 1 for the first delivery. */
  readonly receives: number;
}

const LONGEST_PAUSE_MS = 30_000;

/**
 * Receives messages until `signal` is aborted, reads each by its contract and handles it. A message is deleted only
 * after its handler has resolved; one that cannot be read or whose handler throws is delivered again and in the end
 * becomes a dead letter, if the queue has such a queue. Handlers must bear a message that comes twice.
 */
export async function consumeQueue<M>(
  client: SQSClient,
  queueUrl: string,
  read: (message: QueueMessage) => Consumed<M>,
  handle: (message: M, delivery: Delivery) => Promise<void>,
  options: QueueConsumerOptions = {},
): Promise<void> {
  const { signal, concurrency = 10, waitSeconds = 20 } = options;
  const consumer = new QueueConsumer(client, queueUrl, options);
  const running = new Set<Promise<void>>();
  let pause = 0;
  while (signal?.aborted !== true) {
    if (running.size >= concurrency) {
      await Promise.race(running);
      continue;
    }
    const received = await consumer.receive(Math.min(10, concurrency - running.size), waitSeconds);
    if (received === undefined) {
      pause = Math.min(LONGEST_PAUSE_MS, Math.max(500, pause * 2));
      await delay(pause, signal);
      continue;
    }
    pause = 0;
    for (const message of received) {
      const work: Promise<void> = consumer.work(message, read, handle).finally(() => running.delete(work));
      running.add(work);
    }
  }
  await Promise.all(running);
}

class QueueConsumer {
  readonly #client: SQSClient;
  readonly #queueUrl: string;
  readonly #options: QueueConsumerOptions;
  readonly #visibilitySeconds: number;

  constructor(client: SQSClient, queueUrl: string, options: QueueConsumerOptions) {
    this.#client = client;
    this.#queueUrl = queueUrl;
    this.#options = options;
    this.#visibilitySeconds = options.visibilitySeconds ?? 60;
  }

  /** Undefined when the service refused or could not be reached. */
  async receive(most: number, waitSeconds: number): Promise<readonly QueueMessage[] | undefined> {
    const { signal } = this.#options;
    try {
      const { Messages = [] } = await this.#client.send(
        new ReceiveMessageCommand({
          QueueUrl: this.#queueUrl,
          MaxNumberOfMessages: most,
          WaitTimeSeconds: waitSeconds,
          VisibilityTimeout: this.#visibilitySeconds,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
        signal === undefined ? {} : { abortSignal: signal },
      );
      return Messages;
    } catch (cause) {
      if (signal?.aborted === true) return [];
      this.#tell({ kind: 'queue', message: `messages could not be received from "${this.#queueUrl}": ${textOf(cause)}`, cause });
      return undefined;
    }
  }

  async work<M>(message: QueueMessage, read: (message: QueueMessage) => Consumed<M>, handle: (message: M, delivery: Delivery) => Promise<void>): Promise<void> {
    const messageId = message.MessageId ?? '';
    const consumed = read(message);
    if (!consumed.ok) {
      const what = consumed.problems.map((problem) => `${problem.pointer} ${problem.message}`.trim()).join('; ');
      this.#tell({
        kind: 'unreadable',
        messageId,
        message: `message ${messageId} cannot be read as ${consumed.claim === '' ? 'anything' : `"${consumed.claim}"`}: ${what}`,
      });
      await this.#hide(message, this.#options.retrySeconds ?? 10);
      return;
    }
    const heartbeat = setInterval(() => void this.#hide(message, this.#visibilitySeconds), (this.#visibilitySeconds * 1_000) / 3);
    try {
      await handle(consumed.message, { messageId, receives: Number(message.Attributes?.ApproximateReceiveCount ?? 1) });
    } catch (cause) {
      clearInterval(heartbeat);
      this.#tell({ kind: 'failed', messageId, message: `message ${messageId} was not handled: ${textOf(cause)}`, cause });
      await this.#hide(message, this.#options.retrySeconds ?? 10);
      return;
    } finally {
      clearInterval(heartbeat);
    }
    await this.#ask('deleted', message, (ReceiptHandle) => this.#client.send(new DeleteMessageCommand({ QueueUrl: this.#queueUrl, ReceiptHandle })));
  }

  #hide(message: QueueMessage, seconds: number): Promise<void> {
    return this.#ask('kept hidden', message, (ReceiptHandle) =>
      this.#client.send(new ChangeMessageVisibilityCommand({ QueueUrl: this.#queueUrl, ReceiptHandle, VisibilityTimeout: seconds })),
    );
  }

  /** The message comes again when the service does not do it: told, not thrown. */
  async #ask(what: string, message: QueueMessage, send: (receiptHandle: string | undefined) => Promise<unknown>): Promise<void> {
    try {
      await send(message.ReceiptHandle);
    } catch (cause) {
      const messageId = message.MessageId ?? '';
      this.#tell({ kind: 'queue', messageId, message: `message ${messageId} could not be ${what}: ${textOf(cause)}`, cause });
    }
  }

  #tell(problem: QueueProblem): void {
    if (this.#options.onProblem === undefined) console.error(problem.message);
    else this.#options.onProblem(problem);
  }
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Resolves after a while, or at once when aborted. */
function delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted === true) end();
  });
}

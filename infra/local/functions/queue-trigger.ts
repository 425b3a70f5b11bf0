/**
 * An event source mapping: polls a queue, hands batches to a function, deletes what succeeded. What failed stays hidden
 * until its visibility timeout, as with Lambda. One long poll is always open, so a message reaches its function at once;
 * only as much is taken as can start at once, so nothing waits here while its visibility runs out.
 */
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { account } from '../arn.ts';
import { Fields } from '../http/fields.ts';
import type { JsonClient } from '../http/json-client.ts';
import { failedMessages } from './batch-response.ts';
import { toRecord } from './queue-event.ts';

export interface QueueTriggerOptions {
  /** Deployed name of the queue. */
  readonly queue: string;
  /** Messages of one invocation, 1 to 10: a greater figure needs a batching window, which the contracts do not have. */
  readonly batchSize: number;
  /** Invocations at the same time. */
  readonly maximumConcurrency: number;
  readonly reportsItemFailures: boolean;
  /** Runs the function with an SQS event; rejects when it failed. */
  readonly invoke: (event: unknown) => Promise<unknown>;
  readonly client: Pick<JsonClient, 'call'>;
  readonly report: (problem: string) => void;
}

export interface Trigger {
  /** Takes nothing more. Invocations that run go on. */
  stop(): Promise<void>;
  /** Waits until the messages of invocations that have ended are deleted; those of others come back. */
  deletions(): Promise<void>;
}

/** Longest poll that SQS allows, seconds. */
const longestPoll = 20;
/** Pauses after polls that failed, milliseconds: they double up to the longest. */
const firstPause = 200;
const longestPause = 5000;

/** Starts polling. */
export function startQueueTrigger(options: QueueTriggerOptions): Trigger {
  const trigger = new QueueTrigger(options);
  const polling = trigger.poll();
  return {
    stop: async () => {
      trigger.abort();
      await polling;
    },
    deletions: () => trigger.deletions(),
  };
}

class QueueTrigger {
  readonly #options: QueueTriggerOptions;
  readonly #stopping = new AbortController();
  readonly #batchSize: number;
  readonly #queueUrl: string;
  #running = 0;
  #pause = firstPause;
  #slotFreed: (() => void) | undefined;
  readonly #deleting = new Set<Promise<void>>();

  constructor(options: QueueTriggerOptions) {
    this.#options = options;
    this.#batchSize = Math.min(Math.max(options.batchSize, 1), 10);
    this.#queueUrl = `http://127.0.0.1/${account}/${options.queue}`;
  }

  async poll(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const free = this.#options.maximumConcurrency - this.#running;
      if (free <= 0) await new Promise<void>((resolve) => (this.#slotFreed = resolve));
      else await this.#pollOnce(free);
    }
  }

  abort(): void {
    this.#stopping.abort();
    this.#slotFreed?.();
  }

  async deletions(): Promise<void> {
    // What has ended just now begins its deletion first.
    await turn();
    await Promise.allSettled(this.#deleting);
  }

  async #pollOnce(free: number): Promise<void> {
    try {
      const answer = await this.#options.client.call(
        'AmazonSQS.ReceiveMessage',
        {
          QueueUrl: this.#queueUrl,
          MaxNumberOfMessages: Math.min(10, free * this.#batchSize),
          WaitTimeSeconds: longestPoll,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        },
        this.#stopping.signal,
      );
      this.#pause = firstPause;
      const messages = new Fields(answer).objects('Messages');
      for (let start = 0; start < messages.length; start += this.#batchSize) void this.#run(messages.slice(start, start + this.#batchSize));
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      this.#options.report(`polling the queue ${this.#options.queue} failed and is tried again: ${String(error)}`);
      await sleep(this.#pause, undefined, { signal: this.#stopping.signal }).catch(endedEarly);
      this.#pause = Math.min(this.#pause * 2, longestPause);
    }
  }

  async #run(messages: readonly Fields[]): Promise<void> {
    this.#running += 1;
    try {
      const records = messages.map((message) => toRecord(message, this.#options.queue));
      const ids = records.map((record) => record.messageId);
      const answer = await this.#options.invoke({ Records: records });
      const failed = failedMessages(answer, ids, this.#options.reportsItemFailures);
      const deletion = this.#delete(records.filter((record) => !failed.includes(record.messageId)).map((record) => record.receiptHandle));
      this.#deleting.add(deletion);
      await deletion.finally(() => this.#deleting.delete(deletion));
    } catch (error) {
      // What a stop cuts off comes back at the next start.
      if (this.#stopping.signal.aborted) return;
      this.#options.report(
        `a batch of the queue ${this.#options.queue} failed and comes back after its visibility timeout: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      this.#running -= 1;
      this.#slotFreed?.();
      this.#slotFreed = undefined;
    }
  }

  async #delete(handles: readonly string[]): Promise<void> {
    if (handles.length === 0) return;
    await this.#options.client.call('AmazonSQS.DeleteMessageBatch', {
      QueueUrl: this.#queueUrl,
      Entries: handles.map((handle, index) => ({ Id: String(index), ReceiptHandle: handle })),
    });
  }
}

/** The pause of a trigger that is being stopped ends early, by a rejection. */
function endedEarly(): void {}

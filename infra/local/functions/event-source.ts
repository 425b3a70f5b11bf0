/**
 * Event source mapping from a queue to a function: polls, invokes, deletes what was not reported as failed.
 *
 * Semantics as documented for Lambda: an error or time-out fails the whole batch; with ReportBatchItemFailures so does an
 * answer that names an unknown message or is malformed; what failed becomes visible again after its visibility timeout.
 */
import { DeleteMessageBatchCommand, ReceiveMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject } from '../http/fields.ts';

export interface EventSourceOptions {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  readonly reportBatchItemFailures: boolean;
  readonly invoke: (event: { readonly Records: readonly SQSRecord[] }) => Promise<unknown>;
  /** Hears of failed invocations and of polling problems. */
  readonly report: (problem: string) => void;
}

/** Long poll; ends at once when a message arrives. */
const WAIT_SECONDS = 20;
/** Pause after a failed poll. */
const RETRY_MS = 200;

export class EventSource {
  readonly #options: EventSourceOptions;
  readonly #stopped = new AbortController();
  readonly #loop: Promise<void>;
  #running = 0;
  #slotFree: (() => void) | undefined;

  constructor(options: EventSourceOptions) {
    this.#options = options;
    this.#loop = this.#poll();
  }

  /** Stops polling; what runs goes on. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#slotFree?.();
    await this.#loop;
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const free = this.#options.maximumConcurrency - this.#running;
      if (free <= 0) {
        await new Promise<void>((resolve) => {
          this.#slotFree = resolve;
        });
        continue;
      }
      const messages = await this.#receive(Math.min(10, free * this.#options.batchSize));
      for (let start = 0; start < messages.length; start += this.#options.batchSize) void this.#handle(messages.slice(start, start + this.#options.batchSize));
    }
  }

  async #receive(most: number): Promise<readonly Message[]> {
    const { sqs, queueUrl, report } = this.#options;
    const { signal } = this.#stopped;
    try {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: most, WaitTimeSeconds: WAIT_SECONDS, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] }),
        { abortSignal: signal },
      );
      return Messages ?? [];
    } catch (cause) {
      if (signal.aborted) return [];
      report(`could not receive from ${queueUrl}: ${cause instanceof Error ? cause.message : String(cause)}`);
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
      return [];
    }
  }

  async #handle(batch: readonly Message[]): Promise<void> {
    this.#running++;
    try {
      const failed = await this.#invoke(batch);
      const done = batch.filter(({ MessageId }) => !failed.has(MessageId ?? ''));
      if (done.length > 0) await this.#delete(done);
    } catch (cause) {
      // Not deleted: the message is delivered again after its visibility timeout.
      this.#options.report(cause instanceof Error ? cause.message : String(cause));
    } finally {
      this.#running--;
      this.#slotFree?.();
    }
  }

  /** Ids of the messages that stay on the queue. */
  async #invoke(batch: readonly Message[]): Promise<ReadonlySet<string>> {
    const all = new Set(batch.map(({ MessageId }) => MessageId ?? ''));
    const answer = await this.#options.invoke({ Records: batch.map((message) => toRecord(message, this.#options.queueArn)) });
    if (!this.#options.reportBatchItemFailures || !isObject(answer) || answer['batchItemFailures'] === undefined || answer['batchItemFailures'] === null) return new Set();
    const failures: unknown = answer['batchItemFailures'];
    if (!Array.isArray(failures)) return all;
    const ids = failures.map((failure: unknown) => (isObject(failure) ? failure['itemIdentifier'] : undefined));
    return ids.every((id): id is string => typeof id === 'string' && all.has(id)) ? new Set(ids) : all;
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle: ReceiptHandle ?? '' }));
    await this.#options.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.#options.queueUrl, Entries }));
  }
}

/** A received message as a Lambda event record. */
export function toRecord(message: Message, queueArn: string): SQSRecord {
  const { ApproximateReceiveCount = '1', SentTimestamp = '0', SenderId = 'local', ApproximateFirstReceiveTimestamp = '0', ...others } = message.Attributes ?? {};
  const messageAttributes = Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType = 'String', StringValue, BinaryValue }]) => [
    name,
    { dataType: DataType, ...(StringValue !== undefined && { stringValue: StringValue }), ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }), stringListValues: [], binaryListValues: [] },
  ]);
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    md5OfBody: message.MD5OfBody ?? '',
    attributes: { ...others, ApproximateReceiveCount, SentTimestamp, SenderId, ApproximateFirstReceiveTimestamp },
    messageAttributes: Object.fromEntries(messageAttributes),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3] ?? '',
  };
}

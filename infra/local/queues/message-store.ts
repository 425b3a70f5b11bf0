/**
 * The messages of all queues, in one SQLite table. A message is visible when `visible_at` has passed, in flight when it
 * has not and there is a receipt, delayed when it has not and there is none.
 *
 * M1 a message whose send has returned is on disk. M2 at most one receipt of a message is current. M3 a restart makes
 * what was in flight visible at once and keeps its receive count. M4 no message is in two queues.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { textIn, type Database, type Row } from '../database.ts';
import { AwsError } from '../http/aws-error.ts';
import { numberOf, redriveOf, type Queue } from './queue.ts';
import type { QueueRegistry } from './queue-registry.ts';
import type { MessageAttributes } from './message-attribute.ts';

export interface NewMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly delaySeconds?: number;
  /** `AWSTraceHeader`, the one system attribute that a sender may set. */
  readonly traceHeader?: string;
}

export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader: string | undefined;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  readonly receiveCount: number;
  /** Queue that the message was moved here from, when it is a dead letter. */
  readonly deadLetterSource: string | undefined;
}

/** A message as it lies in its queue, seen without receiving it. */
export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly inFlight: boolean;
  readonly deadLetterSource: string | undefined;
}

/** A queue as an operator sees it. */
export interface QueueCensus extends QueueDepth {
  readonly name: string;
  /** When the oldest message was sent; undefined when the queue is empty. Milliseconds since the epoch. */
  readonly oldestSentAt: number | undefined;
}

export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

const schema = `CREATE TABLE IF NOT EXISTS message (
  id INTEGER PRIMARY KEY, queue TEXT NOT NULL, message_id TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT,
  trace_header TEXT, sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL, receive_count INTEGER NOT NULL DEFAULT 0,
  first_received_at INTEGER, received_at INTEGER, receipt TEXT, source TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS message_by_time ON message (queue, visible_at, id);`;

/** Longest time that a message may stay in flight, seconds. */
const longestFlight = 43_200;

export class MessageStore {
  readonly #database: Database;
  readonly #queues: QueueRegistry;
  readonly #changed: (queue: string) => void;

  /** `changed` is called with a queue's name after a durable change that may make a message visible, now or later. */
  constructor(database: Database, queues: QueueRegistry, changed: (queue: string) => void) {
    this.#database = database;
    this.#queues = queues;
    this.#changed = changed;
    database.execute(schema);
    const now = Date.now();
    database.statement('UPDATE message SET visible_at = ?, receipt = NULL WHERE receipt IS NOT NULL AND visible_at > ?').run(now, now);
  }

  /** Adds a message and returns its id. Validation is the caller's. */
  send(queue: Queue, message: NewMessage): string {
    const now = Date.now();
    const messageId = randomUUID();
    const delay = message.delaySeconds ?? numberOf(queue, 'DelaySeconds');
    const attributes = Object.keys(message.attributes).length === 0 ? null : JSON.stringify(message.attributes);
    this.#database
      .statement('INSERT INTO message (queue, message_id, body, attributes, trace_header, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(queue.name, messageId, message.body, attributes, message.traceHeader ?? null, now, now + delay * 1000);
    this.#notify(queue.name);
    return messageId;
  }

  /** Takes up to `limit` visible messages; moves those received too often to the dead-letter queue instead. */
  receive(queue: Queue, limit: number, visibilitySeconds: number): readonly ReceivedMessage[] {
    const now = Date.now();
    const due = this.#database.statement('SELECT * FROM message WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, id LIMIT ?');
    if (due.get(queue.name, now, 1) === undefined) return [];
    const oldest = now - numberOf(queue, 'MessageRetentionPeriod') * 1000;
    const redrive = redriveOf(queue);
    const deadLetters = redrive === undefined ? undefined : this.#queues.find(redrive.deadLetterQueue);
    return this.#database.transaction(() => {
      const taken = new Map<number, ReceivedMessage>();
      for (;;) {
        // Taken with a visibility of 0 a message is due again: one request never gets it twice.
        const rows = due.all(queue.name, now, limit).filter((row) => !taken.has(Number(row['id'])));
        for (const row of rows.slice(0, limit - taken.size)) {
          const id = Number(row['id']);
          const received = Number(row['receive_count']);
          if (Number(row['sent_at']) <= oldest) this.#remove(id);
          else if (redrive !== undefined && deadLetters !== undefined && received >= redrive.maxReceiveCount) this.#bury(id, queue, deadLetters, now);
          else taken.set(id, this.#take(id, row, now, visibilitySeconds));
        }
        if (rows.length === 0 || taken.size === limit) break;
      }
      this.#notify(queue.name);
      return [...taken.values()];
    });
  }

  /** Removes the message if the receipt is its current one; an outdated receipt removes nothing, as in SQS. */
  delete(queue: Queue, receiptHandle: string): void {
    const { id, receipt } = parseHandle(receiptHandle);
    this.#database.statement('DELETE FROM message WHERE id = ? AND queue = ? AND receipt = ?').run(id, queue.name, receipt);
  }

  /** Sets the time until the message is visible again, counted from now. */
  changeVisibility(queue: Queue, receiptHandle: string, seconds: number): void {
    const { id, receipt } = parseHandle(receiptHandle);
    const now = Date.now();
    const row = this.#database.statement('SELECT visible_at, received_at FROM message WHERE id = ? AND queue = ? AND receipt = ?').get(id, queue.name, receipt);
    if (row === undefined)
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
      );
    if (Number(row['visible_at']) <= now) throw new AwsError('MessageNotInflight', 'The message is not in flight.');
    if (seconds + Math.floor((now - Number(row['received_at'])) / 1000) > longestFlight)
      throw new AwsError(
        'InvalidParameterValue',
        `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].`,
      );
    this.#database.statement('UPDATE message SET visible_at = ? WHERE id = ?').run(now + seconds * 1000, id);
    this.#notify(queue.name);
  }

  depth(queue: Queue): QueueDepth {
    const now = Date.now();
    this.expire(queue);
    const count = (condition: string): number =>
      Number(this.#database.statement(`SELECT count(*) AS n FROM message WHERE queue = ? AND visible_at ${condition}`).get(queue.name, now)?.['n'] ?? 0);
    return { visible: count('<= ?'), inFlight: count('> ? AND receipt IS NOT NULL'), delayed: count('> ? AND receipt IS NULL') };
  }

  /** Depth and age of a queue. */
  census(queue: Queue): QueueCensus {
    const oldest = this.#database.statement('SELECT min(sent_at) AS oldest FROM message WHERE queue = ?').get(queue.name)?.['oldest'];
    return { name: queue.name, ...this.depth(queue), oldestSentAt: oldest === null || oldest === undefined ? undefined : Number(oldest) };
  }

  /** The oldest messages, at most `limit`; nothing about them changes. */
  peek(queue: Queue, limit: number): readonly StoredMessage[] {
    const now = Date.now();
    return this.#database
      .statement('SELECT * FROM message WHERE queue = ? ORDER BY id LIMIT ?')
      .all(queue.name, limit)
      .map((row) => ({
        messageId: String(row['message_id']),
        body: String(row['body']),
        attributes: JSON.parse(textIn(row, 'attributes') ?? '{}'),
        sentAt: Number(row['sent_at']),
        visibleAt: Number(row['visible_at']),
        receiveCount: Number(row['receive_count']),
        inFlight: Number(row['visible_at']) > now && row['receipt'] !== null,
        deadLetterSource: textIn(row, 'source'),
      }));
  }

  /** Moves up to `limit` visible dead letters to `destination`, or back to where each came from; they count as new. */
  move(from: Queue, destination: Queue | undefined, limit: number): number {
    const now = Date.now();
    return this.#database.transaction(() => {
      const rows = this.#database
        .statement('SELECT id, source FROM message WHERE queue = ? AND visible_at <= ? ORDER BY id LIMIT ?')
        .all(from.name, now, limit);
      let moved = 0;
      for (const row of rows) {
        const target = destination ?? this.#queues.find(textIn(row, 'source') ?? '');
        if (target === undefined) continue;
        this.#database
          .statement(
            'UPDATE message SET queue = ?, message_id = ?, sent_at = ?, visible_at = ?, receive_count = 0, first_received_at = NULL, receipt = NULL, source = NULL WHERE id = ?',
          )
          .run(target.name, randomUUID(), now, now, Number(row['id']));
        this.#notify(target.name);
        moved += 1;
      }
      return moved;
    });
  }

  purge(queue: Queue): void {
    this.#database.statement('DELETE FROM message WHERE queue = ?').run(queue.name);
  }

  /** Removes what is older than the queue's retention period. */
  expire(queue: Queue): void {
    this.#database
      .statement('DELETE FROM message WHERE queue = ? AND sent_at <= ?')
      .run(queue.name, Date.now() - numberOf(queue, 'MessageRetentionPeriod') * 1000);
  }

  /** When the next message that is not visible now becomes so, milliseconds since the epoch. */
  nextVisibleAt(queue: string): number | undefined {
    const row = this.#database
      .statement('SELECT visible_at FROM message WHERE queue = ? AND visible_at > ? ORDER BY visible_at LIMIT 1')
      .get(queue, Date.now());
    return row === undefined ? undefined : Number(row['visible_at']);
  }

  #take(id: number, row: Row, now: number, visibilitySeconds: number): ReceivedMessage {
    const receipt = randomBytes(12).toString('base64url');
    const receiveCount = Number(row['receive_count']) + 1;
    const firstReceivedAt = Number(row['first_received_at'] ?? now);
    this.#database
      .statement('UPDATE message SET visible_at = ?, receive_count = ?, first_received_at = ?, received_at = ?, receipt = ? WHERE id = ?')
      .run(now + visibilitySeconds * 1000, receiveCount, firstReceivedAt, now, receipt, id);
    return {
      messageId: String(row['message_id']),
      receiptHandle: Buffer.from(`${id}.${receipt}`).toString('base64'),
      body: String(row['body']),
      attributes: JSON.parse(textIn(row, 'attributes') ?? '{}'),
      traceHeader: textIn(row, 'trace_header'),
      sentAt: Number(row['sent_at']),
      firstReceivedAt,
      receiveCount,
      deadLetterSource: textIn(row, 'source'),
    };
  }

  /** A dead letter keeps its id, its sent time and its receive count. */
  #bury(id: number, from: Queue, to: Queue, now: number): void {
    this.#database.statement('UPDATE message SET queue = ?, visible_at = ?, receipt = NULL, source = ? WHERE id = ?').run(to.name, now, from.name, id);
    this.#notify(to.name);
  }

  #remove(id: number): void {
    this.#database.statement('DELETE FROM message WHERE id = ?').run(id);
  }

  #notify(queue: string): void {
    this.#database.afterCommit(() => this.#changed(queue));
  }
}

function parseHandle(handle: string): { readonly id: number; readonly receipt: string } {
  const [, id, receipt] = /^(\d+)\.([\w-]+)$/.exec(Buffer.from(handle, 'base64').toString('latin1')) ?? [];
  if (id === undefined || receipt === undefined)
    throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  return { id: Number(id), receipt };
}

/**
 * Delivery of matched events. What goes to a queue is on that queue before PutEvents is answered, in one transaction
 * with everything else of the request. What goes to a function is a row here until it has been handed over: tried again
 * with growing pauses, and at the end of its retry policy sent to the target's dead-letter queue.
 */
import { queueArn, resourceName, ruleArn } from '../arn.ts';
import type { Database, Row } from '../database.ts';
import { AwsError } from '../http/aws-error.ts';
import type { QueueSender } from '../queues/queue-service.ts';
import type { Rule, Target } from './bus-store.ts';
import { targetInput } from './target-input.ts';

/** Hands an event to a function; resolves when the function's side has accepted it. */
export type InvokeFunction = (name: string, payload: string) => Promise<void>;

/** The retry policy of a target that sets none (EventBridge user guide). */
const defaults = { attempts: 185, ageSeconds: 86_400 };
const firstPause = 200;
const longestPause = 60_000;

const schema = `CREATE TABLE IF NOT EXISTS delivery (
  id INTEGER PRIMARY KEY, rule TEXT NOT NULL, target TEXT NOT NULL, payload TEXT NOT NULL, event TEXT NOT NULL,
  created_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL
) STRICT;`;

export class Deliveries {
  readonly #database: Database;
  readonly #queues: QueueSender;
  readonly #invoke: InvokeFunction;
  readonly #report: (problem: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(database: Database, queues: QueueSender, invoke: InvokeFunction, report: (problem: string) => void) {
    this.#database = database;
    this.#queues = queues;
    this.#invoke = invoke;
    this.#report = report;
    database.execute(schema);
    this.#schedule();
  }

  /** Delivers within the caller's transaction. `event` is the event's JSON text. */
  deliver(rule: Rule, target: Target, event: string): void {
    const payload = targetInput(target, rule, event);
    const kind = target.Arn.split(':')[2];
    if (kind === 'sqs') {
      try {
        this.#queues.send(resourceName(target.Arn), payload);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        // A queue that is gone or refuses the message refuses it again: no retry, as in the service.
        this.#bury(ruleArn(rule.bus, rule.name), target, event, error, 0, 'NonRetryableError');
      }
      return;
    }
    const now = Date.now();
    this.#database
      .statement('INSERT INTO delivery (rule, target, payload, event, created_at, due_at) VALUES (?, ?, ?, ?, ?, ?)')
      .run(ruleArn(rule.bus, rule.name), JSON.stringify(target), payload, event, now, now);
    this.#database.afterCommit(() => this.#schedule());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed || this.#running !== undefined) return;
    const due = this.#database.statement('SELECT min(due_at) AS at FROM delivery').get()?.['at'];
    if (due === null || due === undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#running = this.#runDue().then(
          () => this.#rest(),
          (error: unknown) => {
            this.#running = undefined;
            this.#report(`what was delivered cannot be written down, and the rest waits for the next event: ${String(error)}`);
          },
        );
      },
      Math.max(0, Number(due) - Date.now()),
    );
  }

  #rest(): void {
    this.#running = undefined;
    this.#schedule();
  }

  async #runDue(): Promise<void> {
    const rows = this.#database.statement('SELECT * FROM delivery WHERE due_at <= ? ORDER BY id LIMIT 100').all(Date.now());
    await Promise.all(rows.map((row) => this.#attempt(row)));
  }

  async #attempt(row: Row): Promise<void> {
    const id = Number(row['id']);
    const target: Target = JSON.parse(String(row['target']));
    try {
      if (target.Arn.split(':')[2] !== 'lambda')
        throw new AwsError('InvalidTarget', `The embedded runtime delivers to queues, buses and functions, not to "${target.Arn}".`);
      await this.#invoke(resourceName(target.Arn), String(row['payload']));
      this.#database.statement('DELETE FROM delivery WHERE id = ?').run(id);
    } catch (error) {
      const cause = error instanceof AwsError ? error : new AwsError('InternalException', error instanceof Error ? error.message : String(error), 500);
      this.#database.transaction(() => this.#failed(row, target, cause));
    }
  }

  #failed(row: Row, target: Target, error: AwsError): void {
    const id = Number(row['id']);
    const attempts = Number(row['attempts']) + 1;
    const pause = Math.min(firstPause * 2 ** (attempts - 1), longestPause);
    const age = (Date.now() + pause - Number(row['created_at'])) / 1000;
    const isExhausted = attempts > (target.RetryPolicy?.MaximumRetryAttempts ?? defaults.attempts);
    if (!isExhausted && age <= (target.RetryPolicy?.MaximumEventAgeInSeconds ?? defaults.ageSeconds)) {
      this.#database.statement('UPDATE delivery SET attempts = ?, due_at = ? WHERE id = ?').run(attempts, Date.now() + pause, id);
      return;
    }
    this.#bury(String(row['rule']), target, String(row['event']), error, attempts - 1, isExhausted ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds');
    this.#database.statement('DELETE FROM delivery WHERE id = ?').run(id);
  }

  /** Sends the event to the target's dead-letter queue with the service's attributes. */
  #bury(rule: string, target: Target, event: string, error: AwsError, retries: number, condition: string): void {
    const deadLetters = target.DeadLetterConfig?.Arn;
    const loss = `an event of rule ${rule} was not delivered to ${target.Arn} (${error.code}: ${error.message})`;
    if (deadLetters === undefined) {
      this.#report(`${loss} and is lost: the target has no dead-letter queue`);
      return;
    }
    const attributes = {
      RULE_ARN: rule,
      TARGET_ARN: target.Arn,
      ERROR_CODE: error.code,
      ERROR_MESSAGE: error.message,
      RETRY_ATTEMPTS: String(retries),
      EXHAUSTED_RETRY_CONDITION: condition,
    };
    try {
      this.#queues.send(resourceName(deadLetters), event, attributes);
    } catch (refusal) {
      if (!(refusal instanceof AwsError)) throw refusal;
      this.#report(`${loss} and is lost: ${queueArn(resourceName(deadLetters))} refuses it (${refusal.message})`);
    }
  }
}

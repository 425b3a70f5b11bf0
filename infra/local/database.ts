/**
 * The SQLite file behind queues, buses and the object index. A statement that has returned survives `kill -9`: it is in
 * the write-ahead log, in the page cache of the operating system. A power cut may lose the last commits, never corrupt.
 */
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';

/** A row of a result, by column. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;
  #afterCommit: (() => void)[] = [];

  constructor(file: string) {
    this.#connection = new DatabaseSync(file);
    try {
      this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;');
    } catch (cause) {
      this.#connection.close();
      throw new Error(
        `"${file}" cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}. Move it away to start without what is in it, or choose another state directory`,
        { cause },
      );
    }
  }

  /** Runs statements without parameters, for instance a schema. */
  execute(sql: string): void {
    this.#connection.exec(sql);
  }

  /** A prepared statement; the same text is prepared once. */
  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Everything in `work` becomes durable together or not at all. Nests: the outermost call commits. */
  transaction<Result>(work: () => Result): Result {
    if (this.#depth > 0) return work();
    this.#depth = 1;
    this.statement('BEGIN IMMEDIATE').run();
    let result: Result;
    try {
      result = work();
      this.statement('COMMIT').run();
    } catch (error) {
      this.#afterCommit = [];
      if (this.#connection.isTransaction) this.statement('ROLLBACK').run();
      throw error;
    } finally {
      this.#depth = 0;
    }
    const callbacks = this.#afterCommit;
    this.#afterCommit = [];
    for (const callback of callbacks) callback();
    return result;
  }

  /** Calls back once the running transaction is durable; at once outside a transaction. */
  afterCommit(callback: () => void): void {
    if (this.#depth > 0) this.#afterCommit.push(callback);
    else callback();
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }
}

/** The text in a column; undefined for NULL. */
export function textIn(row: Row, column: string): string | undefined {
  const value = row[column];
  return typeof value === 'string' ? value : undefined;
}

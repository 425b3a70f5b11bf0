/**
 * Buckets and objects. A body is a file of its own under a name that is never used twice; the row that names it is
 * written after it, so a crash leaves a file that nobody names (swept at the next start), never half an object.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { textIn, type Database, type Row } from '../database.ts';
import { AwsError } from '../http/aws-error.ts';

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** With quotes, as it travels. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** Headers to give back: content type and relatives, and `x-amz-meta-…`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Checksum header and its value, when the sender gave one. */
  readonly checksum?: readonly [header: string, value: string];
}

/** Whether a write may go on, given what is there now; throws the service's error when not. */
export type WriteCondition = (current: StoredObject | undefined) => void;

const schema = `
CREATE TABLE IF NOT EXISTS bucket (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS object (
  bucket TEXT NOT NULL, key TEXT NOT NULL, file TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified_at INTEGER NOT NULL,
  headers TEXT NOT NULL, checksum TEXT, PRIMARY KEY (bucket, key)
) STRICT, WITHOUT ROWID;`;

export class ObjectStore {
  readonly #database: Database;
  readonly #directory: string;

  constructor(database: Database, directory: string) {
    this.#database = database;
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
    database.execute(schema);
    const named = new Set(
      database
        .statement('SELECT file FROM object')
        .all()
        .map((row) => row['file']),
    );
    for (const file of readdirSync(directory)) if (!named.has(file)) rmSync(path.join(directory, file));
  }

  createBucket(name: string): void {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
    this.#database.statement('INSERT OR IGNORE INTO bucket (name, created_at) VALUES (?, ?)').run(name, Date.now());
  }

  /** Names and times of creation, milliseconds since the epoch. */
  buckets(): readonly { readonly name: string; readonly createdAt: number }[] {
    return this.#database
      .statement('SELECT * FROM bucket ORDER BY name')
      .all()
      .map((row) => ({ name: String(row['name']), createdAt: Number(row['created_at']) }));
  }

  assertBucket(name: string): void {
    if (this.#database.statement('SELECT 1 FROM bucket WHERE name = ?').get(name) === undefined)
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  }

  deleteBucket(name: string): void {
    this.assertBucket(name);
    if (this.#database.statement('SELECT 1 FROM object WHERE bucket = ? LIMIT 1').get(name) !== undefined)
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
    this.#database.statement('DELETE FROM bucket WHERE name = ?').run(name);
  }

  find(bucket: string, key: string): StoredObject | undefined {
    const row = this.#row(bucket, key);
    return row === undefined ? undefined : toObject(row);
  }

  /** The object and its body; undefined when there is none. */
  async read(bucket: string, key: string): Promise<{ readonly object: StoredObject; readonly body: Buffer } | undefined> {
    for (;;) {
      const row = this.#row(bucket, key);
      if (row === undefined) return undefined;
      try {
        return { object: toObject(row), body: await readFile(this.#path(row)) };
      } catch (error) {
        // Replaced or deleted between the look-up and the read: look again. A row whose file is lost is a defect.
        if (this.#row(bucket, key)?.['file'] === row['file']) throw error;
      }
    }
  }

  /** Writes the body, then in one step checks the condition and makes it the object. */
  async write(bucket: string, object: Omit<StoredObject, 'modifiedAt' | 'size'>, body: Buffer, condition: WriteCondition): Promise<StoredObject> {
    const file = randomUUID();
    await writeFile(path.join(this.#directory, file), body);
    const written: StoredObject = { ...object, size: body.length, modifiedAt: Date.now() };
    let replaced: Row | undefined;
    try {
      this.#database.transaction(() => {
        replaced = this.#row(bucket, object.key);
        condition(replaced === undefined ? undefined : toObject(replaced));
        this.#database
          .statement('INSERT OR REPLACE INTO object (bucket, key, file, size, etag, modified_at, headers, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
          .run(
            bucket,
            written.key,
            file,
            written.size,
            written.etag,
            written.modifiedAt,
            JSON.stringify(written.headers),
            written.checksum === undefined ? null : JSON.stringify(written.checksum),
          );
      });
    } catch (error) {
      await rm(path.join(this.#directory, file), { force: true });
      throw error;
    }
    if (replaced !== undefined) await rm(this.#path(replaced), { force: true });
    return written;
  }

  /** Deletes the object if there is one and the condition holds. */
  async delete(bucket: string, key: string, condition: WriteCondition): Promise<void> {
    const row = this.#row(bucket, key);
    condition(row === undefined ? undefined : toObject(row));
    if (row === undefined) return;
    this.#database.statement('DELETE FROM object WHERE bucket = ? AND key = ?').run(bucket, key);
    await rm(this.#path(row), { force: true });
  }

  /** Objects in the order of their keys' UTF-8 bytes, from the first key that is `from` or later. */
  *objectsFrom(bucket: string, from: string): IterableIterator<StoredObject> {
    let statement = this.#database.statement('SELECT * FROM object WHERE bucket = ? AND key >= ? ORDER BY key LIMIT 500');
    for (let after = from; ;) {
      const rows = statement.all(bucket, after);
      for (const row of rows) yield toObject(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < 500) return;
      after = String(last['key']);
      statement = this.#database.statement('SELECT * FROM object WHERE bucket = ? AND key > ? ORDER BY key LIMIT 500');
    }
  }

  #row(bucket: string, key: string): Row | undefined {
    return this.#database.statement('SELECT * FROM object WHERE bucket = ? AND key = ?').get(bucket, key);
  }

  #path(row: Row): string {
    return path.join(this.#directory, String(row['file']));
  }
}

function toObject(row: Row): StoredObject {
  const checksum = textIn(row, 'checksum');
  return {
    key: String(row['key']),
    size: Number(row['size']),
    etag: String(row['etag']),
    modifiedAt: Number(row['modified_at']),
    headers: JSON.parse(String(row['headers'])),
    ...(checksum === undefined ? {} : { checksum: JSON.parse(checksum) }),
  };
}

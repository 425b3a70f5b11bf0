/** All queues, in memory and on disk. */
import type { Database } from '../database.ts';
import { AwsError } from '../http/aws-error.ts';
import { assertAttributes, defaultAttributes, redriveOf, type Queue } from './queue.ts';

const schema = `CREATE TABLE IF NOT EXISTS queue (
  name TEXT PRIMARY KEY, attributes TEXT NOT NULL, tags TEXT NOT NULL, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
) STRICT;`;

export class QueueRegistry {
  readonly #database: Database;
  readonly #queues = new Map<string, Queue>();

  constructor(database: Database) {
    this.#database = database;
    database.execute(schema);
    for (const row of database.statement('SELECT * FROM queue').all()) {
      const queue: Queue = {
        name: String(row['name']),
        attributes: JSON.parse(String(row['attributes'])),
        tags: JSON.parse(String(row['tags'])),
        createdAt: Number(row['created_at']),
        modifiedAt: Number(row['modified_at']),
      };
      this.#queues.set(queue.name, queue);
    }
  }

  /** Creates a queue; the same again is no error, the same name with other attributes is. */
  create(name: string, attributes: Readonly<Record<string, string>>, tags: Readonly<Record<string, string>>): Queue {
    if (name.endsWith('.fifo')) assertAttributes({ FifoQueue: 'true' });
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(name))
      throw new AwsError('InvalidParameterValue', 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
    assertAttributes(attributes);
    const existing = this.#queues.get(name);
    if (existing !== undefined) {
      const different = Object.entries(attributes).find(([key, value]) => existing.attributes[key] !== value);
      if (different !== undefined)
        throw new AwsError('QueueNameExists', `A queue already exists with the same name and a different value for attribute ${different[0]}`);
      return existing;
    }
    const now = Math.floor(Date.now() / 1000);
    return this.#save({ name, attributes: { ...defaultAttributes, ...attributes }, tags, createdAt: now, modifiedAt: now });
  }

  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  /** The queue, or the error that names the missing one. */
  get(name: string): Queue {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.', 400, { QueueName: name });
    return queue;
  }

  /** Queues by name, those whose name starts with the prefix. */
  list(prefix = ''): readonly Queue[] {
    return [...this.#queues.values()].filter((queue) => queue.name.startsWith(prefix)).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Queues whose dead-letter queue this one is. */
  sourcesOf(name: string): readonly Queue[] {
    return this.list().filter((queue) => redriveOf(queue)?.deadLetterQueue === name);
  }

  /** Sets attributes; an empty text removes one. */
  setAttributes(queue: Queue, changes: Readonly<Record<string, string>>): void {
    assertAttributes(changes);
    const attributes = Object.fromEntries(Object.entries({ ...queue.attributes, ...changes }).filter(([, value]) => value !== ''));
    this.#save({ ...queue, attributes, modifiedAt: Math.floor(Date.now() / 1000) });
  }

  setTags(queue: Queue, tags: Readonly<Record<string, string>>): void {
    this.#save({ ...queue, tags });
  }

  delete(queue: Queue): void {
    this.#database.statement('DELETE FROM queue WHERE name = ?').run(queue.name);
    this.#queues.delete(queue.name);
  }

  #save(queue: Queue): Queue {
    this.#database
      .statement('INSERT OR REPLACE INTO queue (name, attributes, tags, created_at, modified_at) VALUES (?, ?, ?, ?, ?)')
      .run(queue.name, JSON.stringify(queue.attributes), JSON.stringify(queue.tags), queue.createdAt, queue.modifiedAt);
    this.#queues.set(queue.name, queue);
    return queue;
  }
}

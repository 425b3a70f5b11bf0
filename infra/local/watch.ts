/**
 * What changes on the endpoints, told as it happens to whoever watches in this process. Without a watcher nothing is
 * read or copied: bodies are parsed only for somebody.
 */
import { isObject } from './http/fields.ts';

export interface Watcher {
  /** An event was accepted by a bus; its JSON text. */
  event?(bus: string, text: string): void;
  /** Messages of a queue came, went or changed their visibility. */
  queue?(name: string): void;
  /** An item was put, updated or deleted. `attributes` has at least its key, in DynamoDB's notation. */
  item?(table: string, attributes: Readonly<Record<string, unknown>>): void;
}

/** Passes changes on. A watcher that throws is a defect of the watcher and must not fail the request: `onDefect` hears of it. */
export class Watch {
  readonly #watchers = new Set<Watcher>();
  readonly #onDefect: (error: unknown) => void;

  constructor(onDefect: (error: unknown) => void) {
    this.#onDefect = onDefect;
  }

  /** Begins to tell; the result ends it. */
  add(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  event(bus: string, text: string): void {
    this.#tell((watcher) => watcher.event?.(bus, text));
  }

  queue(name: string): void {
    this.#tell((watcher) => watcher.queue?.(name));
  }

  /** A request to the tables that succeeded. */
  tables(operation: string, body: Buffer): void {
    if (!writes.has(operation) || ![...this.#watchers].some(({ item }) => item !== undefined)) return;
    for (const { table, attributes } of writtenItems(operation, JSON.parse(body.toString('utf8')))) this.#tell((watcher) => watcher.item?.(table, attributes));
  }

  #tell(how: (watcher: Watcher) => void): void {
    for (const watcher of this.#watchers) {
      try {
        how(watcher);
      } catch (error) {
        this.#onDefect(error);
      }
    }
  }
}

interface WrittenItem {
  readonly table: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem']);

/** Items that a request wrote. DynamoDB API reference: the operations named above. */
function writtenItems(operation: string, input: unknown): readonly WrittenItem[] {
  if (!isObject(input)) return [];
  switch (operation) {
    case 'TransactWriteItems':
      return list(input['TransactItems']).flatMap((entry) => Object.entries(entry).flatMap(([kind, one]) => (kind === 'ConditionCheck' ? [] : written(one))));
    case 'BatchWriteItem':
      return Object.entries(isObject(input['RequestItems']) ? input['RequestItems'] : {}).flatMap(([table, requests]) =>
        list(requests).flatMap((request) => Object.values(request).flatMap((one) => written({ ...(isObject(one) ? one : {}), TableName: table }))),
      );
    default:
      return written(input);
  }
}

function written(one: unknown): readonly WrittenItem[] {
  if (!isObject(one)) return [];
  const attributes = one['Item'] ?? one['Key'];
  return typeof one['TableName'] === 'string' && isObject(attributes) ? [{ table: one['TableName'], attributes }] : [];
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

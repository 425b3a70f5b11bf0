/**
 * What a run costs at list price: requests, and the units that DynamoDB itself says it consumed.
 *
 * Prices: US East (N. Virginia), on demand, as published in November 2026; to be checked before anybody relies on them.
 * DynamoDB bills units (a transaction twice as many), SQS requests of 64 KB, EventBridge events of 64 KB, S3 requests.
 * What the functions themselves cost (duration) and what the model costs is not in it.
 */
import type { AwsClients } from '../../handlers/adapters/aws/clients.ts';
import { countOperations, type OperationCount } from '../../handlers/adapters/aws/operation-count.ts';

/** US dollars for a million. */
const price = { write: 0.625, read: 0.125, sqs: 0.4, event: 1, s3Put: 5, s3Get: 0.4 } as const;

export interface Metered {
  /** Requests by service and command, repetitions included. */
  readonly byOperation: Readonly<Record<string, number>>;
  readonly operations: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Events put on the bus. */
  readonly events: number;
  /** US dollars. */
  readonly listPrice: number;
  /** Bytes of the items that were read, as JSON: stored messages apart from the rest. */
  readonly messageBytes: number;
  readonly otherBytes: number;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

export class Meter {
  readonly #count: OperationCount;
  #writeUnits = 0;
  #readUnits = 0;
  #events = 0;
  #messageBytes = 0;
  #otherBytes = 0;

  /** Starts on these clients; it has no end. */
  constructor(clients: AwsClients) {
    this.#count = countOperations(clients);
    clients.documents.middlewareStack.add(
      (next, context) => async (args) => {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        this.#dynamo(context.commandName ?? '', result.output);
        return result;
      },
      { step: 'initialize', priority: 'high', name: 'meterCapacity' },
    );
    clients.events.middlewareStack.add(
      (next) => (args) => {
        this.#events += 'Entries' in args.input ? (args.input.Entries?.length ?? 0) : 0;
        return next(args);
      },
      { step: 'initialize', name: 'meterEvents' },
    );
  }

  reset(): void {
    this.#count.reset();
    this.#writeUnits = this.#readUnits = this.#events = this.#messageBytes = this.#otherBytes = 0;
  }

  /** What was used since the last reset. `polled` are the platform's own requests to the queues. */
  read(polled: { readonly receives: number; readonly deletes: number } = { receives: 0, deletes: 0 }): Metered {
    const byOperation = {
      ...Object.fromEntries([...this.#count.byOperation].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      ...(polled.receives > 0 && { 'trigger.ReceiveMessage': polled.receives, 'trigger.DeleteMessage': polled.deletes }),
    };
    const requests = (test: RegExp) => Object.entries(byOperation).reduce((sum, [name, count]) => sum + (test.test(name) ? count : 0), 0);
    const millionths =
      this.#writeUnits * price.write +
      this.#readUnits * price.read +
      requests(/^(SQS|trigger)\./u) * price.sqs +
      this.#events * price.event +
      requests(/^S3\.Put/u) * price.s3Put +
      requests(/^S3\.(Get|Head)/u) * price.s3Get;
    return {
      byOperation,
      operations: requests(/./u),
      writeUnits: this.#writeUnits,
      readUnits: this.#readUnits,
      events: this.#events,
      listPrice: millionths / 1e6,
      messageBytes: this.#messageBytes,
      otherBytes: this.#otherBytes,
    };
  }

  #dynamo(command: string, output: object): void {
    const consumed = 'ConsumedCapacity' in output ? output.ConsumedCapacity : undefined;
    const units = (Array.isArray(consumed) ? consumed : [consumed]).reduce((sum: number, one: Capacity | undefined) => sum + (one?.CapacityUnits ?? 0), 0);
    if (/^(Get|Query|BatchGet|Scan)/u.test(command)) this.#readUnits += units;
    else this.#writeUnits += units;
    const items: readonly unknown[] = [
      ...('Items' in output && Array.isArray(output.Items) ? output.Items : []),
      ...('Item' in output && output.Item !== undefined ? [output.Item] : []),
    ];
    for (const item of items) {
      const bytes = JSON.stringify(item).length;
      if (isMessage(item)) this.#messageBytes += bytes;
      else this.#otherBytes += bytes;
    }
  }
}

function isMessage(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'item' in item && typeof item.item === 'string' && item.item.startsWith('M#');
}

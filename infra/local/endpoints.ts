/**
 * The embedded endpoints: DynamoDB, SQS, S3, EventBridge, Lambda's Invoke and Bedrock for real SDK clients, on one
 * loopback port. What they have acknowledged survives `kill -9`; what was in flight is delivered again at the next start.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { Database } from './database.ts';
import { openEventService } from './events/event-service.ts';
import type { Faults, ServiceName } from './faults.ts';
import { invocationService, type Invoker } from './functions/invocation-service.ts';
import { AwsError } from './http/aws-error.ts';
import { errorReply, json } from './http/aws-json.ts';
import type { Service } from './http/exchange.ts';
import { openFront, type Front, type Handler } from './http/front.ts';
import { route } from './http/router.ts';
import { objectError, objectService } from './objects/object-service.ts';
import { ObjectStore } from './objects/object-store.ts';
import type { QueueCensus, StoredMessage } from './queues/message-store.ts';
import { openQueueService } from './queues/queue-service.ts';
import { StateDirectory } from './state-directory.ts';
import { openTableService, type TableEngineName } from './tables/table-service.ts';
import { Watch, type Watcher } from './watch.ts';

/** Answers Bedrock requests; writes to the response itself and never rejects. */
export type BedrockHandler = (request: IncomingMessage, body: Buffer, response: ServerResponse) => Promise<void>;

export interface EndpointsOptions {
  /** Where state is kept; one runtime at a time. */
  readonly stateDir: string;
  /** Port to listen on. Without one: the port of last time, 4747, or any free one. */
  readonly port?: number;
  /** Answers model requests; without one they get an UnknownOperationException. */
  readonly bedrock?: BedrockHandler;
  readonly faults?: Faults;
  /** Default: dynoxide where this platform has it. */
  readonly tableEngine?: TableEngineName;
  /** Hears of lost events and of defects; default: standard error. */
  readonly report?: (problem: string) => void;
}

export interface Endpoints {
  /** For instance `http://127.0.0.1:4747`. */
  readonly endpoint: string;
  /** Variables that point the SDK's clients here; Bedrock's only when `bedrock` was given. */
  readonly env: Readonly<Record<string, string>>;
  readonly stateDir: string;
  readonly tableEngine: TableEngineName;
  /** Attaches what runs functions; undefined detaches it. */
  setInvoker(invoker: Invoker | undefined): void;
  /** Tells what changes, as it happens; the result ends it. */
  watch(watcher: Watcher): () => void;
  /** Every queue with its depth, by name. */
  queues(): readonly QueueCensus[];
  /** The oldest messages of a queue, at most `limit`, without receiving them; undefined when there is no such queue. */
  peek(queue: string, limit: number): readonly StoredMessage[] | undefined;
  /** Ends everything; what is on disk stays. */
  stop(): Promise<void>;
}

const preferredPort = 4747;
const locallyServed = ['DYNAMODB', 'SQS', 'S3', 'EVENTBRIDGE', 'LAMBDA'];

/** Starts everything; rejects with StateDirectoryInUse when another runtime has the directory. */
export async function startEndpoints(options: EndpointsOptions): Promise<Endpoints> {
  const report = options.report ?? ((problem: string) => void process.stderr.write(`runtime: ${problem}\n`));
  const onDefect = (error: unknown): void => report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const state = await StateDirectory.own(options.stateDir);
  const closing: (() => void | Promise<void>)[] = [() => state.release()];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  let invoker: Invoker | undefined;
  const invoke: Invoker = async (name, payload, wait) => {
    if (invoker === undefined) throw new AwsError('ResourceNotFoundException', `Function not found: ${name}. No functions are attached to this runtime.`, 404);
    return invoker(name, payload, wait);
  };

  try {
    const tablesStarting = openTableService(state.path, options.tableEngine, onDefect);
    // Awaited below; what comes in between may throw first.
    tablesStarting.catch(() => undefined);
    const database = new Database(path.join(state.path, 'services.db'));
    closing.push(() => database.close());
    const watch = new Watch(onDefect);
    const queues = openQueueService(database, (queue) => watch.queue(queue));
    const events = openEventService(
      database,
      queues.sender,
      async (name, payload) => void (await invoke(name, payload, false)),
      report,
      (bus, text) => watch.event(bus, text),
    );
    closing.push(() => events.close());
    const objects = objectService(new ObjectStore(database, path.join(state.path, 'objects')));
    const tables = await tablesStarting;
    closing.push(() => tables.close());

    const services = { dynamodb: tables.serve, sqs: queues.serve, events: events.serve, s3: objects, lambda: invocationService(invoke) };
    const identity = { pid: process.pid, stateDirectory: state.path, tableEngine: tables.engine };
    const ports = options.port === undefined ? [state.previousPort() ?? preferredPort, preferredPort, 0] : [options.port];
    const front: Front = await openFront(ports, serveAll(services, options, identity, watch), onDefect);
    closing.push(
      () => front.close(),
      () => queues.close(),
    );

    const endpoint = `http://127.0.0.1:${front.port}`;
    state.publish(endpoint);
    const names = options.bedrock === undefined ? locallyServed : [...locallyServed, 'BEDROCK_RUNTIME'];
    return {
      endpoint,
      env: Object.fromEntries(names.map((name) => [`AWS_ENDPOINT_URL_${name}`, endpoint])),
      stateDir: state.path,
      tableEngine: tables.engine,
      setInvoker: (next) => {
        invoker = next;
      },
      watch: (watcher) => watch.add(watcher),
      queues: () => queues.census(),
      peek: (queue, limit) => queues.peek(queue, limit),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Services = Readonly<Record<Exclude<ServiceName, 'bedrock'>, Service>>;

function serveAll(services: Services, options: EndpointsOptions, identity: object, watch: Watch): Handler {
  const { faults, bedrock } = options;
  return async (exchange, { request, response }) => {
    if (exchange.path === '/_runtime') return json(200, identity);
    const { service, operation } = route(exchange);
    let fault: 'drop' | undefined;
    try {
      fault = await faults?.({ service, operation, body: exchange.body });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // S3 reads its errors from XML, the others from JSON.
      return service === 's3' ? objectError(error, exchange) : errorReply(error, 'application/x-amz-json-1.0');
    }
    if (service !== 'bedrock') {
      const reply = await services[service](exchange);
      if (service === 'dynamodb' && reply.status === 200) watch.tables(operation, exchange.body);
      return fault === 'drop' ? undefined : reply;
    }
    if (bedrock === undefined)
      return errorReply(
        new AwsError('UnknownOperationException', 'This runtime answers no model requests: it was started without an offline model.', 404),
        'application/json',
      );
    if (fault === 'drop') return undefined;
    await bedrock(request, exchange.body, response);
    return 'written';
  };
}

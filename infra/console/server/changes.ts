/**
 * From what changes on the endpoints to what the feed tells. Changes are gathered for a moment, read once and told
 * once; while nobody looks only events of the bus are kept.
 */
import type { Endpoints } from '../../local/endpoints.ts';
import type { BusEvent } from '../api.ts';
import { readEvent, type EventLog } from './event-log.ts';
import type { Feed } from './feed.ts';
import type { Queues } from './queues.ts';
import type { Records, TaskKey } from './records.ts';

export interface ChangeSources {
  readonly endpoints: Pick<Endpoints, 'watch'>;
  readonly records: Records;
  readonly queues: Queues;
  readonly events: EventLog;
  readonly feed: Feed;
  /** Deployed names. */
  readonly bus: string;
  readonly tables: { readonly orchestration: string; readonly workerState: string; readonly agentConfig: string };
  readonly report: (problem: string) => void;
}

/** Milliseconds that changes are gathered. A person sees 100 ms as at once. */
const GATHERED = 25;
const QUEUES_GATHERED = 200;
/** How long changes are still told after the last page has gone: a page that is loaded again resumes. Milliseconds. */
const LINGER = 30_000;

export class Changes {
  readonly #sources: ChangeSources;
  readonly #runs = new Set<string>();
  readonly #tasks = new Map<string, TaskKey>();
  readonly #agents = new Set<string>();
  readonly #dispatchedTurns = new Map<string, number>();
  readonly #unwatchEvents: () => void;
  #unwatch: (() => void) | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #queuesGathering: NodeJS.Timeout | undefined;
  #lingering: NodeJS.Timeout | undefined;

  constructor(sources: ChangeSources) {
    this.#sources = sources;
    this.#unwatchEvents = sources.endpoints.watch({
      event: (bus, text) => {
        if (bus === sources.bus) this.#event(text);
      },
    });
  }

  /** Whether any page is open. */
  lookedAt(anybody: boolean): void {
    clearTimeout(this.#lingering);
    if (!anybody) {
      this.#lingering = setTimeout(() => this.#pause(), LINGER).unref();
      return;
    }
    const { tables } = this.#sources;
    this.#unwatch ??= this.#sources.endpoints.watch({
      item: (table, attributes) => {
        if (table === tables.orchestration) this.#note(() => this.#runs.add(text(attributes['orchestrationId'])));
        else if (table === tables.workerState) this.#note(() => this.#addTask(text(attributes['requestId']), text(attributes['taskId'])));
        else if (table === tables.agentConfig) this.#note(() => this.#agents.add(text(attributes['agentId'])));
      },
      queue: () => {
        this.#queuesGathering ??= setTimeout(() => this.#tellQueues(), QUEUES_GATHERED).unref();
      },
    });
  }

  close(): void {
    this.#unwatchEvents();
    this.#pause();
    clearTimeout(this.#lingering);
  }

  #pause(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
    clearTimeout(this.#gathering);
    clearTimeout(this.#queuesGathering);
    this.#gathering = undefined;
    this.#queuesGathering = undefined;
    this.#dispatchedTurns.clear();
    this.#sources.feed.interrupt();
  }

  #event(json: string): void {
    const { events, feed } = this.#sources;
    const kept = events.add(json);
    if (feed.watched) readEvent(kept).then((event: BusEvent) => feed.send({ type: 'event', event }), this.#failed);
  }

  #addTask(requestId: string, taskId: string): void {
    this.#tasks.set(`${requestId} ${taskId}`, { requestId, taskId });
  }

  #note(add: () => void): void {
    add();
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#tell().catch(this.#failed);
    }, GATHERED).unref();
  }

  async #tell(): Promise<void> {
    const { feed, records } = this.#sources;
    const [runs, tasks, agents] = [[...this.#runs], [...this.#tasks.values()], [...this.#agents]];
    this.#runs.clear();
    this.#tasks.clear();
    this.#agents.clear();
    // A task is shown as handed out by what its head says, so the head comes first.
    const unknown = tasks.map(({ requestId }) => requestId.slice(0, requestId.lastIndexOf('#'))).filter((id) => !this.#dispatchedTurns.has(id));
    for (const run of await records.heads([...new Set([...runs, ...unknown])])) {
      this.#dispatchedTurns.set(run.orchestrationId, run.dispatchedTurn);
      if (runs.includes(run.orchestrationId)) feed.send({ type: 'run', run });
    }
    const read = await records.tasks(tasks, this.#dispatchedTurns);
    for (const [orchestrationId, changed] of Map.groupBy(read, (task) => task.orchestrationId)) feed.send({ type: 'tasks', orchestrationId, tasks: changed });
    for (const agentId of agents) feed.send({ type: 'agent', agentId });
  }

  #tellQueues(): void {
    this.#queuesGathering = undefined;
    const { feed, queues } = this.#sources;
    feed.send({ type: 'queues', queues: queues.list() });
  }

  /** The endpoints end under a change that is being read: the page reads again when they are back. */
  readonly #failed = (error: unknown): void => {
    this.#sources.report(`the console could not tell a change: ${error instanceof Error ? error.message : String(error)}`);
  };
}

/** A string attribute in DynamoDB's notation. */
function text(attribute: unknown): string {
  return typeof attribute === 'object' && attribute !== null && 'S' in attribute && typeof attribute.S === 'string' ? attribute.S : '';
}

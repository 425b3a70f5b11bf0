/**
 * Replay: the real supervisor goes through a stored orchestration again, on tables in memory, with the stored answers in
 * the place of the model and the stored results in the place of the agents. Nothing is called, sent or written. The
 * same history must lead to the same decisions; where it does not, the code has changed its mind since.
 */
import type { Task } from '../../generated/tables/task.ts';
import { ready } from '../core/orchestration/create.ts';
import { isTerminal, type Head } from '../core/orchestration/head.ts';
import { isTaskTerminal } from '../core/task/status.ts';
import { requestIdOf } from '../core/task/use-id.ts';
import { ManualClock } from '../adapters/memory/manual-clock.ts';
import { MemoryOperatorSwitch } from '../adapters/memory/operator-switch.ts';
import { MemoryOrchestrationStore } from '../adapters/memory/orchestration-store.ts';
import { MemoryBus, MemoryInbox, MemoryRedelivery, MemoryTaskQueue } from '../adapters/memory/outboxes.ts';
import { SeededEntropy } from '../adapters/memory/seeded-entropy.ts';
import { MemoryTables } from '../adapters/memory/tables.ts';
import type { Telemetry } from '../shell/ports.ts';
import { noTracer } from '../shell/tracer.ts';
import { Orchestrator } from '../supervisor/orchestrator.ts';
import { fromStoredMessage } from '../supervisor/stored-message.ts';
import { CopiedPayloads } from './copied-payloads.ts';
import { headDifferences, messageDifference, taskDifferences, type Difference } from './difference.ts';
import { PinnedAgents } from './pinned-agents.ts';
import type { OperatorPorts } from './ports.ts';
import { readRecorded, type Recorded } from './recorded.ts';
import { RecordedModel } from './recorded-model.ts';

/** One decision of the supervisor that was saved. */
export interface ReplayedFact {
  readonly turn: number;
  /** Name of the fact, for instance `turnCommitted`. */
  readonly fact: string;
  readonly from: Head['status'];
  readonly to: Head['status'];
}

export interface Replay {
  readonly orchestrationId: string;
  /** The stored status. */
  readonly status: Head['status'];
  readonly facts: readonly ReplayedFact[];
  /** Model calls that stored answers stood for. */
  readonly answersUsed: number;
  /** Task results that stored results stood for. */
  readonly resultsUsed: number;
  /** Messages and events it would have sent. */
  readonly withheld: { readonly tasks: number; readonly events: number };
  /** Present when the record goes no further: what the orchestration would do next. */
  readonly next?: 'asks the model' | 'waits for its agents';
  readonly differences: readonly Difference[];
  /** Present when what was spent decided the end: the record holds sums, not what each call took, so differences may come from that. */
  readonly uncertain?: string;
}

/** Stands for the inbox message that a look comes with. */
const RECORD = 'replay';

/** Looks at one record, at most; a healthy replay needs a few for each turn. */
const MOST_LOOKS = 20;

/** Replays an orchestration. Undefined when there is none. Throws when a stored body has gone. */
export async function replay(ports: Pick<OperatorPorts, 'store' | 'payloads' | 'registry'>, orchestrationId: string): Promise<Replay | undefined> {
  const recorded = await readRecorded(ports.store, orchestrationId);
  return recorded === undefined ? undefined : new Replaying(ports, recorded).run();
}

class Replaying {
  readonly #recorded: Recorded;
  readonly #ports: Pick<OperatorPorts, 'store' | 'payloads' | 'registry'>;
  readonly #clock: ManualClock;
  readonly #store = new MemoryOrchestrationStore(new MemoryTables());
  readonly #queue = new MemoryTaskQueue();
  readonly #bus = new MemoryBus();
  readonly #facts: ReplayedFact[] = [];
  #resultsUsed = 0;

  constructor(ports: Pick<OperatorPorts, 'store' | 'payloads' | 'registry'>, recorded: Recorded) {
    this.#ports = ports;
    this.#recorded = recorded;
    this.#clock = new ManualClock(recorded.head.createdAt);
  }

  async run(): Promise<Replay> {
    const { head, messages } = this.#recorded;
    const payloads = new CopiedPayloads(this.#ports.payloads);
    const conversation = await Promise.all(messages.map((message) => fromStoredMessage(payloads, message)));
    const start = startOf(head);
    await this.#store.create(start, messages.slice(0, start.messages));
    const answers = conversation.slice(start.messages).flatMap(({ role, blocks }) => (role === 'assistant' ? [blocks] : []));
    const model = new RecordedModel(head, answers, this.#recorded.tasks);
    const orchestrator = new Orchestrator({
      store: this.#store,
      payloads,
      model,
      agents: new PinnedAgents(this.#ports.registry, this.#recorded.tasks),
      queue: this.#queue,
      bus: this.#bus,
      inbox: new MemoryInbox(),
      operator: new MemoryOperatorSwitch(),
      redelivery: new MemoryRedelivery(),
      replies: { allows: () => true, send: () => Promise.resolve() },
      clock: this.#clock,
      entropy: new SeededEntropy(1),
      telemetry: this.#telemetry(),
    });
    const next = await this.#goOn(orchestrator, model);
    const replayed = await this.#store.load(head.orchestrationId);
    const now = await Promise.all((replayed?.messages ?? []).map((message) => fromStoredMessage(payloads, message)));
    const messageDifferences = messages.flatMap(({ item }, index) => {
      const stored = conversation[index];
      const difference = stored === undefined ? undefined : messageDifference(item, stored, now[index]);
      return difference === undefined ? [] : [difference];
    });
    const tasks = await Promise.all(
      this.#recorded.tasks.map(async (task) =>
        taskDifferences(
          task,
          (await this.#store.tasks(task.requestId)).find(({ taskId }) => taskId === task.taskId),
        ),
      ),
    );
    const uncertain = uncertainty(head, replayed?.head);
    return {
      orchestrationId: head.orchestrationId,
      status: head.status,
      facts: this.#facts,
      answersUsed: model.answered,
      resultsUsed: this.#resultsUsed,
      withheld: { tasks: this.#queue.sent.length, events: this.#bus.published.length },
      ...(next !== undefined && { next }),
      ...(uncertain !== undefined && { uncertain }),
      differences: [...messageDifferences, ...tasks.flat(), ...(isTerminal(head) && replayed !== undefined ? headDifferences(head, replayed.head) : [])],
    };
  }

  /** Lets the supervisor look, with the next of what is stored, until it has ended or the record has. */
  async #goOn(orchestrator: Orchestrator, model: RecordedModel): Promise<Replay['next']> {
    const { orchestrationId } = this.#recorded.head;
    await orchestrator.look(orchestrationId, RECORD);
    for (let looks = 0; looks < MOST_LOOKS * (this.#recorded.head.turn + 1); looks++) {
      const head = await this.#store.head(orchestrationId);
      if (head === undefined || isTerminal(head)) return undefined;
      if (this.#endedFromOutside(head)) {
        this.#clock.set(this.#recorded.head.endedAt ?? this.#clock.now());
        await (this.#recorded.head.status === 'CANCELLED'
          ? orchestrator.cancel(orchestrationId, RECORD, 'replay', undefined)
          : orchestrator.look(orchestrationId, RECORD));
        continue;
      }
      if (model.beyond > 0) return 'asks the model';
      if (head.status === 'WAITING' && !(await this.#giveResults(head))) return 'waits for its agents';
      if (head.notBefore !== undefined) this.#clock.set(Math.max(this.#clock.now(), head.notBefore));
      await orchestrator.look(orchestrationId, RECORD);
    }
    return undefined;
  }

  /** A cancellation or the deadline came in when all of the record had been gone through. */
  #endedFromOutside(head: Head): boolean {
    const { head: stored } = this.#recorded;
    const outside = stored.status === 'CANCELLED' || (stored.status === 'FAILED' && stored.reason?.code === 'DEADLINE');
    return outside && head.turn === stored.turn && head.messages === stored.messages;
  }

  /** Ends the turn's tasks as they are stored; false when some of them have not ended. */
  async #giveResults(head: Head): Promise<boolean> {
    const stored = this.#recorded.tasks.filter(({ turn }) => turn === head.turn);
    const open = (await this.#store.tasks(requestIdOf(head.orchestrationId, head.turn))).filter((task) => !isTaskTerminal(task));
    for (const task of open) {
      const end = stored.find(({ taskId }) => taskId === task.taskId);
      if (end === undefined || !(await this.#end(task, end))) return false;
    }
    return true;
  }

  async #end(task: Task, { status, endedAt, result, resultRef, error, usage }: Task): Promise<boolean> {
    if (status === 'CREATED' || status === 'RUNNING' || endedAt === undefined) return false;
    this.#clock.set(Math.max(this.#clock.now(), endedAt));
    this.#resultsUsed += 1;
    const { ok } = await this.#store.endTask(task, {
      status,
      endedAt,
      ...(result !== undefined && { result }),
      ...(resultRef !== undefined && { resultRef }),
      ...(error !== undefined && { error }),
      ...(usage !== undefined && { usage }),
    });
    return ok;
  }

  /** The supervisor logs each saved fact with its states. */
  #telemetry(): Telemetry {
    const facts = this.#facts;
    return {
      log: (_level, message, fields = {}) => {
        const { turn, fromState, toState } = fields;
        if (typeof turn === 'number' && isStatus(fromState) && isStatus(toState)) facts.push({ turn, fact: message, from: fromState, to: toState });
      },
      metrics: { count: () => undefined, milliseconds: () => undefined },
      tracer: noTracer,
    };
  }
}

function uncertainty(stored: Head, replayed: Head | undefined): string | undefined {
  if (isSpent(stored)) return 'a token or cost budget ended it, and the record holds the sum of what was spent, not each call';
  if (replayed !== undefined && isSpent(replayed))
    return 'a token or cost budget would end it where the record does not tell whether the model was asked once more';
  return undefined;
}

/** Whether tokens or cost ended it. */
function isSpent({ reason }: Head): boolean {
  return reason?.code === 'BUDGET_TOKENS' || reason?.code === 'BUDGET_COST';
}

/** The head as it was before its first claim; a fork begins with what it copied. */
function startOf(head: Head): Head {
  const { orchestrationId, createdAt, budget, title, requestHash, configHash, tenant, traceparent, forkedFrom, fabricated } = head;
  const start = ready({
    orchestrationId,
    now: createdAt,
    task: title ?? '',
    requestHash,
    configHash,
    budget,
    ...(tenant !== undefined && { tenant }),
    ...(traceparent !== undefined && { traceparent }),
  });
  const turn = forkedFrom === undefined ? 0 : forkedFrom.turn - 1;
  return {
    ...start,
    turn,
    dispatchedTurn: turn,
    messages: 2 * turn + 1,
    deadlineAt: head.deadlineAt,
    ...(forkedFrom !== undefined && { forkedFrom, ...(fabricated !== undefined && { fabricated }) }),
  };
}

function isStatus(value: unknown): value is Head['status'] {
  switch (value) {
    case 'READY':
    case 'THINKING':
    case 'WAITING':
    case 'COMPLETED':
    case 'FAILED':
    case 'CANCELLED':
      return true;
    default:
      return false;
  }
}

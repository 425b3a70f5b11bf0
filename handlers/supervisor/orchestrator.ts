/**
 * The one door: whatever comes in, read what is stored, decide, save, act, until there is nothing to do now.
 *
 * `advance` is level-triggered and idempotent. It may die at any instruction: what was saved is found by whoever looks
 * next (the same record delivered again, a tick, a completion). A write that meets a newer state is not repeated; the
 * loop looks again.
 */
import type { OrchestrationMessage } from '../../generated/tables/orchestration-message.ts';
import type { Task } from '../../generated/tables/task.ts';
import { decide, type Command, type Decision, type Input } from '../core/orchestration/decide.ts';
import { evolve } from '../core/orchestration/evolve.ts';
import type { Fact } from '../core/orchestration/fact.ts';
import type { Head } from '../core/orchestration/head.ts';
import { isTaskTerminal } from '../core/task/status.ts';
import { requestIdOf } from '../core/task/use-id.ts';
import { acknowledge, giveBack, type Disposition } from '../shell/entry.ts';
import { arbiterAttribute, genAi, genAiOperation } from '../shell/gen-ai.ts';
import { AgentSnapshots } from './agent-snapshot.ts';
import { announce } from './announce.ts';
import { askModel } from './ask-model.ts';
import { dispatch, tellTurn } from './dispatch.ts';
import { gather } from './gather.ts';
import type { Written } from '../shell/ports.ts';
import type { SupervisorPorts } from './ports.ts';
import { RememberedConversations } from './remembered.ts';
import { toStoredMessage } from './stored-message.ts';
import { endTasks } from './end-tasks.ts';

/** Decisions of one invocation; a run of healthy steps is far below, a livelock would be above. */
const MOST_STEPS = 60;

/** A decision without a fact has nothing to save. */
const saved: Written<Head> = { ok: true };

/** What one `advance` knows: the head as last read or written, and what else has been read of it. */
export interface Working {
  /** Id of the inbox message in hand. */
  readonly record: string;
  head: Head;
  /** All messages as stored, when they have been read. */
  messages: readonly OrchestrationMessage[] | undefined;
  /** Tasks of a finished turn, when they have been read: they never change again (S4). */
  finished?: readonly Task[] | undefined;
  /** Tokens of the tasks planned in this invocation, by task id: only their hashes are stored. */
  tokens: Map<string, string>;
}

export class Orchestrator {
  readonly ports: SupervisorPorts;
  readonly snapshots: AgentSnapshots;
  readonly #remembered: RememberedConversations;

  constructor(ports: SupervisorPorts, remembered = new RememberedConversations()) {
    this.ports = ports;
    this.#remembered = remembered;
    this.snapshots = new AgentSnapshots(ports.payloads, ports.agents, ports.telemetry);
  }

  /** Looks at an orchestration and does what is due. Unknown ids are acknowledged: nothing was ever stored for them. */
  async look(orchestrationId: string, record: string): Promise<Disposition> {
    const head = await this.ports.store.head(orchestrationId);
    if (head === undefined) return acknowledge;
    const working: Working = { record, head, messages: undefined, tokens: new Map() };
    return this.advance(working, await this.#looked(working));
  }

  /** The same, when all tasks of a turn are known to be terminal: head and messages come in one read, or in none. */
  async lookAtAll(orchestrationId: string, record: string, finished: readonly Task[]): Promise<Disposition> {
    const loaded = this.#remembered.take(orchestrationId, finished[0]?.turn ?? 0) ?? (await this.ports.store.load(orchestrationId));
    if (loaded === undefined) return acknowledge;
    const working: Working = { ...loaded, record, finished, tokens: new Map() };
    return this.advance(working, await this.#looked(working));
  }

  async cancel(orchestrationId: string, record: string, by: string, reason: string | undefined): Promise<Disposition> {
    const head = await this.ports.store.head(orchestrationId);
    if (head === undefined) return acknowledge;
    const working: Working = { record, head, messages: undefined, tokens: new Map() };
    const tasks = head.status === 'WAITING' ? await this.#tasks(working) : [];
    return this.advance(working, { type: 'cancelRequested', now: this.ports.clock.now(), record, by, tasks, ...(reason !== undefined && { reason }) });
  }

  /** Goes on from a state and an input until a decision says to stop. */
  async advance(working: Working, first: Input): Promise<Disposition> {
    let input: Input = first;
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const decision = decide(working.head, input);
      const written = decision.fact === undefined ? saved : await this.#save(working, decision.fact);
      if (!written.ok) {
        if (written.current === undefined) return acknowledge;
        input = await this.#overtaken(working, written.current, input);
        continue;
      }
      const next = await this.perform(working, decision);
      if (!('type' in next)) {
        const { head, messages } = working;
        if (head.status === 'WAITING' && messages !== undefined) this.#remembered.keep({ head, messages });
        return next;
      }
      input = next;
    }
    // Not reached by a healthy run; the sweeper goes on from here, so nothing is lost.
    this.ports.telemetry.log('error', 'an orchestration took too many steps in one invocation', {
      orchestrationId: working.head.orchestrationId,
      status: working.head.status,
      turn: working.head.turn,
    });
    return acknowledge;
  }

  /** Carries out a command and says what came of it. */
  async perform(working: Working, decision: Decision): Promise<Input | Disposition> {
    const command: Command = decision.next;
    const now = () => this.ports.clock.now();
    switch (command.type) {
      case 'gather':
        return gather(this, working, await this.#tasks(working));
      case 'askModel':
        return this.#ask(working, command.epoch);
      case 'dispatch': {
        const committed = decision.fact?.type === 'turnCommitted' ? decision.fact.tasks : undefined;
        const sent = await dispatch(this, working, committed ?? (await this.#tasks(working)), committed !== undefined);
        return sent === 'ended' ? this.#looked(working) : sent;
      }
      case 'timeOut':
        await endTasks(this.ports, command.tasks, 'TIMED_OUT', {
          code: 'TASK_TIMEOUT',
          message: "the agent did not answer before the task's deadline",
          retryable: true,
        });
        return this.#looked(working);
      case 'announce':
        await this.#announce(working);
        return { type: 'announced', now: now() };
      case 'look':
        // A turn of which nothing could be sent is told of as well.
        if (decision.fact?.type === 'turnCommitted') await tellTurn(this, working, decision.fact.tasks, []);
        return this.#looked(working);
      case 'wake':
        await this.ports.inbox.wake([working.head.orchestrationId], (command.at - now()) / 1_000);
        return acknowledge;
      case 'giveBack':
        return giveBack((command.at - now()) / 1_000 + 1);
      case 'stop':
        if (command.why === 'fenced') this.ports.telemetry.metrics.count('commit.fenced');
        return acknowledge;
    }
  }

  async #announce(working: Working): Promise<void> {
    const { orchestrationId, traceparent, turn, status } = working.head;
    const tasks = status === 'COMPLETED' ? [] : await this.#endOpenTasks(working);
    const attributes = { [genAi.conversation]: orchestrationId, [arbiterAttribute.turn]: turn, [arbiterAttribute.status]: status };
    await this.ports.telemetry.tracer.span('announce', { kind: 'producer', parent: traceparent, attributes }, () => announce(this, working, tasks));
  }

  /** Ends what is open of the turn's tasks; all of them as they are then, and stay (S4). */
  async #endOpenTasks(working: Working): Promise<readonly Task[]> {
    const tasks = await this.#tasks(working);
    if (tasks.every(isTaskTerminal)) return tasks;
    await endTasks(this.ports, tasks, 'CANCELLED', { code: 'CANCELLED', message: 'the orchestration has ended', retryable: false });
    return this.#tasks(working);
  }

  /** Saves a fact with its items in one transaction; refused, with the head that is stored, when it has moved on. */
  async #save(working: Working, fact: Fact): Promise<Written<Head>> {
    const before = working.head;
    const after = evolve(before, fact);
    const message = await this.#messageOf(before, fact);
    const written = await this.ports.store.update(before, after, message === undefined ? [] : [message], fact.type === 'turnCommitted' ? fact.tasks : []);
    if (!written.ok) {
      this.ports.telemetry.metrics.count('write.conflict', 1, { fact: fact.type });
      return written;
    }
    this.ports.telemetry.log('info', fact.type, {
      orchestrationId: after.orchestrationId,
      turn: after.turn,
      epoch: after.epoch,
      fromState: before.status,
      toState: after.status,
    });
    if (fact.type === 'claimed' && fact.takeover) this.ports.telemetry.metrics.count('lease.takeover');
    working.head = after;
    if (message !== undefined && working.messages !== undefined) working.messages = [...working.messages, message];
    return written;
  }

  async #messageOf(head: Head, fact: Fact): Promise<OrchestrationMessage | undefined> {
    const { payloads } = this.ports;
    switch (fact.type) {
      case 'claimed':
        return fact.results === undefined ? undefined : toStoredMessage(payloads, head, head.messages, 'user', fact.results, fact.now);
      case 'turnCommitted':
      case 'completed':
        return toStoredMessage(payloads, head, head.messages, 'assistant', fact.blocks, fact.now, fact.model);
      case 'failed':
      case 'cancelled':
      case 'released':
      case 'dispatched':
      case 'postponed':
      case 'announced':
        return undefined;
    }
  }

  /** After a lost race: go on from what won it. What the newer state makes of the input is for `decide` to say. */
  async #overtaken(working: Working, current: Head, input: Input): Promise<Input> {
    working.head = current;
    working.messages = undefined;
    working.finished = undefined;
    // An answer, a failure or a wish keeps its meaning under the new state (the epoch fences it); the rest looks afresh.
    switch (input.type) {
      case 'answered':
      case 'modelFailed':
      case 'historyBroken':
      case 'unaffordable':
      case 'announced':
        return input;
      case 'cancelRequested':
        return { ...input, tasks: current.status === 'WAITING' ? await this.#tasks(working) : [] };
      case 'looked':
      case 'gathered':
      case 'dispatched':
        return this.#looked(working);
    }
  }

  async #looked(working: Working): Promise<Input> {
    const tasks = working.head.status === 'WAITING' ? await this.#tasks(working) : [];
    const { state, by = 'an operator', reason } = await this.ports.operator.position();
    const now = this.ports.clock.now();
    if (state === 'stopped')
      return { type: 'cancelRequested', now, record: working.record, by, tasks, reason: `all work is stopped${reason === undefined ? '' : `: ${reason}`}` };
    return { type: 'looked', now, record: working.record, tasks, paused: state === 'paused' };
  }

  /** Tasks of the head's turn, by a consistent read; those of a finished turn are read once. */
  async #tasks(working: Working): Promise<readonly Task[]> {
    const { head, finished } = working;
    if (head.turn === 0) return [];
    if (finished !== undefined && finished[0]?.turn === head.turn) return finished;
    const tasks = await this.ports.store.tasks(requestIdOf(head.orchestrationId, head.turn));
    if (tasks.length > 0 && tasks.every(isTaskTerminal)) working.finished = tasks;
    return tasks;
  }

  /** A fault on the way to the model is a failed call: the lease is given up instead of waited out. */
  async #ask(working: Working, epoch: number): Promise<Input> {
    const { orchestrationId, turn, traceparent } = working.head;
    const attributes = {
      [genAi.operation]: genAiOperation.invokeAgent,
      [genAi.agentName]: 'supervisor',
      [genAi.conversation]: orchestrationId,
      [arbiterAttribute.turn]: turn + 1,
      [arbiterAttribute.epoch]: epoch,
    };
    try {
      return await this.ports.telemetry.tracer.span(`${genAiOperation.invokeAgent} supervisor`, { kind: 'internal', parent: traceparent, attributes }, (span) =>
        askModel(this, working, epoch, span),
      );
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      this.ports.telemetry.log('error', 'the model could not be asked', {
        orchestrationId: working.head.orchestrationId,
        turn: working.head.turn,
        epoch,
        error: message,
      });
      return { type: 'modelFailed', now: this.ports.clock.now(), epoch, kind: 'unavailable', message, fraction: this.ports.entropy.fraction() };
    }
  }
}

/**
 * Sends a turn's tasks to their agents' queues. The task items are the outbox: a crash before, between or after the
 * sends means that they are sent again by whoever looks next; the worker's claim removes a duplicate.
 */
import type { AgentTask } from '../../generated/messages/agent-task.v1.ts';
import type { Task } from '../../generated/tables/task.ts';
import { taskDispatched } from '../../generated/events/task-dispatched.v1.ts';
import { orchestrationTurnCompleted } from '../../generated/events/orchestration-turn-completed.v1.ts';
import { attachments, answerText, type Attachment } from '../core/orchestration/conversation.ts';
import type { Input } from '../core/orchestration/decide.ts';
import { limits, utf8Bytes, clip } from '../core/limits.ts';
import { isTaskTerminal } from '../core/task/status.ts';
import { formatUseId } from '../core/task/use-id.ts';
import { timing } from '../core/timing.ts';
import { acknowledge, giveBack, type Disposition } from '../shell/entry.ts';
import { arbiterAttribute, genAi } from '../shell/gen-ai.ts';
import { sha256 } from '../shell/hash.ts';
import type { OutgoingEvent } from '../shell/ports.ts';
import type { Span } from '../shell/tracer.ts';
import { endTasks } from './end-tasks.ts';
import type { Orchestrator, Working } from './orchestrator.ts';
import { fromStoredMessage } from './stored-message.ts';
import { started, tell } from './tell.ts';

/** Seconds until a turn whose messages were not all accepted is tried again by its own record; doubled with each send. */
const RETRY_SECONDS = 5;
const TOKEN_BYTES = 16;

interface Sendable {
  readonly task: Task;
  readonly token: string;
  /** Which send of this task it is, from 1: each one carries a token of its own. */
  readonly sends: number;
}

/** `first`: by the invocation that committed the turn. `ended`: no task is open any more, since none of their queues would take them. */
export async function dispatch(orchestrator: Orchestrator, working: Working, tasks: readonly Task[], first: boolean): Promise<Input | Disposition | 'ended'> {
  const { ports } = orchestrator;
  const sendable: Sendable[] = [];
  for (const task of tasks) {
    if (task.status !== 'CREATED') continue;
    const planned = working.tokens.get(task.taskId);
    const token = planned ?? (await freshToken(orchestrator, task));
    if (token !== undefined) sendable.push({ task, token, sends: task.tokenHashes.length + (planned === undefined ? 1 : 0) });
  }
  const inputs = new InputResolver(orchestrator, working);
  const attributes = {
    [genAi.conversation]: working.head.orchestrationId,
    [arbiterAttribute.turn]: working.head.turn,
    [arbiterAttribute.tasks]: sendable.length,
  };
  const send = async (span: Span): Promise<readonly number[]> => {
    const messages = await Promise.all(sendable.map(async ({ task, token }) => ({ target: task.target, body: await toMessage(inputs, task, token, span) })));
    return ports.queue.send(messages);
  };
  const parent = sendable[0]?.task.traceparent;
  const refused = sendable.length === 0 ? [] : await ports.telemetry.tracer.span('send tasks', { kind: 'producer', parent, attributes }, send);
  const accepted = sendable.filter((_, index) => !refused.includes(index)).map(({ task }) => task);
  if (first || sendable.length > 0) await tellTurn(orchestrator, working, tasks, accepted);
  const unsent = sendable.filter((_, index) => refused.includes(index));
  const hopeless = unsent.filter(({ sends }) => sends >= limits.taskSends).map(({ task }) => task);
  if (unsent.length > 0) {
    ports.telemetry.log('warn', 'some tasks were not accepted by their queue', {
      orchestrationId: working.head.orchestrationId,
      turn: working.head.turn,
      refused: unsent.length,
      givenUp: hopeless.length,
    });
    await endTasks(ports, hopeless, 'FAILED', unreachable);
    // Another record leaves it to the turn's own, and to the sweeper: both together would send each minute many times.
    if (hopeless.length < unsent.length)
      return working.record === working.head.holder ? giveBack(RETRY_SECONDS * 2 ** (Math.max(...unsent.map(({ sends }) => sends)) - 1)) : acknowledge;
  }
  const open = tasks.filter((task) => !isTaskTerminal(task) && !hopeless.includes(task));
  if (hopeless.length > 0 && open.length === 0) return 'ended';
  return { type: 'dispatched', now: ports.clock.now(), turn: working.head.turn, tasks: open, first };
}

/** Those whose queue takes their task are sent it again with those whose queue does not, and outlive no more sends than their tokens. */
const unreachable = {
  code: 'AGENT_UNREACHABLE',
  message: `the agent's queue refused the task ${limits.taskSends} times: use another agent, or answer with what you have`,
  retryable: false,
} as const;

/** Tells of a committed turn and of the tasks that were sent; with the first turn, of the start. */
export async function tellTurn({ ports }: Orchestrator, working: Working, all: readonly Task[], sent: readonly Task[]): Promise<void> {
  await tell(ports, [...started(working.head), ...progress(working, all, sent)]);
}

/** A new token for a message that is sent again: the first one was never stored. Undefined when the task has ended. */
async function freshToken({ ports }: Orchestrator, task: Task): Promise<string | undefined> {
  const token = ports.entropy.token(TOKEN_BYTES);
  const written = await ports.store.addToken(task, sha256(token), ports.clock.now() + timing.redispatch);
  return written.ok ? token : undefined;
}

async function toMessage(inputs: InputResolver, task: Task, token: string, { traceparent }: Span): Promise<AgentTask> {
  const input = await inputs.resolve(task);
  return {
    ...input,
    orchestration_id: task.orchestrationId,
    agent_use_id: formatUseId({ orchestrationId: task.orchestrationId, turn: task.turn, token, taskId: task.taskId }),
    node: task.agentId,
    deadline: new Date(task.deadlineAt).toISOString(),
    attempt: 1,
    ...(task.agentVersion !== undefined && { agent_version: task.agentVersion }),
    ...(traceparent !== undefined && { traceparent }),
  };
}

/** Replaces `attachment:<name>` in a task's input by the attachment's content; the stored input keeps the reference. */
class InputResolver {
  readonly #orchestrator: Orchestrator;
  readonly #working: Working;
  #attachments: Promise<ReadonlyMap<string, Attachment>> | undefined;

  constructor(orchestrator: Orchestrator, working: Working) {
    this.#orchestrator = orchestrator;
    this.#working = working;
  }

  async resolve(task: Task): Promise<Pick<AgentTask, 'agent_input' | 'input_ref'>> {
    const { payloads } = this.#orchestrator.ports;
    const stored = task.input ?? (task.inputRef === undefined ? '{}' : await payloads.get(task.inputRef));
    if (stored === undefined) throw new Error(`the input of task "${task.taskId}" of "${task.requestId}" is missing: payloads/${task.inputRef ?? ''}`);
    const input = stored.includes('"attachment:') ? await this.#replace(JSON.parse(stored)) : JSON.parse(stored);
    const text = JSON.stringify(input);
    return utf8Bytes(text) <= limits.messageBytes ? { agent_input: input } : { agent_input: {}, input_ref: await payloads.put(text) };
  }

  async #replace(value: unknown): Promise<unknown> {
    if (typeof value === 'string') return value.startsWith('attachment:') ? this.#content(value) : value;
    if (Array.isArray(value)) return Promise.all(value.map((item) => this.#replace(item)));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([key, item]) => [key, await this.#replace(item)])));
  }

  /** The content, or the reference as it is when there is no such attachment: the agent then says what it misses. */
  async #content(reference: string): Promise<string> {
    this.#attachments ??= this.#read();
    const attachment = (await this.#attachments).get(reference.slice('attachment:'.length));
    return attachment === undefined ? reference : ((await this.#orchestrator.ports.payloads.get(attachment.sha256)) ?? reference);
  }

  async #read(): Promise<ReadonlyMap<string, Attachment>> {
    const messages = this.#working.messages ?? (await this.#orchestrator.ports.store.load(this.#working.head.orchestrationId))?.messages ?? [];
    const [first] = messages;
    const blocks = first === undefined ? [] : (await fromStoredMessage(this.#orchestrator.ports.payloads, first)).blocks;
    return new Map(attachments(blocks).map((attachment) => [attachment.name, attachment]));
  }
}

function progress({ head, messages }: Working, all: readonly Task[], sent: readonly Task[]): readonly OutgoingEvent[] {
  const about = { orchestrationId: head.orchestrationId, status: head.status, turn: head.turn, ...(head.tenant !== undefined && { tenant: head.tenant }) };
  const text = messages === undefined ? '' : said(messages.at(-1)?.body);
  return [
    {
      source: orchestrationTurnCompleted.source,
      detailType: orchestrationTurnCompleted.detailType,
      detail: { ...about, tasks: all.length, ...(text !== '' && { text }) },
    },
    ...sent.map((task) => ({
      source: taskDispatched.source,
      detailType: taskDispatched.detailType,
      detail: { ...about, taskId: task.taskId, agentId: task.agentId, ...(task.agentVersion !== undefined && { agentVersion: task.agentVersion }) },
    })),
  ];
}

function said(body: string | undefined): string {
  return body === undefined ? '' : clip(answerText(JSON.parse(body)), 4_000);
}

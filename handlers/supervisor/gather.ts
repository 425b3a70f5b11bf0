import type { Task } from '../../generated/tables/task.ts';
import type { Input } from '../core/orchestration/decide.ts';
import type { ResultText } from '../core/orchestration/conversation.ts';
import { resultAsText } from '../core/task/end.ts';
import type { Orchestrator, Working } from './orchestrator.ts';
import { fromStoredMessage } from './stored-message.ts';

/**
 * Reads what the claim of a finished turn needs: the assistant message, each result, agents fabricated in the turn. The
 * head read on the way may be newer than the tasks; `decide` then looks again.
 */
export async function gather(orchestrator: Orchestrator, working: Working, tasks: readonly Task[]): Promise<Input> {
  const { store, payloads, clock } = orchestrator.ports;
  const { orchestrationId } = working.head;
  if (working.messages === undefined) {
    const loaded = await store.load(orchestrationId);
    if (loaded === undefined) throw new Error(`orchestration "${orchestrationId}" has vanished`);
    working.head = loaded.head;
    working.messages = loaded.messages;
  }
  const last = working.messages.at(-1);
  const assistant = last === undefined ? [] : (await fromStoredMessage(payloads, last)).blocks;
  const texts = new Map<string, ResultText>();
  for (const task of tasks) {
    const text = await resultOf(orchestrator, task);
    if (text !== undefined) texts.set(task.taskId, text);
  }
  return { type: 'gathered', now: clock.now(), record: working.record, tasks, assistant, texts, fabricated: fabricatedBy(tasks, texts) };
}

/** The text of a task's result, read from wherever it is; undefined when it did not succeed. */
export async function resultOf(orchestrator: Orchestrator, task: Task): Promise<ResultText | undefined> {
  if (task.status !== 'SUCCEEDED') return undefined;
  if (task.result !== undefined) return { text: resultAsText(task.result) };
  if (task.resultRef === undefined) return { text: '' };
  const stored = await orchestrator.ports.payloads.get(task.resultRef);
  return stored === undefined
    ? { text: `(the result was stored as payloads/${task.resultRef} and is no longer there)` }
    : { text: resultAsText(stored), ref: task.resultRef };
}

/** schemas/common/agent-id.json: what is no id is no agent, and a head could not hold it. */
const AGENT_ID = /^[a-zA-Z0-9_-]{1,64}$/u;

/** Agents that the fabricator says are usable now; they join what the model is offered. */
function fabricatedBy(tasks: readonly Task[], texts: ReadonlyMap<string, ResultText>): readonly string[] {
  return tasks
    .filter((task) => task.agentId === 'fabricator' && task.status === 'SUCCEEDED')
    .map((task) => fabricatedAgent(texts.get(task.taskId)?.text))
    .filter((agentId) => agentId !== undefined);
}

function fabricatedAgent(text: string | undefined): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    // A fabricator of another make may answer in prose; then the new agent is offered to later orchestrations only.
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('agentId' in value) || !('state' in value)) return undefined;
  return typeof value.agentId === 'string' && AGENT_ID.test(value.agentId) && value.state === 'active' ? value.agentId : undefined;
}

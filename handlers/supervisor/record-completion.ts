/** A task.completion is recorded once, under its task's token, before anything else is looked at. */
import { taskCompletion, type TaskCompletion } from '../../generated/events/task-completion.v1.ts';
import { limits, utf8Bytes } from '../core/limits.ts';
import { meaningOf } from '../core/task/end.ts';
import { isTaskTerminal } from '../core/task/status.ts';
import { parseUseId, requestIdOf } from '../core/task/use-id.ts';
import { acknowledge, type Disposition } from '../shell/entry.ts';
import { arbiterAttribute, genAi } from '../shell/gen-ai.ts';
import { sha256 } from '../shell/hash.ts';
import type { Payloads, TaskEnd } from '../shell/ports.ts';
import type { Orchestrator } from './orchestrator.ts';

export async function recordCompletion(orchestrator: Orchestrator, record: string, completion: TaskCompletion): Promise<Disposition> {
  const { ports } = orchestrator;
  if (completion.orchestration_id === '0') return acknowledge;
  const id = parseUseId(completion.agent_use_id);
  if (id === undefined || id.orchestrationId !== completion.orchestration_id) return forged(orchestrator, completion);
  const requestId = requestIdOf(id.orchestrationId, id.turn);
  const attributes = { [genAi.conversation]: id.orchestrationId, [genAi.agentId]: completion.node, [arbiterAttribute.taskId]: id.taskId };
  const ended = await ports.telemetry.tracer.span(
    `process ${taskCompletion.detailType}`,
    { kind: 'consumer', parent: completion.traceparent, attributes },
    async () => ports.store.endTask({ requestId, taskId: id.taskId }, await toEnd(ports.payloads, completion, ports.clock.now()), sha256(id.token)),
  );
  if (ended.ok) ports.telemetry.metrics.count('task.ended', 1, { status: completion.status ?? 'success' });
  else if (ended.why === 'terminal') ports.telemetry.metrics.count('completion.duplicate');
  else return forged(orchestrator, completion);
  // A duplicate goes on too: the first writer may have died before it looked.
  const tasks = await ports.store.tasks(requestId);
  return tasks.every(isTaskTerminal) ? orchestrator.lookAtAll(id.orchestrationId, record, tasks) : acknowledge;
}

/** S10: nothing changes from a completion without the task's token. */
function forged({ ports }: Orchestrator, completion: TaskCompletion): Disposition {
  ports.telemetry.metrics.count('completion.forged');
  ports.telemetry.log('warn', "a completion does not carry its task's token", {
    orchestrationId: completion.orchestration_id,
    agentId: completion.node,
    guard: 'S10',
  });
  return acknowledge;
}

async function toEnd(payloads: Payloads, completion: TaskCompletion, now: number): Promise<TaskEnd> {
  const meaning = meaningOf(completion);
  const usage = completion.usage === undefined ? {} : { usage: completion.usage };
  if (meaning.status === 'FAILED') return { status: 'FAILED', endedAt: now, error: meaning.error, ...usage };
  if (meaning.ref !== undefined) return { status: 'SUCCEEDED', endedAt: now, resultRef: meaning.ref, ...usage };
  const text = meaning.text ?? 'null';
  return {
    status: 'SUCCEEDED',
    endedAt: now,
    ...usage,
    ...(utf8Bytes(text) <= limits.inlineBytes ? { result: text } : { resultRef: await payloads.put(text) }),
  };
}

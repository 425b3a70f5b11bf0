/**
 * What worker and fabricator do alike with a task's message: read it, claim its task, and drop what is settled already. The
 * claim decides: not terminal, the token known, no live lease (S10, C2).
 */
import type { SQSRecord } from 'aws-lambda';
import type { AgentTask } from '../../generated/messages/agent-task.v1.ts';
import type { Task } from '../../generated/tables/task.ts';
import { parseAgentTask } from '../../generated/validators/messages/agent-task.v1.js';
import { parseUseId, requestIdOf } from '../core/task/use-id.ts';
import { timing } from '../core/timing.ts';
import { acknowledge, giveBack, type Disposition } from './entry.ts';
import { sha256 } from './hash.ts';
import type { Clock, CodePin, TaskClaims, Telemetry } from './ports.ts';
import { parseJson, reportUnreadable, type ReportPorts } from './record.ts';

/** The message on a record; undefined when it cannot be read, and then that has been reported and the record is to be acknowledged. */
export async function readTaskMessage(component: string, ports: ReportPorts, record: SQSRecord): Promise<AgentTask | undefined> {
  const parsed = parseAgentTask(parseJson(record.body));
  if (parsed.ok) return parsed.value;
  await reportUnreadable(component, ports, record, parsed.problems.map(({ pointer, message }) => `${pointer} ${message}`).join('; '));
  return undefined;
}

export interface TaskClaimPorts {
  readonly claims: TaskClaims;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export type TakenTask =
  | { readonly kind: 'claimed'; readonly task: Task }
  /** Claimed, and not to be run: complete it with this. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** Not ours to run: what becomes of the record. */
  | { readonly kind: 'settled'; readonly disposition: Disposition };

/** Claims the message's task. `pin` says which code is about to run. */
export async function takeTask(ports: TaskClaimPorts, message: AgentTask, pin?: CodePin): Promise<TakenTask> {
  const id = parseUseId(message.agent_use_id);
  if (id === undefined || id.orchestrationId !== message.orchestration_id) return drop(ports, message, 'forged');
  const now = ports.clock.now();
  const key = { requestId: requestIdOf(id.orchestrationId, id.turn), taskId: id.taskId };
  const claim = await ports.claims.claim(key, sha256(id.token), now, now + timing.workerLease, pin);
  if (claim.kind === 'gone') return drop(ports, message, claim.why);
  if (claim.kind === 'busy') return { kind: 'settled', disposition: giveBack((claim.leaseUntil - now) / 1_000 + 1) };
  const { task } = claim;
  if (task.attempt === 1) ports.telemetry.metrics.milliseconds('task.queue.wait', now - task.createdAt);
  if (task.agentId !== message.node)
    return { kind: 'refused', code: 'AGENT_MISMATCH', message: `the task is for agent "${task.agentId}", the message names "${message.node}"` };
  if (task.deadlineAt <= now) return { kind: 'refused', code: 'TASK_TIMEOUT', message: "the task's deadline passed before it could run" };
  return { kind: 'claimed', task };
}

function drop({ telemetry }: TaskClaimPorts, message: AgentTask, why: 'terminal' | 'missing' | 'forged'): TakenTask {
  telemetry.metrics.count('task.dropped', 1, { why });
  telemetry.log(why === 'terminal' ? 'info' : 'warn', 'a task message was dropped', {
    orchestrationId: message.orchestration_id,
    agentId: message.node,
    code: why,
  });
  return { kind: 'settled', disposition: acknowledge };
}

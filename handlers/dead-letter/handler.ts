/** A dead letter becomes a failed completion with the message's own token, so that its orchestration goes on. */
import type { SQSRecord } from 'aws-lambda';
import { taskCompletion } from '../../generated/events/task-completion.v1.ts';
import { parseAgentTask } from '../../generated/validators/messages/agent-task.v1.js';
import { acknowledge, createQueueEntry, type Disposition } from '../shell/entry.ts';
import type { Bus, Redelivery, Telemetry } from '../shell/ports.ts';
import { parseJson, report } from '../shell/record.ts';

export interface DeadLetterPorts {
  readonly bus: Bus;
  readonly redelivery: Redelivery;
  readonly telemetry: Telemetry;
}

export function createDeadLetter(ports: DeadLetterPorts) {
  return createQueueEntry(
    'dead-letter',
    ports,
    (receives) => Math.min(900, 10 * 2 ** receives),
    (record) => handleRecord(ports, record),
  );
}

async function handleRecord(ports: DeadLetterPorts, record: SQSRecord): Promise<Disposition> {
  const queue = record.eventSourceARN.split(':').pop() ?? 'a queue';
  ports.telemetry.metrics.count('dead.letter', 1, { queue });
  const parsed = parseAgentTask(parseJson(record.body));
  if (!parsed.ok) {
    ports.telemetry.log('error', 'a dead letter that is not a task', { messageId: record.messageId, queue });
    await report(
      'dead-letter',
      ports,
      'DEAD_LETTER_UNREADABLE',
      `message ${record.messageId} on ${queue} is not a task: ${parsed.problems.map(({ pointer, message }) => `${pointer} ${message}`).join('; ')}`,
    );
    return acknowledge;
  }
  const { orchestration_id, agent_use_id, node } = parsed.value;
  const message = `agent "${node}" failed on every delivery of this task, without an answer`;
  ports.telemetry.log('error', 'a task ended in the dead-letter queue', { orchestrationId: orchestration_id, agentId: node, queue });
  if (orchestration_id !== '0') {
    await ports.bus.publish([
      {
        source: taskCompletion.source,
        detailType: taskCompletion.detailType,
        detail: { orchestration_id, agent_use_id, node, data: '', status: 'error', error: { code: 'DEAD_LETTER', message, retryable: false } },
      },
    ]);
    return acknowledge;
  }
  await report('dead-letter', ports, 'DEAD_LETTER', `${message} (direct request "${agent_use_id}")`);
  return acknowledge;
}

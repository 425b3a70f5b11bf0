/** The supervisor: works through its inbox, one orchestration at a time. */
import type { SQSRecord } from 'aws-lambda';
import { taskRequest } from '../../generated/events/task-request.v1.ts';
import { acknowledge, createQueueEntry, type Disposition } from '../shell/entry.ts';
import { reportUnreadable } from '../shell/record.ts';
import { accept, orchestrationIdOf, reject } from './accept.ts';
import { readInboxItem } from './inbox-item.ts';
import { Orchestrator } from './orchestrator.ts';
import type { SupervisorPorts } from './ports.ts';
import type { RememberedConversations } from './remembered.ts';
import { recordCompletion } from './record-completion.ts';

/** Seconds until a failed record is delivered again: ten receives span more than half an hour of outage. */
function backoff(receives: number): number {
  return Math.min(900, 2 ** receives);
}

/** `remembered` lives as long as the instance. */
export function createSupervisor(ports: SupervisorPorts, remembered?: RememberedConversations) {
  const orchestrator = new Orchestrator(ports, remembered);
  return createQueueEntry('supervisor', ports, backoff, (record) => handleRecord(orchestrator, record));
}

async function handleRecord(orchestrator: Orchestrator, record: SQSRecord): Promise<Disposition> {
  const item = readInboxItem(record.body);
  switch (item.kind) {
    case 'request':
      return orchestrator.ports.telemetry.tracer.span(`process ${taskRequest.detailType}`, { kind: 'consumer', parent: item.request.traceparent }, (span) =>
        accept(orchestrator, record.messageId, item.eventId, item.request, span),
      );
    case 'badRequest':
      return reject(orchestrator, item.eventId, item.orchestrationId ?? (item.eventId === '' ? undefined : orchestrationIdOf(item.eventId)), {
        code: 'INVALID_REQUEST',
        message: item.problem,
      });
    case 'completion':
      return recordCompletion(orchestrator, record.messageId, item.completion);
    case 'wake':
      return orchestrator.look(item.orchestrationId, record.messageId);
    case 'cancel':
      return orchestrator.cancel(item.orchestrationId, record.messageId, item.by, item.reason);
    case 'unreadable':
      await reportUnreadable('supervisor', orchestrator.ports, record, item.problem);
      return acknowledge;
  }
}

/** What lies on the inbox: events that the bus delivered, ticks, cancellations. */
import type { TaskCompletion } from '../../generated/events/task-completion.v1.ts';
import { taskCompletion } from '../../generated/events/task-completion.v1.ts';
import type { TaskRequest } from '../../generated/events/task-request.v1.ts';
import { taskRequest } from '../../generated/events/task-request.v1.ts';
import { parseTaskCompletion } from '../../generated/validators/events/task-completion.v1.js';
import { parseTaskRequest } from '../../generated/validators/events/task-request.v1.js';
import { parseCancel } from '../../generated/validators/messages/cancel.v1.js';
import { parseWake } from '../../generated/validators/messages/wake.v1.js';
import { parseJson } from '../shell/record.ts';

export type InboxItem =
  | { readonly kind: 'request'; readonly eventId: string; readonly request: TaskRequest }
  /** A request that is understood as one and refused. */
  | { readonly kind: 'badRequest'; readonly eventId: string; readonly orchestrationId: string | undefined; readonly problem: string }
  | { readonly kind: 'completion'; readonly completion: TaskCompletion }
  | { readonly kind: 'wake'; readonly orchestrationId: string }
  | { readonly kind: 'cancel'; readonly orchestrationId: string; readonly by: string; readonly reason: string | undefined }
  | { readonly kind: 'unreadable'; readonly problem: string };

export function readInboxItem(body: string): InboxItem {
  const value = parseJson(body);
  if (!isObject(value)) return { kind: 'unreadable', problem: 'it is not a JSON object, or nested too deeply' };
  if (value['detail-type'] === taskRequest.detailType) return readRequest(value);
  if (value['detail-type'] === taskCompletion.detailType) {
    const parsed = parseTaskCompletion(value['detail']);
    return parsed.ok ? { kind: 'completion', completion: parsed.value } : { kind: 'unreadable', problem: describe(parsed.problems) };
  }
  if (value['kind'] === 'wake') {
    const parsed = parseWake(value);
    return parsed.ok ? { kind: 'wake', orchestrationId: parsed.value.orchestrationId } : { kind: 'unreadable', problem: describe(parsed.problems) };
  }
  if (value['kind'] === 'cancel') {
    const parsed = parseCancel(value);
    return parsed.ok
      ? { kind: 'cancel', orchestrationId: parsed.value.orchestrationId, by: parsed.value.by, reason: parsed.value.reason }
      : { kind: 'unreadable', problem: describe(parsed.problems) };
  }
  return { kind: 'unreadable', problem: 'it is neither a known event nor a known message' };
}

function readRequest(envelope: Readonly<Record<string, unknown>>): InboxItem {
  const eventId = typeof envelope['id'] === 'string' ? envelope['id'] : '';
  const detail = envelope['detail'];
  const parsed = parseTaskRequest(detail);
  if (parsed.ok && eventId !== '') return { kind: 'request', eventId, request: parsed.value };
  const asked = isObject(detail) && typeof detail['orchestrationId'] === 'string' ? detail['orchestrationId'] : undefined;
  const named = asked !== undefined && /^[A-Za-z0-9_-]{1,64}$/u.test(asked) ? asked : undefined;
  return { kind: 'badRequest', eventId, orchestrationId: named, problem: parsed.ok ? 'the event has no id' : describe(parsed.problems) };
}

function describe(problems: readonly { readonly pointer: string; readonly message: string }[]): string {
  return problems.map(({ pointer, message }) => `${pointer === '' ? 'the whole' : pointer} ${message}`).join('; ');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

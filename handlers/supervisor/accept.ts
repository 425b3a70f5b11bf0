/** A task.request becomes an orchestration: stored and claimed in one write, or refused with an event that says why. */
import { orchestrationRejected } from '../../generated/events/orchestration-rejected.v1.ts';
import type { TaskRequest } from '../../generated/events/task-request.v1.ts';
import { requestBlocks, type Attachment } from '../core/orchestration/conversation.ts';
import { create, ready, type Accepted } from '../core/orchestration/create.ts';
import { clip, limits, utf8Bytes } from '../core/limits.ts';
import { acknowledge, type Disposition } from '../shell/entry.ts';
import { genAi } from '../shell/gen-ai.ts';
import { sha256 } from '../shell/hash.ts';
import { stoppedMessage } from '../shell/operator-switch.ts';
import type { Payloads } from '../shell/ports.ts';
import type { Span } from '../shell/tracer.ts';
import type { Orchestrator } from './orchestrator.ts';
import { toStoredMessage } from './stored-message.ts';

export async function accept(orchestrator: Orchestrator, record: string, eventId: string, request: TaskRequest, span: Span): Promise<Disposition> {
  const { ports, snapshots } = orchestrator;
  const orchestrationId = request.orchestrationId ?? orchestrationIdOf(eventId);
  span.set({ [genAi.conversation]: orchestrationId });
  if (orchestrationId === '0')
    return reject(orchestrator, eventId, orchestrationId, {
      code: 'INVALID_REQUEST',
      message: 'the orchestration id "0" stands for "no orchestration": choose another',
    });
  if (request.replyTo !== undefined && !ports.replies.allows(request.replyTo))
    return reject(orchestrator, eventId, orchestrationId, {
      code: 'REPLY_TO_NOT_ALLOWED',
      message: `/replyTo: ${request.replyTo.type} "${request.replyTo.target}" is not on this deployment's allow-list (REPLY_TARGETS): leave it out, or ask an operator to add it`,
    });
  const position = await ports.operator.position();
  if (position.state === 'stopped')
    return (await ports.store.head(orchestrationId)) === undefined
      ? reject(orchestrator, eventId, orchestrationId, { code: 'STOPPED', message: stoppedMessage(position) })
      : orchestrator.look(orchestrationId, record);
  const now = ports.clock.now();
  const requestHash = sha256(JSON.stringify([request.task, request.context ?? null, request.tenant ?? null]));
  const context = await readContext(ports.payloads, request.context ?? {});
  if (typeof context === 'string') return reject(orchestrator, eventId, orchestrationId, { code: 'INVALID_REQUEST', message: context });
  const blocks = requestBlocks(request.task, context.attachments, context.rest);
  const { snapshot, hash } = await snapshots.take();
  const accepted: Accepted = {
    orchestrationId,
    now,
    task: request.task,
    requestHash,
    configHash: hash,
    budget: request.budget ?? {},
    ...(request.tenant !== undefined && { tenant: request.tenant }),
    ...(request.requestedBy !== undefined && { requestedBy: request.requestedBy }),
    ...(request.replyTo !== undefined && { replyTo: request.replyTo }),
    ...(span.traceparent !== undefined && { traceparent: span.traceparent }),
  };
  const paused = position.state === 'paused';
  const head = paused ? ready(accepted) : create(accepted, record);
  const message = await toStoredMessage(ports.payloads, head, 0, 'user', blocks, now);
  const written = await ports.store.create(head, [message]);
  if (!written.ok) return repeated(orchestrator, record, eventId, orchestrationId, requestHash, written.current?.requestHash);
  ports.telemetry.metrics.count('orchestration.started');
  ports.telemetry.log('info', 'accepted', { orchestrationId, prompt: snapshot.prompt?.id, promptSha256: snapshot.prompt?.sha256, configHash: hash });
  if (paused) return acknowledge;
  const working = { record, head, messages: [message], tokens: new Map<string, string>() };
  const next = await orchestrator.perform(working, { next: { type: 'askModel', epoch: head.epoch } });
  return 'type' in next ? orchestrator.advance(working, next) : next;
}

/** The same request again is the same orchestration; the same id for another task is refused. */
async function repeated(
  orchestrator: Orchestrator,
  record: string,
  eventId: string,
  orchestrationId: string,
  hash: string,
  stored: string | undefined,
): Promise<Disposition> {
  if (stored !== hash)
    return reject(orchestrator, eventId, orchestrationId, {
      code: 'ID_TAKEN',
      message: `the orchestration id "${orchestrationId}" belongs to another task: choose another, or leave it out`,
    });
  return orchestrator.look(orchestrationId, record);
}

export async function reject(
  orchestrator: Orchestrator,
  eventId: string,
  orchestrationId: string | undefined,
  reason: { readonly code: string; readonly message: string },
): Promise<Disposition> {
  const { bus, telemetry } = orchestrator.ports;
  await bus.publish([
    {
      source: orchestrationRejected.source,
      detailType: orchestrationRejected.detailType,
      detail: {
        status: 'REJECTED',
        turn: 0,
        reason: { code: reason.code, message: clip(reason.message, limits.errorCharacters) },
        ...(eventId !== '' && { eventId: eventId.slice(0, 128) }),
        ...(orchestrationId !== undefined && { orchestrationId }),
      },
    },
  ]);
  telemetry.metrics.count('orchestration.rejected', 1, { code: reason.code });
  return acknowledge;
}

/** The same event delivered again names the same orchestration. */
export function orchestrationIdOf(eventId: string): string {
  return /^[A-Za-z0-9_-]{1,60}$/u.test(eventId) ? `o-${eventId}` : `o-${sha256(eventId).slice(0, 32)}`;
}

interface Context {
  readonly attachments: readonly Attachment[];
  readonly rest: Readonly<Record<string, unknown>>;
}

/** Attached files (`context.files`: name with content, or with the hash of a stored payload) apart from the rest; a string says what is wrong. */
async function readContext(payloads: Payloads, context: Readonly<Record<string, unknown>>): Promise<Context | string> {
  const { files, ...rest } = context;
  if (files === undefined) return { attachments: [], rest };
  if (!Array.isArray(files) || !files.every(isFile)) return { attachments: [], rest: context };
  const attachments: Attachment[] = [];
  for (const file of files) {
    const content = file.content ?? (await payloads.get(file.ref ?? ''));
    if (content === undefined) return `/context/files: the attachment "${file.name}" refers to payloads/${file.ref ?? ''}, which is not there: store it first`;
    attachments.push({
      type: 'attachment',
      name: file.name,
      bytes: utf8Bytes(content),
      sha256: file.ref ?? (await payloads.put(content)),
      preview: clip(content, limits.attachmentPreview),
    });
  }
  return { attachments, rest };
}

function isFile(value: unknown): value is { readonly name: string; readonly content?: string; readonly ref?: string } {
  if (typeof value !== 'object' || value === null || !('name' in value) || typeof value.name !== 'string') return false;
  return ('content' in value && typeof value.content === 'string') || ('ref' in value && typeof value.ref === 'string' && /^[0-9a-f]{64}$/u.test(value.ref));
}

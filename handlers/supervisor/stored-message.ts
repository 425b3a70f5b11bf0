import type { OrchestrationMessage } from '../../generated/tables/orchestration-message.ts';
import { messageItem, type Block, type Message } from '../core/orchestration/conversation.ts';
import type { Head } from '../core/orchestration/head.ts';
import { limits, utf8Bytes } from '../core/limits.ts';
import type { Payloads } from '../shell/ports.ts';

/** A message item; a body over the inline limit is stored by hash before the item that points to it. */
export async function toStoredMessage(
  payloads: Payloads,
  head: Pick<Head, 'orchestrationId' | 'expiresAt'>,
  index: number,
  role: Message['role'],
  blocks: readonly Block[],
  now: number,
  model?: string,
): Promise<OrchestrationMessage> {
  const body = JSON.stringify(blocks);
  const where = utf8Bytes(body) <= limits.inlineBytes ? { body } : { bodyRef: await payloads.put(body) };
  return {
    orchestrationId: head.orchestrationId,
    item: messageItem(index),
    role,
    createdAt: now,
    ...(model !== undefined && { model: model.slice(0, 256) }),
    ...(head.expiresAt !== undefined && { expiresAt: head.expiresAt }),
    ...where,
  };
}

/** The message, its body read from wherever it is. Throws when a stored body has gone. */
export async function fromStoredMessage(payloads: Payloads, stored: OrchestrationMessage): Promise<Message> {
  const body = stored.body ?? (stored.bodyRef === undefined ? undefined : await payloads.get(stored.bodyRef));
  if (body === undefined)
    throw new Error(`message ${stored.item} of "${stored.orchestrationId}" has no body: payloads/${stored.bodyRef ?? '(none)'} is missing`);
  return { role: stored.role, blocks: JSON.parse(body) as readonly Block[] };
}

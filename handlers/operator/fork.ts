/**
 * Fork: a new orchestration that begins with a copy of another one's conversation up to a turn, with the last message
 * edited. The model is asked again from there; what came before is neither asked nor run again.
 */
import { orchestrationStarted } from '../../generated/events/orchestration-started.v1.ts';
import type { OrchestrationMessage } from '../../generated/tables/orchestration-message.ts';
import type { Block, Message } from '../core/orchestration/conversation.ts';
import { ready } from '../core/orchestration/create.ts';
import type { Head } from '../core/orchestration/head.ts';
import { clip, limits } from '../core/limits.ts';
import { sha256 } from '../shell/hash.ts';
import { fromStoredMessage, toStoredMessage } from '../supervisor/stored-message.ts';
import type { OperatorPorts } from './ports.ts';

export interface Fork {
  readonly orchestrationId: string;
  /** The turn to answer anew, from 1 to the number of turns + 1 of an orchestration that goes on or has ended. */
  readonly turn: number;
  readonly edits: readonly Edit[];
  /** Who forks it. */
  readonly by: string;
}

/** A change of the message that the turn answers. */
export type Edit =
  /** Another task; turn 1 only. */
  | { readonly type: 'task'; readonly text: string }
  /** Another result of a tool use. */
  | { readonly type: 'result'; readonly toolUseId: string; readonly text: string }
  /** Something said after the results. */
  | { readonly type: 'say'; readonly text: string };

export type Forked =
  | { readonly kind: 'forked'; readonly orchestrationId: string; readonly turn: number; readonly copiedMessages: number }
  | { readonly kind: 'refused'; readonly code: 'ORCHESTRATION_UNKNOWN' | 'TURN_UNKNOWN' | 'EDIT_IMPOSSIBLE'; readonly message: string };

/** Messages in one transaction: at most 100 items and 4 MB, and a message keeps at most 64 KB inline. */
const PART = 50;
/** How long the copying may take. */
const COPYING_MS = 60_000;
/** Bytes of randomness in a fork's id. */
const ID_BYTES = 12;

/** Stores the fork and wakes the supervisor. */
export async function fork(ports: OperatorPorts, request: Fork): Promise<Forked> {
  const loaded = await ports.store.load(request.orchestrationId);
  if (loaded === undefined)
    return { kind: 'refused', code: 'ORCHESTRATION_UNKNOWN', message: `there is no orchestration "${request.orchestrationId}": see "npm run arbiter -- list"` };
  const { head, messages } = loaded;
  const answered = messages[2 * (request.turn - 1)];
  if (!Number.isInteger(request.turn) || answered === undefined || answered.role !== 'user') {
    const last = Math.ceil(messages.length / 2);
    return {
      kind: 'refused',
      code: 'TURN_UNKNOWN',
      message: `"${request.orchestrationId}" has no turn ${request.turn} that could be answered anew: give a turn from 1 to ${last}`,
    };
  }
  const original = await fromStoredMessage(ports.payloads, answered);
  const edited = apply(original, request);
  if (typeof edited === 'string') return { kind: 'refused', code: 'EDIT_IMPOSSIBLE', message: edited };
  const now = ports.clock.now();
  const orchestrationId = `f-${ports.entropy.token(ID_BYTES)}`;
  const turn = request.turn - 1;
  const task = request.edits.find((edit) => edit.type === 'task')?.text ?? head.title ?? '';
  const begun = ready({
    orchestrationId,
    now,
    task,
    requestHash: sha256(JSON.stringify([head.requestHash, request.turn, edited.blocks])),
    configHash: head.configHash,
    budget: head.budget,
    requestedBy: request.by,
    ...(head.tenant !== undefined && { tenant: head.tenant }),
  });
  const start = {
    ...begun,
    turn,
    dispatchedTurn: turn,
    messages: 2 * turn + 1,
    forkedFrom: { orchestrationId: head.orchestrationId, turn: request.turn },
    ...(head.fabricated !== undefined && { fabricated: head.fabricated }),
  };
  const copied = messages
    .slice(0, 2 * turn)
    .map((message) => ({ ...message, orchestrationId, ...(start.expiresAt !== undefined && { expiresAt: start.expiresAt }) }));
  const last = await toStoredMessage(ports.payloads, start, 2 * turn, 'user', edited.blocks, now);
  await store(ports, start, [...copied, last]);
  await ports.bus.publish([
    {
      source: orchestrationStarted.source,
      detailType: orchestrationStarted.detailType,
      detail: {
        orchestrationId,
        status: start.status,
        turn,
        deadlineAt: new Date(start.deadlineAt).toISOString(),
        requestedBy: request.by,
        ...(head.tenant !== undefined && { tenant: head.tenant }),
      },
    },
  ]);
  await ports.inbox.wake([orchestrationId], 0);
  return { kind: 'forked', orchestrationId, turn: request.turn, copiedMessages: start.messages };
}

/**
 * Stores head and messages, in several transactions when one does not hold them. Until the last is written nobody
 * claims the head; should this end half-way, the guard before the model call ends the fork as HISTORY_BROKEN.
 */
async function store(ports: OperatorPorts, start: Head, messages: readonly OrchestrationMessage[]): Promise<void> {
  const { orchestrationId } = start;
  const parts = Array.from({ length: Math.ceil(messages.length / PART) }, (_, index) => messages.slice(index * PART, (index + 1) * PART));
  const [first = [], ...rest] = parts;
  const copying = rest.length === 0 ? start : { ...start, notBefore: start.createdAt + COPYING_MS, wakeAt: start.createdAt + COPYING_MS };
  if (!(await ports.store.create(copying, first)).ok) throw new Error(`the id "${orchestrationId}" is taken: fork again`);
  for (const [index, part] of rest.entries()) {
    const written = await ports.store.update(copying, index === rest.length - 1 ? start : copying, part);
    if (!written.ok) throw new Error(`the fork "${orchestrationId}" was changed while its conversation was copied: fork again`);
  }
}

/** The message with all edits, or why one of them cannot be made. */
function apply(message: Message, { turn, edits }: Fork): Message | string {
  let blocks: readonly Block[] = message.blocks;
  for (const edit of edits) {
    const next = edited(blocks, turn, edit);
    if (typeof next === 'string') return next;
    blocks = next;
  }
  return { role: message.role, blocks };
}

function edited(blocks: readonly Block[], turn: number, edit: Edit): readonly Block[] | string {
  switch (edit.type) {
    case 'task': {
      if (turn !== 1) return 'the task can only be changed when forking at turn 1: fork there, or say something more with --say';
      if (edit.text.trim() === '') return 'the new task is empty';
      const [, ...rest] = blocks;
      return [{ type: 'text', text: edit.text }, ...rest];
    }
    case 'result': {
      const known = blocks.flatMap((block) => (block.type === 'toolResult' ? [block.toolUseId] : []));
      if (!known.includes(edit.toolUseId))
        return `turn ${turn} has no result of the tool use "${edit.toolUseId}": ${known.length === 0 ? 'it answers no results' : `it has ${known.join(', ')}`}`;
      return blocks.map((block) =>
        block.type === 'toolResult' && block.toolUseId === edit.toolUseId
          ? {
              type: 'toolResult',
              toolUseId: block.toolUseId,
              status: 'success',
              text: clip(edit.text === '' ? '(empty result)' : edit.text, limits.resultCharacters),
            }
          : block,
      );
    }
    case 'say':
      return edit.text.trim() === '' ? 'there is nothing to say: the text is empty' : [...blocks, { type: 'text', text: edit.text }];
  }
}

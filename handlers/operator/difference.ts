import { isDeepStrictEqual } from 'node:util';
import type { Orchestration } from '../../generated/tables/orchestration.ts';
import type { Task } from '../../generated/tables/task.ts';
import type { Message } from '../core/orchestration/conversation.ts';
import { clip } from '../core/limits.ts';

/** Where a replay came to something else than what is stored. */
export interface Difference {
  /** For instance `message M#0002` or `task 00-tooluse_1 of turn 1, agentVersion`. */
  readonly where: string;
  readonly stored: string;
  readonly replayed: string;
}

/** Parts of a task that a decision makes; the rest (status, result, lease) comes from whoever runs it. */
const decided = ['turn', 'index', 'toolUseId', 'agentId', 'agentVersion', 'codeSha256', 'target', 'input', 'inputRef'] as const;
/**
 * Parts of a head that decisions make whatever happened in between. Epochs count take-overs, which a replay does not have;
 * `dispatchedTurn` stays behind when the sender dies between sending and marking and the results come first.
 */
const derived = ['status', 'turn', 'messages', 'outcome', 'fabricated'] as const;

export function messageDifference(item: string, stored: Message, replayed: Message | undefined): Difference | undefined {
  if (isDeepStrictEqual(stored, replayed)) return undefined;
  return { where: `message ${item}`, stored: shown(stored), replayed: shown(replayed) };
}

export function taskDifferences(stored: Task, replayed: Task | undefined): readonly Difference[] {
  const where = `task ${stored.taskId} of turn ${stored.turn}`;
  if (replayed === undefined) return [{ where, stored: shown(stored.agentId), replayed: 'no such task' }];
  const fields = decided
    .filter((field) => !isDeepStrictEqual(stored[field], replayed[field]))
    .map((field) => ({ where: `${where}, ${field}`, stored: shown(stored[field]), replayed: shown(replayed[field]) }));
  const refusals = refusal(stored) === refusal(replayed) ? [] : [{ where: `${where}, refusal`, stored: refusal(stored), replayed: refusal(replayed) }];
  return [...fields, ...refusals];
}

export function headDifferences(stored: Orchestration, replayed: Orchestration): readonly Difference[] {
  const fields = derived
    .filter((field) => !isDeepStrictEqual(stored[field], replayed[field]))
    .map((field) => ({ where: `head, ${field}`, stored: shown(stored[field]), replayed: shown(replayed[field]) }));
  const reasons =
    stored.reason?.code === replayed.reason?.code
      ? []
      : [{ where: 'head, reason', stored: shown(stored.reason?.code), replayed: shown(replayed.reason?.code) }];
  return [...fields, ...reasons];
}

/** A task that was never sent: it failed when the turn was committed, and has handed out no token. */
export function refusal(task: Task): string {
  return task.status === 'FAILED' && task.tokenHashes.length === 0 ? (task.error?.code ?? 'FAILED') : 'none';
}

function shown(value: unknown): string {
  return clip(value === undefined ? 'nothing' : JSON.stringify(value), 300);
}

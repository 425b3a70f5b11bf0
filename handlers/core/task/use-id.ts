/**
 * `agent_use_id`: opaque to whoever runs the task and echoed by them. It names the task and carries the token
 * that proves the message came from the supervisor; the task item keeps only the token's hash (S10).
 *
 * Form: `<orchestrationId>:<turn>:<token>:<taskId>`. The first three never hold a colon, the task id may.
 */

export interface UseId {
  readonly orchestrationId: string;
  readonly turn: number;
  /** 128 random bits, base64url. */
  readonly token: string;
  readonly taskId: string;
}

const FORM = /^([A-Za-z0-9_-]{1,64}):(0|[1-9][0-9]{0,5}):([A-Za-z0-9_-]{16,64}):(.{1,128})$/su;

export function formatUseId(id: UseId): string {
  return `${id.orchestrationId}:${id.turn}:${id.token}:${id.taskId}`;
}

/** The parts, or undefined for a value that is not ours. */
export function parseUseId(value: string): UseId | undefined {
  const [, orchestrationId, turn, token, taskId] = FORM.exec(value) ?? [];
  if (orchestrationId === undefined || turn === undefined || token === undefined || taskId === undefined) return undefined;
  return { orchestrationId, turn: Number(turn), token, taskId };
}

/** Partition key of Worker State: one turn of one orchestration. */
export function requestIdOf(orchestrationId: string, turn: number): string {
  return `${orchestrationId}#${turn}`;
}

/** Sort key of Worker State: the position keeps the same agent twice in a turn apart. */
export function taskIdOf(index: number, toolUseId: string): string {
  return `${String(index).padStart(2, '0')}-${toolUseId.slice(0, 100)}`;
}

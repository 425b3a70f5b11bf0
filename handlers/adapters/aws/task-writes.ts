/** Conditional writes of one task item, one request each; what is there instead says why a write was refused. */
import type { DynamoDBDocumentClient, UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { createTaskModel, Task } from '../../../generated/tables/task.ts';
import { isTaskTerminal } from '../../core/task/status.ts';
import type { CodePin, TaskClaim, TaskEnd, TaskEnded, TaskKey, Written } from '../../shell/ports.ts';
import { tokensKept, withToken } from '../token-hashes.ts';
import { assertFits } from '../write-limits.ts';
import { toTask } from './stored-item.ts';
import { updateItem } from './table-requests.ts';

type TaskModel = ReturnType<typeof createTaskModel>;

export async function claimTask(
  documents: DynamoDBDocumentClient,
  tasks: TaskModel,
  key: TaskKey,
  tokenHash: string,
  now: number,
  leaseUntil: number,
  pin: CodePin,
): Promise<TaskClaim> {
  const request = tasks
    .update(keyOf(key))
    .data((task, { set, add, ifNotExists }) => {
      set(task.status, 'RUNNING');
      set(task.leaseUntil, leaseUntil);
      set(task.wakeAt, leaseUntil);
      add(task.attempt, 1);
      ifNotExists(task.startedAt, now);
      if (pin.agentVersion !== undefined) set(task.agentVersion, pin.agentVersion);
      if (pin.codeSha256 !== undefined) set(task.codeSha256, pin.codeSha256);
    })
    .where(
      (task, op) =>
        `${isOpen(task, op)} AND ${op.contains(task.tokenHashes, tokenHash)} AND (${op.notExists(task.leaseUntil)} OR ${op.lte(task.leaseUntil, now)})`,
    )
    .params<UpdateCommandInput>({ response: 'all_new' });
  const outcome = await updateItem(documents, request);
  if (outcome.ok && outcome.item !== undefined) return { kind: 'claimed', task: toTask(outcome.item) };
  if (outcome.ok || outcome.current === undefined) return { kind: 'gone', why: 'missing' };
  const task = toTask(outcome.current);
  const why = refusal(task, tokenHash);
  return why === undefined ? { kind: 'busy', leaseUntil: task.leaseUntil ?? now } : { kind: 'gone', why };
}

export async function releaseTask(
  documents: DynamoDBDocumentClient,
  tasks: TaskModel,
  claimed: TaskKey & Pick<Task, 'attempt'>,
  leaseUntil: number,
  usage?: Task['usage'],
): Promise<void> {
  const request = tasks
    .update(keyOf(claimed))
    .set({ leaseUntil, wakeAt: leaseUntil, ...(usage !== undefined && { usage }) })
    .where((task, op) => `${op.eq(task.status, 'RUNNING')} AND ${op.eq(task.attempt, claimed.attempt)} AND ${op.gt(task.leaseUntil, leaseUntil)}`)
    .params<UpdateCommandInput>();
  // Refused: it has ended, its lease is over, or somebody else holds it; then there is nothing to release.
  await updateItem(documents, request);
}

export async function endTask(
  documents: DynamoDBDocumentClient,
  tasks: TaskModel,
  key: TaskKey,
  end: TaskEnd,
  tokenHash: string | undefined,
): Promise<TaskEnded> {
  assertFits([{ what: `the end of task "${key.taskId}" of "${key.requestId}"`, item: end }]);
  const request = tasks
    .update(keyOf(key))
    .set(end)
    .remove(['leaseUntil', 'wakeAt'])
    .where((task, op) => (tokenHash === undefined ? isOpen(task, op) : `${isOpen(task, op)} AND ${op.contains(task.tokenHashes, tokenHash)}`))
    .params<UpdateCommandInput>();
  const outcome = await updateItem(documents, request);
  if (outcome.ok) return { ok: true };
  if (outcome.current === undefined) return { ok: false, why: 'missing' };
  return { ok: false, why: refusal(toTask(outcome.current), tokenHash) ?? 'terminal' };
}

export async function addToken(documents: DynamoDBDocumentClient, tasks: TaskModel, key: TaskKey, tokenHash: string, wakeAt: number): Promise<Written<Task>> {
  const request = tasks
    .update(keyOf(key))
    .append({ tokenHashes: [tokenHash] })
    .set({ wakeAt })
    .where((task, op) => `${isOpen(task, op)} AND ${op.size(task.tokenHashes)} < ${op.escape(tokensKept)}`)
    .params<UpdateCommandInput>();
  const outcome = await updateItem(documents, request);
  if (outcome.ok) return { ok: true };
  const current = outcome.current === undefined ? undefined : toTask(outcome.current);
  if (current === undefined || isTaskTerminal(current)) return { ok: false, current };
  return replaceOldestToken(documents, tasks, current, tokenHash, wakeAt);
}

/** One expression cannot append to a list and shorten it. A task that was sent this often has met somebody else's change at most once. */
async function replaceOldestToken(documents: DynamoDBDocumentClient, tasks: TaskModel, read: Task, tokenHash: string, wakeAt: number): Promise<Written<Task>> {
  let current = read;
  for (let tries = 0; tries < 3; tries++) {
    const { tokenHashes } = current;
    const request = tasks
      .update(keyOf(current))
      .set({ tokenHashes: withToken(tokenHashes, tokenHash), wakeAt })
      .where((task, op) => `${isOpen(task, op)} AND ${op.eq(task.tokenHashes, tokenHashes)}`)
      .params<UpdateCommandInput>();
    const outcome = await updateItem(documents, request);
    if (outcome.ok) return { ok: true };
    if (outcome.current === undefined) return { ok: false, current: undefined };
    current = toTask(outcome.current);
    if (isTaskTerminal(current)) return { ok: false, current };
  }
  throw new Error(`the tokens of task "${read.taskId}" of "${read.requestId}" keep changing: several senders are at work; the record is delivered again`);
}

/** Why a write under a token was refused; undefined when the lease was the reason. A wrong token is forged, whatever the task's state. */
function refusal(task: Task, tokenHash: string | undefined): 'forged' | 'terminal' | undefined {
  if (tokenHash !== undefined && !task.tokenHashes.includes(tokenHash)) return 'forged';
  return isTaskTerminal(task) ? 'terminal' : undefined;
}

interface StatusCondition<A> {
  readonly eq: (attribute: A, value: Task['status']) => string;
}

/** Exactly the states that are not terminal; a task that is missing has none of them. */
function isOpen<A>(task: { readonly status: A }, { eq }: StatusCondition<A>): string {
  return `(${eq(task.status, 'CREATED')} OR ${eq(task.status, 'RUNNING')})`;
}

/** The key alone: callers pass whole tasks. */
function keyOf({ requestId, taskId }: TaskKey): TaskKey {
  return { requestId, taskId };
}

/**
 * Every guard of the protocol, and how it is removed: a change of source text, made while the simulator's process loads
 * the file (never in the product). The simulator must find each one missing, alone or together with its named backstop.
 */
export interface Removal {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Guard {
  readonly name: string;
  /** The invariant it keeps. */
  readonly keeps: string;
  readonly removals: readonly Removal[];
}

const decide = 'handlers/core/orchestration/decide.ts';
const evolve = 'handlers/core/orchestration/evolve.ts';
const store = 'handlers/adapters/memory/orchestration-store.ts';
const claims = 'handlers/adapters/memory/task-claims.ts';
const orchestrator = 'handlers/supervisor/orchestrator.ts';
const completion = 'handlers/supervisor/record-completion.ts';

export const guards: readonly Guard[] = [
  { name: 'a live lease keeps others away', keeps: 'C1', removals: [{ file: decide, find: '(head.leaseUntil ?? 0) > now ?', replace: 'false ?' }] },
  {
    name: "the holder's own record outlives the holder",
    keeps: 'L1',
    removals: [{ file: decide, find: 'next: head.holder === undefined || head.holder === record ?', replace: 'next: false ?' }],
  },
  {
    name: 'only the holder of the epoch commits',
    keeps: 'S5',
    removals: [{ file: decide, find: "head.status === 'THINKING' && head.epoch === epoch", replace: 'true' }],
  },
  {
    name: 'the head is written only as it was read',
    keeps: 'S5',
    removals: [
      { file: store, find: 'const asRead = current.status === expected.status', replace: 'const asRead = true || current.status === expected.status' },
    ],
  },
  {
    name: 'a claim raises the epoch',
    keeps: 'S5',
    removals: [{ file: evolve, find: "status: 'THINKING',\n          epoch: head.epoch + 1,", replace: "status: 'THINKING',\n          epoch: head.epoch," }],
  },
  {
    name: 'an orchestration is created once',
    keeps: 'S2',
    removals: [{ file: store, find: 'if (there !== undefined) return', replace: 'if (there === null) return' }],
  },
  {
    name: 'a turn is gathered when every task is terminal',
    keeps: 'S6',
    removals: [
      { file: decide, find: 'task.turn === head.turn && isTaskTerminal(task)', replace: 'true' },
      { file: decide, find: 'if (open.length > 0) return', replace: 'if (open.length > 99) return' },
    ],
  },
  {
    name: 'tasks that are gathered belong to the turn',
    keeps: 'S6',
    removals: [{ file: decide, find: 'task.turn === head.turn && isTaskTerminal(task)', replace: 'isTaskTerminal(task)' }],
  },
  {
    name: 'a terminal task is not ended again',
    keeps: 'S4',
    removals: [{ file: store, find: "if (isTaskTerminal(task)) return { ok: false, why: 'terminal' };", replace: '' }],
  },
  {
    name: 'a terminal task is not claimed',
    keeps: 'S4',
    removals: [{ file: claims, find: "if (isTaskTerminal(task)) return { kind: 'gone', why: 'terminal' };", replace: '' }],
  },
  {
    name: "a task's live lease keeps others away",
    keeps: 'C2',
    removals: [{ file: claims, find: 'task.leaseUntil !== undefined && task.leaseUntil > now', replace: 'false' }],
  },
  {
    name: 'a late release does not end the lease of the next holder',
    keeps: 'C2',
    removals: [{ file: claims, find: 'task.attempt !== claimed.attempt ||', replace: '' }],
  },
  {
    name: 'a completion carries the token of its task',
    keeps: 'S10',
    removals: [{ file: store, find: '!task.tokenHashes.includes(tokenHash)', replace: 'false' }],
  },
  {
    name: 'an unsent turn is sent by its own record, and by whoever looks in time',
    keeps: 'L2',
    removals: [{ file: decide, find: "isUnsent(head, now, record) ? { type: 'dispatch', turn: head.turn } : waiting", replace: 'waiting' }],
  },
  {
    name: 'the record of an unsent turn need not wait',
    keeps: 'L1',
    removals: [{ file: decide, find: 'head.holder === record || now >=', replace: 'now >=' }],
  },
  {
    name: 'a repeated message carries a token that is known',
    keeps: 'L2',
    removals: [
      {
        file: 'handlers/supervisor/dispatch.ts',
        find: 'await ports.store.addToken(task, sha256(token), ports.clock.now() + timing.redispatch)',
        replace: '{ ok: true }',
      },
    ],
  },
  {
    name: 'a duplicate completion reconciles too',
    keeps: 'L1',
    removals: [{ file: completion, find: "ports.telemetry.metrics.count('completion.duplicate');", replace: 'return acknowledge;' }],
  },
  {
    name: 'the worker acknowledges after the bus took the completion',
    keeps: 'L2',
    removals: [
      {
        file: 'handlers/worker/handler.ts',
        find: 'await ports.bus.publish([{ source: taskCompletion.source, detailType: taskCompletion.detailType, detail }]);',
        replace: 'ports.bus.publish([{ source: taskCompletion.source, detailType: taskCompletion.detailType, detail }]).catch(() => undefined);',
      },
    ],
  },
  {
    name: 'an end counts as announced after the bus took it',
    keeps: 'L1',
    removals: [{ file: orchestrator, find: '        await this.#announce(working);', replace: '        void this.#announce(working).catch(() => undefined);' }],
  },
  {
    name: 'the record under which it ended announces it',
    keeps: 'L1',
    removals: [{ file: decide, find: 'const mine = head.holder === undefined || head.holder === record;', replace: 'const mine = false;' }],
  },
  {
    name: 'other records leave the announcement to it',
    keeps: 'S8',
    removals: [{ file: decide, find: 'next: mine || now >= (head.wakeAt ?? now) ?', replace: 'next: true ?' }],
  },
  {
    name: 'everything unfinished carries a wakeAt',
    keeps: 'S9',
    removals: [
      {
        file: evolve,
        find: 'return { ...head, wakeAt: Math.min(',
        replace: "if (head.status === 'WAITING') { const { wakeAt: _w, due: _d, ...rest } = head; return rest; }\n  return { ...head, wakeAt: Math.min(",
      },
    ],
  },
  {
    name: 'an announced end no longer wakes anybody, an unannounced one does',
    keeps: 'S9',
    removals: [
      {
        file: evolve,
        find: 'const about = { endedAt: now, updatedAt: now, wakeAt: now + timing.reannounce, due: dueShard(head.orchestrationId) };',
        replace: 'const about = { endedAt: now, updatedAt: now, wakeAt: undefined, due: undefined };',
      },
    ],
  },
  {
    name: 'the turn budget ends a loop (backstop: the deadline of the orchestration)',
    keeps: 'L1',
    removals: [
      { file: decide, find: 'if (turn >= budget.turns)', replace: 'if (turn >= 1e9)' },
      { file: decide, find: 'if (now >= head.deadlineAt)', replace: 'if (now >= 1e15)' },
    ],
  },
  {
    name: 'a task that is never answered times out (backstop: the deadline of the orchestration)',
    keeps: 'L1',
    removals: [
      { file: decide, find: 'if (overdue.length > 0) return', replace: 'if (overdue.length > 99) return' },
      { file: decide, find: 'if (now >= head.deadlineAt)', replace: 'if (now >= 1e15)' },
    ],
  },
  {
    name: 'no turn begins while an operator pauses',
    keeps: 'O1',
    removals: [{ file: decide, find: 'return input.paused === true && beginsTurn(decision)', replace: 'return false && beginsTurn(decision)' }],
  },
  {
    name: 'no turn begins after an operator has stopped everything',
    keeps: 'O1',
    removals: [{ file: orchestrator, find: "if (state === 'stopped')", replace: 'if (false)' }],
  },
  {
    name: 'no agent runs after an operator has stopped everything',
    keeps: 'O1',
    removals: [{ file: 'handlers/worker/handler.ts', find: "if (position.state === 'stopped') return", replace: 'if (false) return' }],
  },
  {
    name: 'a cancelled orchestration stays cancelled',
    keeps: 'S1',
    removals: [{ file: decide, find: "case 'cancelRequested':\n      if (isTerminal(head)) return ended(head, input);", replace: "case 'cancelRequested':" }],
  },
  {
    name: 'open tasks end with their orchestration',
    keeps: 'L1',
    removals: [{ file: orchestrator, find: "status === 'COMPLETED' ? [] : await", replace: "status !== 'READY' ? [] : await" }],
  },
];

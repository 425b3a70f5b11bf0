/**
 * Tool uses become tasks. What cannot run (unknown agent, input that fails the agent's schema, spent budget) becomes a
 * task that is FAILED from the start: the model sees the error in the next turn and can do better; nothing is sent (S7).
 */
import type { Task } from '../../../generated/tables/task.ts';
import { clip, limits } from '../limits.ts';
import { requestIdOf, taskIdOf } from '../task/use-id.ts';
import { timing } from '../timing.ts';
import { toolUses, type Block, type ToolUse } from './conversation.ts';
import type { Head } from './head.ts';
import { shareOut, type Allowance } from './spending.ts';
import type { OfferedAgent } from './snapshot.ts';

/** What the supervisor itself answers to the use of a built-in tool. */
export type BuiltInAnswer = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: string; readonly message: string };

/** What the shell found out about one tool use; its input as JSON text, inline or stored. */
export interface Checked {
  readonly agent: OfferedAgent | undefined;
  /** Why the input fails the agent's schema. */
  readonly problem: string | undefined;
  readonly input?: string;
  readonly inputRef?: string;
  /** Hash of the token that its first message will carry. */
  readonly tokenHash: string;
  /** For a built-in tool: its answer, as JSON text inline or stored, or why there is none. */
  readonly builtIn?: { readonly result?: string; readonly resultRef?: string } | { readonly code: string; readonly message: string };
}

/** Tasks for the tool uses of an answer, in order, at most {@link limits.tasksPerTurn}. The head's usage includes the answer. */
export function planTasks(head: Head, blocks: readonly Block[], checked: readonly Checked[], now: number): readonly Task[] {
  const turn = head.turn + 1;
  let tasksLeft = head.budget.tasks - head.usage.tasks;
  let fabricationsLeft = head.budget.fabrications - head.usage.fabrications;
  const uses = toolUses(blocks).slice(0, limits.tasksPerTurn);
  const problems = uses.map((use, index) => {
    const problem = refusal(use, checked[index], tasksLeft, fabricationsLeft);
    if (problem === undefined) {
      tasksLeft -= 1;
      if (use.name === 'fabricator') fabricationsLeft -= 1;
    }
    return problem;
  });
  const asking = uses.map((_, index) => problems[index] === undefined && checked[index]?.agent?.asksModel === true);
  const share = shareOut(head, asking.filter(Boolean).length);
  return uses.map((use, index): Task => {
    const asks = asking[index] === true;
    const problem = asks && share === undefined ? nothingLeft : problems[index];
    return taskOf(head, turn, index, use, checked[index], problem, asks ? share : undefined, now);
  });
}

const nothingLeft = { code: 'BUDGET_TOKENS', message: 'the budget leaves nothing for this agent to ask its model with: answer with what you have' };

const noTasksLeft = { code: 'BUDGET_TASKS', message: 'the task budget is spent: answer with what you have' };

function refusal(
  use: ToolUse,
  check: Checked | undefined,
  tasksLeft: number,
  fabricationsLeft: number,
): { readonly code: string; readonly message: string } | undefined {
  if (check?.builtIn !== undefined) {
    if (tasksLeft <= 0) return noTasksLeft;
    return 'code' in check.builtIn ? check.builtIn : undefined;
  }
  if (check?.agent === undefined) return { code: 'UNKNOWN_AGENT', message: `there is no agent ${JSON.stringify(use.name)}: use one of the offered tools` };
  if (check.problem !== undefined)
    return { code: 'INVALID_INPUT', message: `the input does not fit the schema of ${JSON.stringify(use.name)}: ${check.problem}` };
  if (tasksLeft <= 0) return noTasksLeft;
  if (use.name === 'fabricator' && fabricationsLeft <= 0)
    return { code: 'BUDGET_FABRICATIONS', message: 'no more agents may be fabricated for this task: answer with what you have' };
  return undefined;
}

function taskOf(
  head: Head,
  turn: number,
  index: number,
  use: ToolUse,
  check: Checked | undefined,
  problem: { readonly code: string; readonly message: string } | undefined,
  allowance: Allowance | undefined,
  now: number,
): Task {
  const deadlineAt = Math.min(now + timing.taskDeadline, head.deadlineAt);
  return {
    requestId: requestIdOf(head.orchestrationId, turn),
    taskId: taskIdOf(index, use.toolUseId),
    orchestrationId: head.orchestrationId,
    turn,
    index,
    toolUseId: use.toolUseId,
    agentId: clip(use.name, 200),
    target: check?.agent?.target ?? '',
    attempt: 0,
    deadlineAt,
    createdAt: now,
    ...(head.expiresAt !== undefined && { expiresAt: head.expiresAt }),
    ...(check?.agent !== undefined && { agentVersion: check.agent.version, ...(check.agent.sha256 !== undefined && { codeSha256: check.agent.sha256 }) }),
    ...(check?.input !== undefined && { input: check.input }),
    ...(check?.inputRef !== undefined && { inputRef: check.inputRef }),
    ...(head.tenant !== undefined && { tenant: head.tenant }),
    ...(head.traceparent !== undefined && { traceparent: head.traceparent }),
    ...(problem === undefined && allowance !== undefined && { allowance }),
    ...(problem === undefined && check?.builtIn !== undefined
      ? { status: 'SUCCEEDED', tokenHashes: [], endedAt: now, ...answerOf(check.builtIn) }
      : problem === undefined
        ? { status: 'CREATED', tokenHashes: [check?.tokenHash ?? ''], wakeAt: now + timing.redispatch }
        : {
            status: 'FAILED',
            tokenHashes: [],
            endedAt: now,
            error: { code: problem.code, message: clip(problem.message, limits.errorCharacters), retryable: false },
          }),
  };
}

/** Only called for a built-in tool that has an answer. */
function answerOf(builtIn: NonNullable<Checked['builtIn']>): Pick<Task, 'result' | 'resultRef'> {
  return 'code' in builtIn ? {} : builtIn;
}

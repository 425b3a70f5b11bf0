/** The evaluation set over the whole system: real prompts, real functions on the embedded runtime, whatever model answers. */
import { openSession, type Session } from '../../infra/cli/session.ts';
import type { ModelChoice } from '../../infra/cli/model-choice.ts';
import type { OrchestrationView } from '../../infra/cli/orchestration-view.ts';
import { follow } from '../../infra/cli/follow.ts';
import type { Terminal } from '../../infra/cli/terminal.ts';
import { AgentsOnQueues } from './agents-on-queues.ts';
import { problemWith, type EvalTask } from './tasks.ts';

/** Result of one wording. */
export interface EvalRun {
  readonly task: string;
  readonly wording: string;
  /** Why the outcome is not what the task wants; absent when it is. */
  readonly problem?: string;
  readonly answer: string | null;
  /** Model turns of the supervisor. */
  readonly turns: number;
  /** Agents' names, turn by turn. */
  readonly calls: readonly (readonly string[])[];
  readonly modelCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Null when the model's price is not known. */
  readonly costUsd: number | null;
  readonly seconds: number;
}

export interface EvalOptions {
  readonly stateDir: string;
  readonly choice: ModelChoice | undefined;
  /** Also wants the agents that the offline model is to choose; another model may find another way. */
  readonly strict: boolean;
  /** Every wording of each task instead of the first. */
  readonly allWordings?: boolean;
  readonly timeoutSeconds?: number;
  readonly report?: (run: EvalRun) => void;
}

const silent: Terminal = { note: () => undefined, print: () => undefined, transient: () => undefined, style: (_name, text) => text };

/** Runs the tasks one after the other, each without the agents that another had made. */
export async function evaluateRuntime(tasks: readonly EvalTask[], options: EvalOptions): Promise<readonly EvalRun[]> {
  const session = await openSession(options.stateDir, options.choice, silent);
  const agents = new AgentsOnQueues();
  try {
    const runs: EvalRun[] = [];
    for (const task of tasks) {
      for (const wording of options.allWordings === true ? task.wordings : task.wordings.slice(0, 1)) {
        const run = await runTask(session, agents, task, wording, runs.length, options);
        options.report?.(run);
        runs.push(run);
      }
    }
    return runs;
  } finally {
    agents.close();
    await session.close();
  }
}

async function runTask({ client }: Session, agents: AgentsOnQueues, task: EvalTask, wording: string, index: number, options: EvalOptions): Promise<EvalRun> {
  const stop = await agents.serve(task.agents ?? []);
  const started = performance.now();
  try {
    const orchestrationId = `o-eval${String(index).padStart(4, '0')}x${Date.now().toString(36)}`;
    await client.submit({
      task: wording,
      orchestrationId,
      context: { ...task.context, ...(task.files !== undefined && { files: task.files.map(({ name, content }) => ({ name, content })) }) },
    });
    const view = await follow(client, orchestrationId, silent, AbortSignal.timeout((options.timeoutSeconds ?? 300) * 1_000));
    return toRun(task, wording, view, (performance.now() - started) / 1_000, options.strict);
  } finally {
    await stop();
  }
}

function toRun(task: EvalTask, wording: string, view: OrchestrationView | undefined, seconds: number, strict: boolean): EvalRun {
  const tasks = view?.tasks ?? [];
  const turns = Array.from({ length: Math.max(0, ...tasks.map(({ turn }) => turn)) }, (_, index) => tasks.filter(({ turn }) => turn === index + 1));
  const problem = problemOf(task, view, turns, strict);
  return {
    task: task.name,
    wording,
    ...(problem !== undefined && { problem }),
    answer: view?.answer ?? null,
    turns: view?.turns ?? 0,
    calls: turns.map((turn) => turn.map(({ agentId }) => agentId)),
    modelCalls: view?.usage.modelCalls ?? 0,
    inputTokens: view?.usage.inputTokens ?? 0,
    outputTokens: view?.usage.outputTokens ?? 0,
    costUsd: view === undefined ? null : view.usage.costUsd,
    seconds: Math.round(seconds * 100) / 100,
  };
}

function problemOf(task: EvalTask, view: OrchestrationView | undefined, turns: readonly OrchestrationView['tasks'][], strict: boolean): string | undefined {
  if (view === undefined) return 'no answer in time';
  if (view.status !== 'COMPLETED') return `${view.status}: ${view.reason?.code ?? ''} ${view.reason?.message ?? ''}`.trim();
  const calls = turns.map((turn) => turn.map(({ agentId, status }) => ({ agent: agentId, input: {}, ok: status === 'SUCCEEDED' })));
  return problemWith(task, { answer: view.answer ?? '', turns: calls.length, calls, fabricated: view.fabricated }, strict);
}

/** A line for each task, then the sums. */
export function toRunTable(runs: readonly EvalRun[], verbose: boolean): string {
  const width = Math.max(...runs.map(({ task }) => task.length), 4);
  const line = (cells: readonly string[]): string => cells.map((cell, index) => (index < 2 ? cell : cell.padStart(9))).join('  ');
  const body = runs.flatMap((run) => [
    line([
      run.problem === undefined ? 'ok  ' : 'FAIL',
      run.task.padEnd(width),
      String(run.turns),
      String(run.calls.flat().length),
      String(run.inputTokens),
      String(run.outputTokens),
      dollars(run.costUsd),
      run.seconds.toFixed(1),
    ]),
    ...(run.problem === undefined ? [] : [`      ${run.problem.replaceAll('\n', '\n      ')}`]),
    ...(verbose
      ? [
          `      task: ${run.wording}`,
          `      calls: ${run.calls.map((turn) => turn.join(' + ')).join(' | ') || 'none'}`,
          `      answer: ${(run.answer ?? '').replaceAll('\n', '\n      ')}`,
        ]
      : []),
  ]);
  const sum = summaryOf(runs);
  return [
    line(['    ', 'task'.padEnd(width), 'turns', 'calls', 'tokens in', 'out', 'cost USD', 'seconds']),
    ...body,
    '',
    `${sum.succeeded} of ${sum.runs} succeeded; ${sum.turns} turns, ${sum.modelCalls} model calls, ${sum.inputTokens} input and ${sum.outputTokens} output tokens, ${sum.costUsd === null ? 'cost unknown (--prices)' : `${dollars(sum.costUsd)} US dollars`}, ${sum.seconds.toFixed(0)} s`,
  ].join('\n');
}

function dollars(costUsd: number | null): string {
  return costUsd === null ? 'unknown' : costUsd.toFixed(4);
}

/** The sums of all runs. */
export function summaryOf(runs: readonly EvalRun[]) {
  const total = (value: (run: EvalRun) => number): number => runs.reduce((sum, run) => sum + value(run), 0);
  return {
    runs: runs.length,
    succeeded: runs.filter(({ problem }) => problem === undefined).length,
    turns: total(({ turns }) => turns),
    modelCalls: total(({ modelCalls }) => modelCalls),
    inputTokens: total(({ inputTokens }) => inputTokens),
    outputTokens: total(({ outputTokens }) => outputTokens),
    costUsd: runs.some(({ costUsd }) => costUsd === null) ? null : total(({ costUsd }) => costUsd ?? 0),
    seconds: total(({ seconds }) => seconds),
  };
}

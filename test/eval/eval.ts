import type { ConverseModel } from '../../infra/local/bedrock/converse-model.ts';
import { problemWith, type EvalTask } from './tasks.ts';
import { work } from './team.ts';

/** Result of one wording. */
export interface Score {
  readonly task: string;
  readonly wording: string;
  readonly problem: string | undefined;
  readonly turns: number;
  readonly calls: number;
}

/** Runs every wording of every task on a model. */
export async function evaluate(model: ConverseModel, tasks: readonly EvalTask[]): Promise<readonly Score[]> {
  const scores: Score[] = [];
  for (const task of tasks) {
    for (const wording of task.wordings) {
      try {
        const outcome = await work(model, wording, task.files, task.agents, task.context);
        scores.push({ task: task.name, wording, problem: problemWith(task, outcome), turns: outcome.turns, calls: outcome.calls.flat().length });
      } catch (error) {
        scores.push({ task: task.name, wording, problem: error instanceof Error ? error.message : String(error), turns: 0, calls: 0 });
      }
    }
  }
  return scores;
}

/** A table: a line for each task, then the failures with their reasons. */
export function toTable(scores: readonly Score[]): string {
  const tasks = [...new Set(scores.map((score) => score.task))];
  const lines = tasks.map((task) => {
    const own = scores.filter((score) => score.task === task);
    const passed = own.filter((score) => score.problem === undefined).length;
    return `${passed === own.length ? 'ok  ' : 'FAIL'} ${`${passed}/${own.length}`.padEnd(6)} turns ${[...new Set(own.map((score) => score.turns))].join(',').padEnd(6)} ${task}`;
  });
  const failures = scores.filter((score) => score.problem !== undefined).map((score) => `  ${score.task}: "${score.wording}"\n    ${score.problem ?? ''}`);
  const passed = scores.filter((score) => score.problem === undefined).length;
  return [...lines, `${passed} of ${scores.length} wordings of ${tasks.length} tasks`, ...failures].join('\n');
}

/** A run's budget from the command line. Limits are those of the contract (schemas/common/budget.json). */
import { InvalidArgumentError, type Command } from 'commander';
import type { Budget } from '../../generated/common/budget.ts';

/** Options of a command that begins a run, as the parser gives them. */
export interface BudgetOptions {
  readonly budgetTokens?: number;
  readonly budgetCost?: number;
  readonly budgetTurns?: number;
  readonly budgetTasks?: number;
  readonly budgetFabrications?: number;
  readonly budgetSeconds?: number;
}

/** Adds an option for each kind of limit. */
export function budgets(command: Command): Command {
  return command
    .option('--budget-tokens <n>', 'end after this many input and output tokens, agents included', whole(1, Number.MAX_SAFE_INTEGER))
    .option('--budget-cost <usd>', 'end after this many US dollars', dollars)
    .option('--budget-turns <n>', 'end after this many model turns', whole(1, 200))
    .option('--budget-tasks <n>', 'give agents no more than this many tasks', whole(1, 1_000))
    .option('--budget-fabrications <n>', 'have no more than this many agents made; 0 for none', whole(0, 20))
    .option('--budget-seconds <n>', 'end after this many seconds', whole(1, 604_800));
}

/** The budget as the request carries it; undefined when no limit was given. */
export function budgetOf({ budgetTokens, budgetCost, budgetTurns, budgetTasks, budgetFabrications, budgetSeconds }: BudgetOptions): Budget | undefined {
  const budget: Budget = {
    ...(budgetTokens !== undefined && { tokens: budgetTokens }),
    ...(budgetCost !== undefined && { costUsd: budgetCost }),
    ...(budgetTurns !== undefined && { turns: budgetTurns }),
    ...(budgetTasks !== undefined && { tasks: budgetTasks }),
    ...(budgetFabrications !== undefined && { fabrications: budgetFabrications }),
    ...(budgetSeconds !== undefined && { deadlineSeconds: budgetSeconds }),
  };
  return Object.keys(budget).length === 0 ? undefined : budget;
}

const options: Readonly<Record<string, string>> = {
  BUDGET_TOKENS: '--budget-tokens',
  BUDGET_COST: '--budget-cost',
  BUDGET_TURNS: '--budget-turns',
  BUDGET_TASKS: '--budget-tasks',
  BUDGET_FABRICATIONS: '--budget-fabrications',
  DEADLINE: '--budget-seconds',
};

/** How a limit that ended a run is raised here; empty for another reason. */
export function raising(code: string | undefined): string {
  const option = options[code ?? ''];
  return option === undefined ? '' : ` (here: ${option})`;
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`it must be a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}.`);
    return value;
  };
}

function dollars(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('it must be US dollars, a number above 0, for instance 0.50.');
  return value;
}

/** What was really spent in a simulated run, against what the records say and the budget allows (B1 to B3). */
import type { MemoryTables } from '../../handlers/adapters/memory/tables.ts';
import { isTerminal } from '../../handlers/core/orchestration/head.ts';
import { tokensSpent, unaccounted } from '../../handlers/core/orchestration/spending.ts';
import { requestIdOf } from '../../handlers/core/task/use-id.ts';
import { sha256 } from '../../handlers/shell/hash.ts';
import type { AgentRun } from '../../handlers/shell/ports.ts';
import { Violation } from './checker.ts';

/** Tokens of every answer of the scripted model. */
const ANSWER = 15;

export class Ledger {
  readonly #tables: MemoryTables;
  readonly #budget: number;
  readonly #byTask = new Map<string, number>();
  #answers = 0;

  constructor(tables: MemoryTables, budget: number) {
    this.#tables = tables;
    this.#budget = budget;
  }

  answered(): void {
    this.#answers += 1;
  }

  /** The agent asks its model for all it may, or for a third of it; the tokens are gone whatever becomes of the run. */
  run({ allowance, idempotencyKey }: AgentRun): number {
    const most = allowance?.tokens ?? 0;
    const tokens = Number.parseInt(idempotencyKey.slice(0, 1), 16) % 2 === 0 ? most : Math.floor(most / 3);
    this.#byTask.set(idempotencyKey, (this.#byTask.get(idempotencyKey) ?? 0) + tokens);
    const all = [...this.#byTask.values()].reduce((sum, spent) => sum + spent, 0);
    if (all > this.#budget) throw new Violation('B3', `agents have used ${all} tokens, the orchestration may use ${this.#budget}`);
    return tokens;
  }

  atRest(orchestrationId: string): void {
    const head = this.#tables.orchestrations.get(orchestrationId)?.head;
    if (head === undefined || !isTerminal(head)) return;
    const tasks = Array.from({ length: head.turn }, (_, index) => this.#tables.tasks(requestIdOf(orchestrationId, index + 1))).flat();
    let counted = 0;
    let spent = 0;
    let setAside = 0;
    for (const task of tasks) {
      const really = this.#byTask.get(sha256(`${task.requestId}/${task.taskId}`).slice(0, 32)) ?? 0;
      const told = (task.usage?.inputTokens ?? 0) + (task.usage?.outputTokens ?? 0) + unaccounted(task).tokens;
      if (really > told) throw new Violation('B1', `task ${task.taskId} used ${really} tokens and is charged ${told}`);
      if (told > (task.allowance?.tokens ?? 0)) throw new Violation('B1', `task ${task.taskId} is charged ${told} of ${task.allowance?.tokens ?? 0} tokens`);
      counted += told;
      spent += really;
      setAside += task.allowance?.tokens ?? 0;
    }
    const supervisor = tokensSpent(head.usage) - counted;
    if (head.status === 'COMPLETED' && (supervisor < 0 || supervisor % ANSWER !== 0 || supervisor > ANSWER * this.#answers))
      throw new Violation('B2', `${tokensSpent(head.usage)} tokens are counted; tasks account for ${counted} and ${this.#answers} answers were given`);
    // A run that was still going when the rest was cancelled is charged as lost, whatever it told later.
    if (tokensSpent(head.usage) > setAside + ANSWER * this.#answers)
      throw new Violation('B2', `${tokensSpent(head.usage)} tokens are counted, more than were used: something was settled twice`);
    if (spent + Math.max(0, supervisor) > this.#budget + ANSWER)
      throw new Violation('B3', `${spent + supervisor} tokens were used, the orchestration may use ${this.#budget} and one answer more`);
  }
}

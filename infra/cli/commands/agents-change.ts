import type { Operator } from '../../../handlers/operator/index.ts';
import { accepted } from '../refusal.ts';
import { createTerminal } from '../terminal.ts';
import { userName, withOperator, type Common } from '../with-target.ts';
import { unknownAgent } from './agents-read.ts';

interface Change extends Common {
  readonly reason: string | undefined;
}

/** `agents activate ID [--version V]`: exit code 0 also when it is active already. */
export function agentsActivateCommand(agentId: string, options: Change & { readonly version: string | undefined }): Promise<number> {
  return change(agentId, options, (operator, author) => operator.agents.activate(agentId, author, options.version));
}

/** `agents suspend ID --reason T`: its queued tasks end as errors. Exit code 0 also when it is off already. */
export function agentsSuspendCommand(agentId: string, options: Change): Promise<number> {
  return change(agentId, options, (operator, author) => operator.agents.suspend(agentId, author));
}

/** `agents rollback ID`: the version before the active one, from the next claim on. */
export function agentsRollbackCommand(agentId: string, options: Change): Promise<number> {
  return change(agentId, options, (operator, author) => operator.agents.rollBack(agentId, author));
}

type Author = Parameters<Operator['agents']['suspend']>[1];

async function change(
  agentId: string,
  options: Change,
  apply: (operator: Operator, author: Author) => ReturnType<Operator['agents']['suspend']>,
): Promise<number> {
  const terminal = createTerminal(options.json);
  return withOperator(options, async (operator) => {
    const author = { by: userName(), ...(options.reason !== undefined && { reason: options.reason }) };
    const outcome = await apply(operator, author);
    if (outcome.kind === 'refused' && outcome.code === 'AGENT_UNKNOWN') throw await unknownAgent(operator, agentId);
    const changed = accepted(outcome, terminal, options.json);
    if (changed === undefined) return 0;
    const { state, config } = changed.head;
    terminal.print(options.json ? JSON.stringify(changed) : `${agentId} ${config.version} is ${state}`);
    return 0;
  });
}

import { Failure } from '../failure.ts';
import { readRegistration } from '../registration-file.ts';
import { createTerminal } from '../terminal.ts';
import { userName, withOperator, type Common } from '../with-target.ts';

/** `agents register FILE.json`: the code goes through the checks of a fabricated agent, and is active at once. */
export async function agentsRegisterCommand(file: string, options: Common): Promise<number> {
  const terminal = createTerminal(options.json);
  const { id, outputSchema = {}, ...rest } = readRegistration(file, 'agentId');
  return withOperator(options, async (operator, target) => {
    terminal.transient(`  checking ${id}: standards, types, dry run`);
    const registered = await operator.registrar.register({ ...rest, agentId: id, outputSchema, target: target.nameOf('worker'), by: userName() });
    if (registered.kind === 'refused') throw new Failure(registered.message, 1);
    terminal.print(options.json ? JSON.stringify(registered) : `${registered.agentId} ${registered.version} is ${registered.state}`);
    return 0;
  });
}

import { openTarget, type Where } from '../target.ts';
import { createTerminal, printable } from '../terminal.ts';

/** `agents list`: id, state, version, origin, description. */
export async function agentsListCommand(options: { readonly json: boolean } & Where): Promise<number> {
  const terminal = createTerminal(options.json);
  const session = await openTarget(options, createTerminal(true));
  try {
    const { agents, invalid } = await session.client.agents();
    if (options.json) terminal.print(JSON.stringify({ agents, invalid }));
    else {
      for (const { agentId, state, config, source } of agents)
        terminal.print(
          `${agentId.padEnd(24)} ${state.padEnd(12)} ${config.version.padEnd(5)} ${(source ?? 'unknown').padEnd(11)} ${printable(config.description).split('. ')[0] ?? ''}`,
        );
      for (const agentId of invalid) terminal.print(`${printable(agentId).padEnd(24)} not valid: its row is left out`);
    }
    return 0;
  } finally {
    await session.close();
  }
}

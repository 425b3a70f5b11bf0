import { Failure, misuse } from '../failure.ts';
import { readModelChoice, type ModelOptions } from '../model-choice.ts';
import { requestAgent } from '../request-agent.ts';
import { openTarget } from '../target.ts';
import { createTerminal, printable } from '../terminal.ts';
import type { Common } from '../with-target.ts';

export interface FabricateOptions extends Common, ModelOptions {
  readonly name: string | undefined;
  /** Seconds. */
  readonly timeout: number;
}

/** `fabricate "what is needed"`: asks the fabricator for an agent and waits until there is one. */
export async function fabricateCommand(need: string, options: FabricateOptions): Promise<number> {
  const terminal = createTerminal(options.json);
  if (need.trim() === '') throw misuse('say what the agent must do, for instance "an agent that converts a number to roman numerals"');
  if (options.name !== undefined && !/^[a-zA-Z0-9_-]{1,64}$/u.test(options.name))
    throw misuse(`--name "${options.name}": at most 64 letters, digits, "-" and "_"`);
  const target = await openTarget(options, terminal, readModelChoice(options));
  try {
    const made = await requestAgent(
      target,
      { taskDetails: need, ...(options.name !== undefined && { agentName: options.name }) },
      options.timeout * 1_000,
      (milliseconds) => terminal.transient(`  the fabricator is at work, ${Math.round(milliseconds / 1_000)} s`),
    );
    if (made === undefined)
      throw new Failure(`no answer within ${options.timeout} s (--timeout): the fabricator goes on; see "npm run arbiter -- agents list"`, 1);
    const { status = 'success', error, data, agentId, version, state } = made;
    if (options.json)
      terminal.print(
        JSON.stringify({
          status,
          agentId: agentId ?? null,
          version: version ?? null,
          state: state ?? null,
          ...(error === undefined ? { message: data } : { error }),
        }),
      );
    else if (status === 'error')
      throw new Failure(`no agent was made: ${printable(error === undefined ? 'no reason given' : `${error.code}: ${error.message}`)}`, 1);
    else terminal.print(printable(typeof data === 'string' ? data : JSON.stringify(data)));
    return status === 'success' ? 0 : 1;
  } finally {
    await target.close();
  }
}

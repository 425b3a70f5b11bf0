import { openTarget, type Where } from '../target.ts';
import { createTerminal, printable } from '../terminal.ts';

/** `list`: one line each, newest first. */
export async function listCommand(options: { readonly days: number; readonly limit: number; readonly json: boolean } & Where): Promise<number> {
  const terminal = createTerminal(options.json);
  const session = await openTarget(options, createTerminal(true));
  try {
    const found = await session.client.list(Date.now(), options.days, options.limit);
    if (options.json) terminal.print(JSON.stringify(found));
    else if (found.length === 0) terminal.print('nothing yet: submit a task with npm start -- "<task>"');
    else
      for (const one of found)
        terminal.print(`${new Date(one.createdAt).toISOString().slice(0, 19)}  ${one.status.padEnd(9)}  ${one.orchestrationId}  ${printable(one.title)}`);
    return 0;
  } finally {
    await session.close();
  }
}

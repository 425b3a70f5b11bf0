import { Failure } from '../failure.ts';
import { isEnded } from '../follow.ts';
import { progressLines, waitingLine } from '../progress.ts';
import { openSession } from '../session.ts';
import { createTerminal, printable } from '../terminal.ts';

/** `status <id>`: where it stands, and the answer when there is one. */
export async function statusCommand(orchestrationId: string, options: { readonly json: boolean; readonly state: string }): Promise<number> {
  const terminal = createTerminal(options.json);
  const session = await openSession(options.state, undefined, createTerminal(true));
  try {
    const view = await session.client.view(orchestrationId, Date.now());
    if (view === undefined) throw new Failure(`there is no orchestration "${orchestrationId}": see "npm run arbiter -- list"`, 1);
    if (options.json) {
      terminal.print(JSON.stringify(view));
      return 0;
    }
    for (const line of progressLines(undefined, view, terminal.style).slice(1)) terminal.print(line);
    terminal.print(`${view.orchestrationId} ${view.status}${view.reason === undefined ? '' : ` ${view.reason.code}: ${printable(view.reason.message)}`}`);
    if (!isEnded(view)) terminal.print(waitingLine(view).trim());
    if (view.answer !== null) terminal.print(printable(view.answer));
    return 0;
  } finally {
    await session.close();
  }
}

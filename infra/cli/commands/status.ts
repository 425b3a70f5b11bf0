import { isEnded } from '../follow.ts';
import { progressLines, situationLines, spending } from '../progress.ts';
import { openTarget, type Where } from '../target.ts';
import { unknownOrchestration } from '../unknown.ts';
import { createTerminal, printable } from '../terminal.ts';

/** `status <id>`: where it stands, and the answer when there is one. */
export async function statusCommand(orchestrationId: string, options: { readonly json: boolean } & Where): Promise<number> {
  const terminal = createTerminal(options.json);
  const session = await openTarget(options, createTerminal(true));
  try {
    const view = await session.client.view(orchestrationId, Date.now());
    if (view === undefined) throw await unknownOrchestration(session.client, orchestrationId);
    if (options.json) {
      terminal.print(JSON.stringify(view));
      return 0;
    }
    for (const line of progressLines(undefined, view, terminal.style).slice(1)) terminal.print(line);
    terminal.print(`${view.orchestrationId} ${view.status}${view.reason === undefined ? '' : ` ${view.reason.code}: ${printable(view.reason.message)}`}`);
    if (isEnded(view)) terminal.print(spending(view));
    else for (const line of situationLines(view, Date.now())) terminal.print(line);
    if (view.answer !== null) terminal.print(printable(view.answer));
    return 0;
  } finally {
    await session.close();
  }
}

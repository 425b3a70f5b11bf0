import { setTimeout as sleep } from 'node:timers/promises';
import type { ArbiterClient } from './arbiter-client.ts';
import { Failure } from './failure.ts';
import type { OrchestrationView } from './orchestration-view.ts';
import { progressLines, waitingLine } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Milliseconds between looks: short at first, so that a quick task is shown live. */
const SHORTEST_LOOK = 25;
const LONGEST_LOOK = 500;

/** Follows an orchestration to its end, telling what changes. Undefined when `signal` ended it first. */
export async function follow(client: ArbiterClient, orchestrationId: string, terminal: Terminal, signal: AbortSignal): Promise<OrchestrationView | undefined> {
  let before: OrchestrationView | undefined;
  for (let pause = SHORTEST_LOOK; !signal.aborted; pause = Math.min(LONGEST_LOOK, pause * 1.05)) {
    const view = await look(client, orchestrationId);
    if (view !== undefined) {
      const lines = progressLines(before, view, terminal.style);
      for (const line of lines) terminal.note(line);
      if (lines.length > 0) pause = SHORTEST_LOOK;
      if (isEnded(view)) return view;
      terminal.transient(waitingLine(view, Date.now()));
      before = view;
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

/** A runtime that ends while somebody follows is an ordinary event: it says what to do, not what a library thinks of it. */
async function look(client: ArbiterClient, orchestrationId: string): Promise<OrchestrationView | undefined> {
  try {
    return await client.view(orchestrationId, Date.now());
  } catch (cause) {
    if (!/ECONNREFUSED|ECONNRESET|socket hang up/u.test(String(cause))) throw cause;
    throw new Failure(
      `the runtime has ended: ${orchestrationId} is not lost, it goes on when the runtime is started again (npm start), see "npm run arbiter -- status ${orchestrationId}"`,
      1,
    );
  }
}

export function isEnded(view: Pick<OrchestrationView, 'status'>): boolean {
  return view.status === 'COMPLETED' || view.status === 'FAILED' || view.status === 'CANCELLED' || view.status === 'REJECTED';
}

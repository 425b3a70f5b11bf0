import { setTimeout as sleep } from 'node:timers/promises';
import type { ArbiterClient } from './arbiter-client.ts';
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
    const view = await client.view(orchestrationId, Date.now());
    if (view !== undefined) {
      const lines = progressLines(before, view, terminal.style);
      for (const line of lines) terminal.note(line);
      if (lines.length > 0) pause = SHORTEST_LOOK;
      if (isEnded(view)) return view;
      terminal.transient(waitingLine(view));
      before = view;
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

export function isEnded(view: OrchestrationView): boolean {
  return view.status === 'COMPLETED' || view.status === 'FAILED' || view.status === 'CANCELLED' || view.status === 'REJECTED';
}

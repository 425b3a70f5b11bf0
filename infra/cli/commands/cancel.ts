import { Failure } from '../failure.ts';
import { follow, isEnded } from '../follow.ts';
import { openTarget, type Where } from '../target.ts';
import { unknownOrchestration } from '../unknown.ts';
import { createTerminal } from '../terminal.ts';
import { userName } from '../with-target.ts';

/** Seconds to wait until a cancellation is seen to have taken effect. */
const WAIT_SECONDS = 30;

/** `cancel <id>`: asks the supervisor to end it and waits until it has. */
export async function cancelCommand(orchestrationId: string, options: { readonly reason?: string; readonly json: boolean } & Where): Promise<number> {
  const terminal = createTerminal(options.json);
  const session = await openTarget(options, createTerminal(true));
  try {
    const before = await session.client.view(orchestrationId, Date.now());
    if (before === undefined) throw await unknownOrchestration(session.client, orchestrationId);
    if (isEnded(before)) throw new Failure(`${orchestrationId} is ${before.status} already`, 1);
    await session.client.cancel(orchestrationId, userName(), options.reason);
    const after = await follow(session.client, orchestrationId, createTerminal(true), AbortSignal.timeout(WAIT_SECONDS * 1_000));
    if (after === undefined)
      throw new Failure(`the cancellation of ${orchestrationId} was sent and has not taken effect after ${WAIT_SECONDS} s: is the supervisor running?`, 1);
    terminal.print(options.json ? JSON.stringify(after) : `${orchestrationId} ${after.status}`);
    return 0;
  } finally {
    await session.close();
  }
}

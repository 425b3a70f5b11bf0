import { setTimeout as sleep } from 'node:timers/promises';
import { isEnded } from '../follow.ts';
import { openTarget, type Where } from '../target.ts';
import { createTerminal } from '../terminal.ts';
import { userName } from '../with-target.ts';

/** What the operator's switch can be set to. */
export type Position = 'running' | 'paused' | 'stopped';

export interface OperateOptions extends Where {
  readonly reason?: string;
  readonly json: boolean;
}

/** Functions read the switch at most this seldom; the command returns when all of them obey. Milliseconds. */
const OBEYED_AFTER_MS = 5_500;
/** How far back orchestrations are looked for that a stop has to end. */
const DAYS = 8;
const MOST = 1_000;

const said: Readonly<Record<Position, string>> = {
  running: 'running: new work is taken, what was paused goes on within a minute',
  paused: 'paused: no turn begins; what agents were given is finished ("npm run arbiter -- resume" goes on)',
  stopped: 'stopped: everything is being cancelled, requests are refused ("npm run arbiter -- resume" allows new ones)',
};

/**
 * `pause`, `stop`, `resume`: sets the operator's switch of the environment and waits until every function obeys it. A stop
 * also cancels, one by one, the orchestrations that only wait: nothing else would look at them soon.
 */
export async function operateCommand(position: Position, { reason, json, ...where }: OperateOptions): Promise<number> {
  const terminal = createTerminal(json);
  const session = await openTarget(where, createTerminal(true));
  try {
    const by = userName();
    await session.client.setSwitch({ state: position, by, ...(reason !== undefined && { reason }) }, Date.now());
    const open = position === 'stopped' ? (await session.client.list(Date.now(), DAYS, MOST)).filter((one) => !isEnded(one)) : [];
    for (const { orchestrationId } of open) await session.client.cancel(orchestrationId, by, reason ?? 'all work is stopped');
    await sleep(OBEYED_AFTER_MS);
    terminal.print(
      json
        ? JSON.stringify({ state: position, by, cancelled: open.map(({ orchestrationId }) => orchestrationId) })
        : `${said[position]}${open.length === 0 ? '' : `; ${open.length} cancelled`}`,
    );
    return 0;
  } finally {
    await session.close();
  }
}

/** Answers to an id that nothing has: what was perhaps meant, and where to look. */
import type { ArbiterClient } from './arbiter-client.ts';
import { Failure } from './failure.ts';
import { didYouMean } from './nearest.ts';

/** How far back an orchestration that was meant is looked for. */
const DAYS = 8;
const MOST = 200;

export async function unknownOrchestration(client: ArbiterClient, orchestrationId: string): Promise<Failure> {
  const ids = (await client.list(Date.now(), DAYS, MOST)).map((one) => one.orchestrationId);
  return new Failure(`there is no orchestration "${orchestrationId}"${didYouMean(orchestrationId, ids) || ': see "npm run arbiter -- list"'}`, 1);
}

/** An agent, a tool or a queue that is not there. */
export function unknownName(what: 'agent' | 'tool' | 'queue' | 'function', name: string, known: readonly string[]): Failure {
  const all = known.length === 0 ? ': there are none' : known.length <= 12 ? `: there are ${known.join(', ')}` : '';
  return new Failure(`there is no ${what} "${name}"${didYouMean(name, known) || all}`, what === 'agent' || what === 'tool' ? 1 : 2);
}

/** Agents for tests whose code is never run: a stand-in answers in its place. */
import { sha256 } from '../../handlers/shell/hash.ts';

const text = 'export async function handler() { return null; }';

/** Code that the rows name; what it says does not matter. */
export const stubSource = { text, key: `agents/stub/${sha256(text)}.js`, sha256: sha256(text) } as const;

/** A valid row of Agent Config. `target` is a queue name or URL. */
export function agentRow(agentId: string, target: string) {
  return {
    agentId,
    config: {
      name: agentId,
      filename: stubSource.key,
      schema: { type: 'object' },
      version: 'v1',
      description: `does what ${agentId} does`,
      action: { type: 'sqs', target },
    },
    state: 'active',
    source: 'registered',
    sha256: stubSource.sha256,
  } as const;
}

import type { Agent } from '../../generated/tables/agent.ts';
import { sha256 } from '../shell/hash.ts';
import type { CodeStore } from '../shell/ports.ts';

/** Sources an instance remembers; at most 64 KB each. */
const REMEMBERED = 200;

export type AgentCode =
  | { readonly ok: true; readonly source: string; readonly sha256: string }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Fetches agent code and verifies it against its recorded hash (S11). Code under a hash never changes, so it is remembered. */
export class AgentCodes {
  readonly #store: CodeStore;
  readonly #byHash = new Map<string, string>();

  constructor(store: CodeStore) {
    this.#store = store;
  }

  async of(agent: Agent): Promise<AgentCode> {
    const { agentId, sha256: recorded } = agent;
    const known = recorded === undefined ? undefined : this.#byHash.get(recorded);
    if (known !== undefined && recorded !== undefined) return { ok: true, source: known, sha256: recorded };
    const key = keyOf(agent);
    if (key === undefined) return { ok: false, code: 'AGENT_CODE_MISSING', message: `agent "${agentId}" has no code: its row names no file` };
    if (!/\.(js|mjs)$/u.test(key))
      return {
        ok: false,
        code: 'AGENT_CODE_UNSUPPORTED',
        message: `agent "${agentId}" is not JavaScript (${key}): register a JavaScript version, or run it as an external agent on a queue of its own`,
      };
    const source = await this.#store.get(key);
    if (source === undefined)
      return { ok: false, code: 'AGENT_CODE_MISSING', message: `the code of agent "${agentId}" is not at ${key}: register the agent again` };
    const hash = sha256(source);
    if (recorded !== undefined && hash !== recorded)
      return {
        ok: false,
        code: 'AGENT_CODE_CHANGED',
        message: `the code of agent "${agentId}" at ${key} has the hash ${hash}, expected ${recorded}: it was changed after registration and is not run`,
      };
    this.#remember(hash, source);
    return { ok: true, source, sha256: hash };
  }

  #remember(hash: string, source: string): void {
    if (this.#byHash.size >= REMEMBERED) {
      const [oldest] = this.#byHash.keys();
      if (oldest !== undefined) this.#byHash.delete(oldest);
    }
    this.#byHash.set(hash, source);
  }
}

/** A row of the original system has a bare file name below `agents/`. */
function keyOf({ agentId, sha256: hash, config }: Agent): string | undefined {
  if (config.filename !== undefined) return config.filename.startsWith('agents/') ? config.filename : `agents/${config.filename}`;
  return hash === undefined ? undefined : `agents/${agentId}/${hash}.js`;
}

/** The agents and prompt that an orchestration sees, stored by hash and cached by it: it never changes. */
import { builtInTools } from '../core/orchestration/built-in-tools.ts';
import { offered, type OfferedAgent, type Snapshot } from '../core/orchestration/snapshot.ts';
import { supervisorPrompt } from '../prompts/prompt.ts';
import type { AgentReader, Payloads, Telemetry } from '../shell/ports.ts';
import { sha256 } from '../shell/hash.ts';

/** Snapshots an instance remembers; one is a few kilobytes. */
const REMEMBERED = 64;

export class AgentSnapshots {
  readonly #payloads: Payloads;
  readonly #agents: AgentReader;
  readonly #telemetry: Telemetry;
  readonly #byHash = new Map<string, Snapshot>();

  constructor(payloads: Payloads, agents: AgentReader, telemetry: Telemetry) {
    this.#payloads = payloads;
    this.#agents = agents;
    this.#telemetry = telemetry;
  }

  /** The active agents of this moment, and the hash under which they are kept. An invalid row is left out and reported. */
  async take(): Promise<{ readonly snapshot: Snapshot; readonly hash: string }> {
    const { agents, invalid } = await this.#agents.active();
    for (const { agentId, problem } of invalid) {
      this.#telemetry.metrics.count('agent.invalid', 1);
      this.#telemetry.log('warn', 'an agent row is not valid and is left out', { agentId, problem });
    }
    const { id, sha256: promptHash, text: system } = supervisorPrompt;
    const snapshot: Snapshot = {
      system,
      prompt: { id, sha256: promptHash },
      agents: agents
        .filter(({ agentId }) => !builtInTools.has(agentId))
        .map(offered)
        .toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1)),
    };
    const text = JSON.stringify(snapshot);
    const hash = sha256(text);
    if (!this.#byHash.has(hash)) {
      await this.#payloads.put(text);
      this.#remember(hash, snapshot);
    }
    return { snapshot, hash };
  }

  async get(hash: string): Promise<Snapshot | undefined> {
    const known = this.#byHash.get(hash);
    if (known !== undefined) return known;
    const text = await this.#payloads.get(hash);
    if (text === undefined) return undefined;
    const snapshot = JSON.parse(text) as Snapshot;
    this.#remember(hash, snapshot);
    return snapshot;
  }

  /** Agents fabricated in this orchestration, as they are now; one that is not active is left out. */
  async fabricated(agentIds: readonly string[]): Promise<readonly OfferedAgent[]> {
    const found = await Promise.all(agentIds.map((agentId) => this.#agents.get(agentId)));
    return found
      .filter((agent) => agent !== undefined)
      .filter((agent) => agent.state === 'active' && !builtInTools.has(agent.agentId))
      .map(offered);
  }

  #remember(hash: string, snapshot: Snapshot): void {
    if (this.#byHash.size >= REMEMBERED) {
      const [oldest] = this.#byHash.keys();
      if (oldest !== undefined) this.#byHash.delete(oldest);
    }
    this.#byHash.set(hash, snapshot);
  }
}

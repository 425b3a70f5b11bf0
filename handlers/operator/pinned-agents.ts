import type { Agent } from '../../generated/tables/agent.ts';
import type { Task } from '../../generated/tables/task.ts';
import type { AgentReader, Registry } from '../shell/ports.ts';

/** Agents made during an orchestration as its tasks used them, whatever has become of them since. */
export class PinnedAgents implements AgentReader {
  readonly #registry: Pick<Registry, 'get' | 'version'>;
  readonly #tasks: readonly Task[];

  constructor(registry: Pick<Registry, 'get' | 'version'>, tasks: readonly Task[]) {
    this.#registry = registry;
    this.#tasks = tasks;
  }

  /** A stored orchestration has its snapshot: it never asks which agents are active now. */
  active(): Promise<never> {
    return Promise.reject(new Error('a replay uses the stored snapshot of agents'));
  }

  async get(agentId: string): Promise<Agent | undefined> {
    const head = await this.#registry.get(agentId);
    const pinned = this.#tasks.find((task) => task.agentId === agentId && task.agentVersion !== undefined)?.agentVersion;
    if (head === undefined || pinned === undefined) return head;
    if (head.config.version === pinned) return { ...head, state: 'active' };
    const version = await this.#registry.version(agentId, pinned);
    if (version === undefined) return head;
    const { sha256: _current, ...rest } = head;
    return { ...rest, state: 'active', config: version.config, ...(version.sha256 !== undefined && { sha256: version.sha256 }) };
  }
}

import type { AgentVersion } from '../../generated/tables/agent-version.ts';
import { activate, rollBack, suspend, type Changed } from '../shell/registry/agent-operations.ts';
import type { Author, RegistryPorts } from '../shell/registry/registry-ports.ts';

/** Agents as an operator handles them. Every change is conditional, and told as an event. */
export interface AgentOperator {
  /** All versions, oldest first; empty when there is no such agent. */
  versions(agentId: string): Promise<readonly AgentVersion[]>;
  /** Source code of a version; undefined when the version is unknown or has no code of its own. */
  source(agentId: string, version: string): Promise<string | undefined>;
  /** Makes a version (the head's own when none is named) the active one. */
  activate(agentId: string, author: Author, version?: string): Promise<Changed>;
  suspend(agentId: string, author: Author): Promise<Changed>;
  /** Back to the version before the active one. */
  rollBack(agentId: string, author: Author): Promise<Changed>;
}

export function createAgentOperator(ports: RegistryPorts): AgentOperator {
  return {
    versions: (agentId) => ports.registry.versions(agentId),
    async source(agentId, version) {
      const filename = (await ports.registry.version(agentId, version))?.config.filename;
      return filename === undefined ? undefined : ports.code.get(filename.startsWith('agents/') ? filename : `agents/${filename}`);
    },
    activate: (agentId, author, version) => activate(ports, agentId, author, version),
    suspend: (agentId, author) => suspend(ports, agentId, author),
    rollBack: (agentId, author) => rollBack(ports, agentId, author),
  };
}

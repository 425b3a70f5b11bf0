import { registerSource, type SourceRegistration } from '../fabricator/register-source.ts';
import { registerToolSource, type ToolSource } from '../fabricator/register-tool-source.ts';
import type { GatePorts } from '../fabricator/gate/gate.ts';
import type { AllAgents } from '../shell/ports.ts';
import { diffVersions, showAgent, type AgentView, type VersionDiff } from '../shell/registry/agent-operations.ts';
import type { RegisteredAgent } from '../shell/registry/register-agent.ts';
import type { RegisteredTool } from '../shell/registry/register-tool.ts';
import type { Author, Refused, RegistryPorts } from '../shell/registry/registry-ports.ts';
import { setToolState, showTool } from '../shell/registry/tool-operations.ts';
import type { Tool } from '../../generated/tables/tool.ts';

export type { SourceRegistration, ToolSource, AgentView, VersionDiff, Refused };

/** The registry as an operator reads it and adds to it; switching and rolling back is {@link AgentOperator}'s. */
export interface Registrar {
  /** Agents in every state. */
  agents(): Promise<AllAgents>;
  /** An agent with its versions and the code of the active one. */
  agent(agentId: string): Promise<AgentView | undefined>;
  diff(agentId: string, from: string, to: string): Promise<VersionDiff | Refused>;
  /** Checks an agent's code and registers it, active at once. Tasks go to the given target. */
  register(agent: SourceRegistration): Promise<RegisteredAgent | Refused>;
  /** Tools in every state. */
  tools(): Promise<readonly Tool[]>;
  tool(toolId: string): Promise<{ readonly tool: Tool; readonly source: string | undefined } | undefined>;
  registerTool(tool: ToolSource): Promise<RegisteredTool | Refused>;
  setToolState(toolId: string, state: Tool['state'], author: Author): Promise<{ readonly kind: 'changed'; readonly tool: Tool } | Refused>;
  /** Ends the sandbox that checked code ran in. */
  close(): Promise<void>;
}

export interface RegistrarPorts extends RegistryPorts {
  /** What new code is tried with; made when it is first needed. */
  readonly gate: () => GatePorts;
  readonly close: () => Promise<void>;
}

export function createRegistrar(ports: RegistrarPorts): Registrar {
  return {
    agents: () => ports.registry.all(),
    agent: (agentId) => showAgent(ports, agentId),
    diff: (agentId, from, to) => diffVersions(ports, agentId, from, to),
    register: (agent) => registerSource({ ...ports, ...ports.gate() }, agent),
    tools: () => ports.registry.allTools(),
    tool: (toolId) => showTool(ports, toolId),
    registerTool: (tool) => registerToolSource({ ...ports, ...ports.gate() }, tool),
    setToolState: (toolId, state, author) => setToolState(ports, toolId, state, author),
    close: () => ports.close(),
  };
}

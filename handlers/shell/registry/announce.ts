import { agentActivated } from '../../../generated/events/agent-activated.v1.ts';
import { agentRegistered } from '../../../generated/events/agent-registered.v1.ts';
import { agentSuspended } from '../../../generated/events/agent-suspended.v1.ts';
import { toolRegistered } from '../../../generated/events/tool-registered.v1.ts';
import type { Agent } from '../../../generated/tables/agent.ts';
import type { AgentVersion } from '../../../generated/tables/agent-version.ts';
import type { Tool } from '../../../generated/tables/tool.ts';
import type { Bus } from '../ports.ts';
import type { Author } from './registry-ports.ts';

/** Tells that a version of an agent is there and waits until somebody activates it. */
export async function announcePending(bus: Bus, version: Pick<AgentVersion, 'agentId' | 'config' | 'sha256'>, author: Author): Promise<void> {
  const detail = { agentId: version.agentId, ...about(version, author) };
  await bus.publish([{ source: agentRegistered.source, detailType: agentRegistered.detailType, detail }]);
}

/** Tells that a version of an agent is active now. */
export async function announceActivated(bus: Bus, head: Agent, author: Author): Promise<void> {
  await bus.publish([{ source: agentActivated.source, detailType: agentActivated.detailType, detail: { agentId: head.agentId, ...about(head, author) } }]);
}

/** Tells that an agent was switched off. */
export async function announceSuspended(bus: Bus, head: Agent, author: Author): Promise<void> {
  await bus.publish([{ source: agentSuspended.source, detailType: agentSuspended.detailType, detail: { agentId: head.agentId, ...about(head, author) } }]);
}

/** Tells that a tool was registered or that its state changed; the reason says which. */
export async function announceTool(bus: Bus, tool: Tool, author: Author): Promise<void> {
  await bus.publish([{ source: toolRegistered.source, detailType: toolRegistered.detailType, detail: { toolId: tool.toolId, ...about(tool, author) } }]);
}

function about(row: { readonly config: { readonly version: string }; readonly sha256?: string | undefined }, { by, reason }: Author): object {
  return {
    version: row.config.version,
    ...(row.sha256 !== undefined && { sha256: row.sha256 }),
    by: by.slice(0, 256),
    ...(reason !== undefined && { reason: reason.slice(0, 1_024) }),
  };
}

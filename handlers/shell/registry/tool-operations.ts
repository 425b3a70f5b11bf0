import type { Tool } from '../../../generated/tables/tool.ts';
import { announceTool } from './announce.ts';
import type { Author, Refused, RegistryPorts } from './registry-ports.ts';
import { refuse, timestamp, WRITE_TRIES } from './registry-ports.ts';

/** A worker tool with its code. */
export async function showTool(ports: RegistryPorts, toolId: string): Promise<{ readonly tool: Tool; readonly source: string | undefined } | undefined> {
  const tool = await ports.registry.tool(toolId);
  return tool === undefined ? undefined : { tool, source: await ports.code.get(tool.config.filename) };
}

/** Switches a tool on or off. Agents that use a suspended tool get an error from it, whatever version they pinned. */
export async function setToolState(
  ports: RegistryPorts,
  toolId: string,
  state: Tool['state'],
  author: Author,
): Promise<{ readonly kind: 'changed'; readonly tool: Tool } | Refused> {
  for (let tries = 0; tries < WRITE_TRIES; tries++) {
    const current = await ports.registry.tool(toolId);
    if (current === undefined) return refuse('TOOL_UNKNOWN', `there is no worker tool "${toolId}"`);
    if (current.state === state) return refuse('UNCHANGED', `the tool "${toolId}" is ${state} already`);
    const tool: Tool = { ...current, state, updatedAt: timestamp(ports.clock) };
    if (!(await ports.registry.putTool(tool, current)).ok) continue;
    await announceTool(ports.bus, tool, { by: author.by, reason: author.reason ?? `state changed from ${current.state} to ${state}` });
    return { kind: 'changed', tool };
  }
  return refuse('CONFLICT', `the tool "${toolId}" keeps being changed by others: try again`);
}

import type { Tool } from '../../../generated/tables/tool.ts';
import { sha256 } from '../hash.ts';
import { announceTool } from './announce.ts';
import type { Refused, RegistryPorts } from './registry-ports.ts';
import { refuse, timestamp, WRITE_TRIES } from './registry-ports.ts';

/** A checked worker tool. */
export interface ToolSubmission {
  readonly toolId: string;
  readonly source: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly description: string;
  readonly by: string;
}

export interface RegisteredTool {
  readonly kind: 'registered' | 'unchanged';
  readonly toolId: string;
  readonly version: string;
  readonly sha256: string;
  /** What an agent puts among its capabilities to use this very code. */
  readonly capability: string;
}

/**
 * Stores a tool as the next version of its name. Agents that pinned an earlier version go on using that one: its code
 * stays under its hash. A suspended tool is not brought back this way.
 */
export async function registerTool(ports: RegistryPorts, submission: ToolSubmission): Promise<RegisteredTool | Refused> {
  const { toolId } = submission;
  const hash = sha256(submission.source);
  const filename = `tools/${toolId}/${hash}.js`;
  await ports.code.putIfAbsent(filename, submission.source);
  for (let tries = 0; tries < WRITE_TRIES; tries++) {
    const current = await ports.registry.tool(toolId);
    if (current !== undefined && current.state !== 'active')
      return refuse('NAME_TAKEN', `the tool "${toolId}" exists and is ${current.state}: choose another name, or let an operator activate it`);
    const done = (kind: RegisteredTool['kind'], version: string): RegisteredTool => ({
      kind,
      toolId,
      version,
      sha256: hash,
      capability: `tool:${toolId}@${hash}`,
    });
    if (current?.sha256 === hash) return done('unchanged', current.config.version);
    const now = timestamp(ports.clock);
    const version = `v${Number(current?.config.version.slice(1) ?? 0) + 1}`;
    const tool: Tool = {
      toolId,
      config: { name: toolId, filename, schema: { ...submission.schema }, version, description: submission.description },
      state: 'active',
      sha256: hash,
      createdAt: current?.createdAt ?? now,
      updatedAt: now,
    };
    if (!(await ports.registry.putTool(tool, current)).ok) continue;
    await announceTool(ports.bus, tool, { by: submission.by });
    return done('registered', version);
  }
  return refuse('CONFLICT', `the tool "${toolId}" keeps being changed by others: try again`);
}

import type { Tool } from '../../generated/tables/tool.ts';
import { registerTool } from '../shell/registry/register-tool.ts';
import type { RegisteredTool } from '../shell/registry/register-tool.ts';
import { refuse } from '../shell/registry/registry-ports.ts';
import type { Refused, RegistryPorts } from '../shell/registry/registry-ports.ts';
import { checkAgainst } from './gate/gate.ts';
import type { GatePorts } from './gate/gate.ts';
import { prepare } from './gate/preparation.ts';
import type { Rejected } from './gate/verdict.ts';

/** A worker tool that a person brings along: a pure function of its input. */
export interface ToolSource {
  readonly toolId: string;
  /** TypeScript or JavaScript. */
  readonly source: string;
  readonly description: string;
  readonly schema: Tool['config']['schema'];
  /** Inputs for the dry run. */
  readonly examples: readonly unknown[];
  readonly by: string;
}

/** Registers a worker tool from its source, through the same gate as a fabricated one. */
export async function registerToolSource(ports: RegistryPorts & GatePorts, tool: ToolSource): Promise<RegisteredTool | Refused> {
  const prepared = await prepare(tool.source);
  if (!prepared.ok) return rejected(tool.toolId, prepared);
  const { uses, javascript } = prepared.code;
  if (uses.size > 0)
    return rejected(tool.toolId, {
      ok: false,
      stage: 'standards',
      problems: [`a worker tool has no capabilities, but the code uses ctx.${[...uses].join(', ctx.')}`],
    });
  const checked = await checkAgainst(ports, tool.toolId, prepared.code, { schema: tool.schema, capabilities: [] }, tool.examples);
  if (!checked.ok) return rejected(tool.toolId, checked);
  return registerTool(ports, { toolId: tool.toolId, source: javascript, schema: tool.schema, description: tool.description, by: tool.by });
}

function rejected(toolId: string, { stage, problems }: Rejected): Refused {
  return refuse('CHECKS_FAILED', `tool "${toolId}" did not pass the checks (${stage}):\n- ${problems.join('\n- ')}`);
}

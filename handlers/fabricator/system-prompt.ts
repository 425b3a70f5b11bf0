import type { Tool } from '../../generated/tables/tool.ts';
import { fabricatorPrompt, filled } from '../prompts/prompt.ts';
import { agentApiText } from '../sandbox/agent-api-text.ts';
import type { FabricatorTool } from './tools/fabricator-tool.ts';

/** Characters of tool descriptions that fit into the prompt; the rest is found with get_worker_tool by name. */
const TOOL_CHARACTERS = 20_000;

/** The fabricator's instructions, from its own tools, the registered worker tools and the agent API. */
export function systemPrompt(builtIn: readonly FabricatorTool[], workerTools: readonly Tool[], allowedHosts: readonly string[]): string {
  return filled(fabricatorPrompt, {
    allowedHosts: allowedHosts.join(', ') || 'no host at all',
    tools: builtIn.map((tool) => `- ${tool.name}: ${tool.description}`).join('\n'),
    workerTools: workerToolLines(workerTools),
    agentApi: agentApiText.trim(),
  });
}

/** The beginning of our own marks in a text of others; it is replaced, for a removal could make new ones out of what is left. */
const MARKS = /<(?=\s*\/?\s*(?:task|existing-agents)\b)/gi;

/** The request as the model reads it. */
export function userPrompt(
  taskDetails: string,
  agentName: string | undefined,
  candidates: readonly { readonly agentId: string; readonly description: string; readonly score: number }[],
): string {
  return `<task>
${taskDetails.replaceAll(MARKS, '‹').toWellFormed()}
</task>
${agentName === undefined ? '' : `Wished name: ${agentName}\n`}<existing-agents>
${JSON.stringify(candidates.map((candidate) => ({ ...candidate, description: candidate.description.slice(0, 500) })))}
</existing-agents>`;
}

function workerToolLines(tools: readonly Tool[]): string {
  if (tools.length === 0) return '(none yet)';
  const lines: string[] = [];
  let room = TOOL_CHARACTERS;
  for (const { toolId, config } of tools) {
    const line = `- ${toolId}: ${config.description.slice(0, 300)} Input: ${JSON.stringify(config.schema).slice(0, 1_000)}`;
    if ((room -= line.length) < 0)
      return [
        ...lines,
        `- and ${tools.length - lines.length} more: ${tools
          .slice(lines.length)
          .map((tool) => tool.toolId)
          .join(', ')
          .slice(0, 4_000)}`,
      ].join('\n');
    lines.push(line);
  }
  return lines.join('\n');
}

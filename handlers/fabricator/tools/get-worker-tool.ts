import { sha256 } from '../../shell/hash.ts';
import type { FabricatorTool } from './fabricator-tool.ts';
import { textOf, ToolProblem } from './fabricator-tool.ts';

/** Looks at a registered tool, for reuse by reference. */
export const getWorkerTool: FabricatorTool = {
  name: 'get_worker_tool',
  description:
    "Shows a registered worker tool: description, input schema, code, and the reference to put into an agent's capabilities. Use it by reference (`await ctx.tools.call(toolId, input)`); do not copy its code.",
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['toolId'],
    properties: { toolId: { type: 'string', pattern: '^[a-zA-Z0-9_-]{1,64}$' } },
  },
  async run(input, { ports }) {
    const toolId = textOf(input, 'toolId');
    const tool = await ports.registry.tool(toolId);
    if (tool === undefined) throw new ToolProblem(`there is no worker tool "${toolId}": write it yourself, or leave it out`);
    if (tool.state !== 'active') throw new ToolProblem(`the worker tool "${toolId}" is ${tool.state} and cannot be used`);
    const source = tool.sha256 === undefined ? undefined : await ports.code.get(`tools/${toolId}/${tool.sha256}.js`);
    if (source === undefined || tool.sha256 === undefined || sha256(source) !== tool.sha256)
      throw new ToolProblem(`the code of the worker tool "${toolId}" is missing or changed: it cannot be used`);
    return {
      toolId,
      version: tool.config.version,
      description: tool.config.description,
      schema: tool.config.schema,
      capability: `tool:${toolId}@${tool.sha256}`,
      code: source,
    };
  },
};

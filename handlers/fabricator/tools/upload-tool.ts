import type { FabricatorTool } from './fabricator-tool.ts';
import { identifier, textOf } from './fabricator-tool.ts';
import { codeFields, codeOf } from './code-input.ts';

/** Checks a worker tool's module and stores it, immutable, by its hash. */
export const uploadTool: FabricatorTool = {
  name: 'upload_tool_to_s3',
  description:
    'Checks the module of a reusable worker tool and stores it. A tool is written like an agent but gets no capability: a pure function of its input. Returns the filename to register with store_tool_config_dynamo.',
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['toolId'],
    properties: { toolId: { ...identifier, description: 'Name of the tool: short, lower case, words joined by "-".' }, ...codeFields },
  },
  run: (input, workshop) => workshop.upload('tools', textOf(input, 'toolId'), codeOf(input, workshop)),
};

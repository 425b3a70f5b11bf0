import type { FabricatorTool } from './fabricator-tool.ts';
import { identifier, textOf } from './fabricator-tool.ts';
import { codeFields, codeOf } from './code-input.ts';

/** Checks an agent's module and stores it, immutable, by its hash. */
export const uploadAgent: FabricatorTool = {
  name: 'upload_agent_to_s3',
  description:
    'Checks the module of an agent (syntax, docstring, handler, prohibited code) and stores it. Returns the filename to register with store_agent_config_dynamo. On an error, repair the code and upload it again.',
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['agentId'],
    properties: { agentId: { ...identifier, description: 'Name of the agent: short, lower case, words joined by "-".' }, ...codeFields },
  },
  run: (input, workshop) => workshop.upload('agents', textOf(input, 'agentId'), codeOf(input, workshop)),
};

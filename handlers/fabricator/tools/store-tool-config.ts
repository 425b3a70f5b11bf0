import type { FabricatorTool } from './fabricator-tool.ts';
import { identifier } from './fabricator-tool.ts';

/** Type check, dry run and registration of an uploaded worker tool. */
export const storeToolConfig: FabricatorTool = {
  name: 'store_tool_config_dynamo',
  description:
    "Registers an uploaded worker tool, so that this and later agents can call it by reference. Returns the reference to put into an agent's capabilities.",
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['toolId', 'filename', 'description', 'schema'],
    properties: {
      toolId: { ...identifier, description: 'As given to upload_tool_to_s3.' },
      filename: { type: 'string', description: 'As returned by upload_tool_to_s3.' },
      description: { type: 'string', minLength: 10, maxLength: 4096, description: 'What it does and what it returns.' },
      schema: { type: 'object', additionalProperties: true, description: 'JSON Schema of the input, type object.' },
      examples: { type: 'array', maxItems: 5, items: { type: 'object', additionalProperties: true }, description: 'Realistic inputs for the dry run.' },
    },
  },
  run: (input, workshop) => workshop.registerTool(input),
};

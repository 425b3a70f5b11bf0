import type { FabricatorTool } from './fabricator-tool.ts';
import { identifier } from './fabricator-tool.ts';

const schema = { type: 'object', additionalProperties: true } as const;

/** Type check, dry run and registration of an uploaded agent. */
export const storeAgentConfig: FabricatorTool = {
  name: 'store_agent_config_dynamo',
  description:
    'Registers an uploaded agent: checks its types against the schemas, runs it once on sample input, then stores its configuration. Returns the final agentId (another than wished when the name is taken), version and state. On an error, repair what it names and try again.',
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['agentId', 'filename', 'description', 'schema', 'outputSchema'],
    properties: {
      agentId: { ...identifier, description: 'As given to upload_agent_to_s3.' },
      filename: { type: 'string', description: 'As returned by upload_agent_to_s3.' },
      description: {
        type: 'string',
        minLength: 20,
        maxLength: 4096,
        description: 'What it does, on what input, and when to use it: other models choose the agent by this.',
      },
      schema: { ...schema, description: 'JSON Schema of the input, type object, with a description on each property.' },
      outputSchema: { ...schema, description: 'JSON Schema of the result, type object.' },
      capabilities: {
        type: 'array',
        maxItems: 32,
        items: { type: 'string', maxLength: 256 },
        description: 'Only what the code uses: "model", "http:<host>", or for a worker tool the reference that get_worker_tool returns.',
      },
      examples: { type: 'array', maxItems: 5, items: schema, description: 'Realistic inputs for the dry run.' },
      improves: { type: 'boolean', description: 'True when this is meant as the next version of the fabricated agent of that name.' },
    },
  },
  run: (input, workshop) => workshop.registerAgent(input),
};

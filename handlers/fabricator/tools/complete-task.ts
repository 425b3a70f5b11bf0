import type { FabricatorTool } from './fabricator-tool.ts';
import { optionalTextOf, textOf } from './fabricator-tool.ts';

/** The model's last word. What really happened is told by the registry; see report.ts. */
export const completeTask: FabricatorTool = {
  name: 'complete_task',
  description:
    'Ends the work, once: status "success" after an agent was registered (or when an existing agent already does what is needed: name it), "error" when it cannot be done, with the reason.',
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['status', 'message'],
    properties: {
      status: { type: 'string', enum: ['success', 'error'] },
      message: { type: 'string', minLength: 1, maxLength: 4000, description: 'What was made and how to use it, or why nothing was.' },
      agentId: { type: 'string', pattern: '^[a-zA-Z0-9_-]{1,64}$', description: 'The agent to use.' },
    },
  },
  async run(input, workshop) {
    if (workshop.claim !== undefined) return { accepted: false, note: 'the work had already been completed; this call changed nothing' };
    await workshop.conclude(textOf(input, 'status') === 'success' ? 'success' : 'error', textOf(input, 'message'), optionalTextOf(input, 'agentId'));
    return { accepted: true };
  },
};

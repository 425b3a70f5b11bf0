/** Tools that the supervisor answers itself, without a worker; their uses count as tasks of the turn. */
import type { OfferedTool } from './snapshot.ts';

export const readResultTool = 'read_result';
export const findAgentsTool = 'find_agents';

/** Names that no agent can have. */
export const builtInTools: ReadonlySet<string> = new Set([readResultTool, findAgentsTool]);

/** Characters of one part of a result: when none are asked for, and at most. */
export const partCharacters = { usual: 8_000, most: 16_000 } as const;

export const readResult: OfferedTool = {
  agentId: readResultTool,
  description:
    'Reads a part of an earlier result of this conversation that was too long to be shown whole: by position in its text, or by a JSON pointer into it. Answers at once.',
  schema: {
    type: 'object',
    properties: {
      result: { type: 'string', description: 'Which result: the id that was given where it was cut.' },
      pointer: { type: 'string', description: 'Part of a JSON result, as a JSON pointer, for instance "/rows/0/name". The whole when absent.' },
      offset: { type: 'integer', minimum: 0, description: 'First character, 0 when absent.' },
      length: { type: 'integer', minimum: 1, maximum: partCharacters.most, description: `Characters, ${partCharacters.usual} when absent.` },
    },
    required: ['result'],
    additionalProperties: false,
  },
};

export const findAgents: OfferedTool = {
  agentId: findAgentsTool,
  description:
    'Looks for agents by what they can do. There are more agents than the tools you see: use this before you have a new one made. What it finds is offered to you in the next turn.',
  schema: {
    type: 'object',
    properties: { need: { type: 'string', minLength: 1, maxLength: 2_000, description: 'What the agent must be able to do, in a few words.' } },
    required: ['need'],
    additionalProperties: false,
  },
};

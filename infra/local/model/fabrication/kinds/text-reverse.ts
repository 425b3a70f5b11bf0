import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `text-reverse`. */
export const reverseText: AgentKind = defineKind({
  agentId: 'text-reverse',
  title: 'reversed text',
  signs: [[/\brevers\w*|\bbackwards?\b/, 1.5]],
  description: 'Reverses a text: its characters, the order of its words, or the order of its lines.',
  categories: ['text'],
  inputs: 'text, unit (characters when absent).',
  outputs: 'result, summary.',
  constraints: 'Pure computation; characters with their combining marks stay together.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: {
      text: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The text.' },
      unit: {
        type: 'string',
        enum: ['characters', 'wordOrder', 'lines'],
        description: 'characters: letters. wordOrder: order of words. lines: order of lines.',
      },
    },
  },
  results: { result: { type: 'string' } },
  example: { text: 'stressed' },
  code: String.raw`
export async function handler(input, ctx) {
  const value = input.text;
  let result;
  if (input.unit === 'wordOrder') result = value.trim().split(/\s+/).reverse().join(' ');
  else if (input.unit === 'lines') result = value.split('\n').reverse().join('\n');
  else result = (value.match(/\P{M}\p{M}*/gu) ?? []).reverse().join('');
  return { result, summary: 'Reversed: ' + result.slice(0, 500) };
}`,
});

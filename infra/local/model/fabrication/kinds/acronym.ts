import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `acronym`. */
export const acronym: AgentKind = defineKind({
  agentId: 'acronym',
  title: 'acronyms',
  signs: [[/\bacronyms?\b|\binitials\b|\babbreviat(?:e|ion)\b/, 2]],
  description: 'Makes the acronym (initials) of a phrase or name.',
  categories: ['text'],
  inputs: 'text.',
  outputs: 'result (the initials), summary.',
  constraints: 'Pure computation; small function words are left out when more than two words remain.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: { text: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The phrase or name.' } },
  },
  results: { result: { type: 'string' } },
  example: { text: 'portable network graphics' },
  code: String.raw`
const SMALL = new Set(['a', 'an', 'the', 'of', 'and', 'for', 'in', 'on', 'to', 'with']);

export async function handler(input, ctx) {
  const words = input.text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const large = words.filter(word => !SMALL.has(word.toLowerCase()));
  const result = (large.length > 1 ? large : words).map(word => word.charAt(0).toUpperCase()).join('');
  if (result === '') throw new Error('the text has no words');
  return { result, summary: 'The acronym is ' + result };
}`,
});

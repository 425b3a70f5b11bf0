import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `anagram-check`. */
export const anagram: AgentKind = defineKind({
  agentId: 'anagram-check',
  title: 'anagrams',
  signs: [[/\banagrams?\b/, 2]],
  description: 'Tells which of several words or phrases are anagrams of each other.',
  categories: ['text'],
  inputs: 'words (two or more).',
  outputs: 'result (true when all are anagrams of each other), groups, summary.',
  constraints: 'Pure computation; case, spaces and punctuation do not count.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['words'],
    properties: { words: { type: 'array', minItems: 2, items: { type: 'string' }, description: 'The words or phrases to compare.' } },
  },
  results: { result: { type: 'boolean' }, groups: { type: 'array' } },
  example: { words: ['listen', 'silent'] },
  code: String.raw`
export async function handler(input, ctx) {
  const words = input.words.flatMap(word => word.split(/\n/)).map(word => word.trim()).filter(word => word !== '');
  if (words.length < 2) throw new Error('give at least two words to compare');
  const groups = new Map();
  for (const word of words) {
    const key = Array.from(word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')).sort().join('');
    groups.set(key, [...(groups.get(key) ?? []), word]);
  }
  const found = [...groups.values()].filter(group => group.length > 1);
  const result = groups.size === 1;
  const summary = result ? words.join(' and ') + ' are anagrams' : found.length === 0 ? words.join(' and ') + ' are not anagrams' : 'Anagrams: ' + found.map(group => group.join(', ')).join('; ');
  return { result, groups: found, summary };
}`,
});

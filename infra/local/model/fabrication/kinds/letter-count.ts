import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `letter-count`. */
export const letterCount: AgentKind = defineKind({
  agentId: 'letter-count',
  title: 'vowels, consonants and letter frequencies',
  signs: [
    [/\bvowels?\b|\bconsonants?\b/, 2],
    [/\bletter frequenc\w+|\bfrequency of (?:each |the )?(?:letters|characters)\b|\beach letter\b|\bcharacter frequenc/, 2],
  ],
  description: 'Counts vowels, consonants, digits and spaces of a text and how often each letter occurs.',
  categories: ['text'],
  inputs: 'text, count (what the result is; vowels when absent).',
  outputs: 'vowels, consonants, digits, spaces, frequencies, result, summary.',
  constraints: 'Pure computation; the vowels are a, e, i, o, u with their accents.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: {
      text: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The text.' },
      count: {
        type: 'string',
        enum: ['vowels', 'consonants', 'digits', 'frequencies'],
        description: 'What is asked for. frequencies: each letter, frequency.',
      },
    },
  },
  results: { vowels: { type: 'integer' }, consonants: { type: 'integer' }, frequencies: { type: 'object' }, result: {} },
  example: { text: 'education', count: 'vowels' },
  code: String.raw`
export async function handler(input, ctx) {
  const letters = input.text.toLowerCase().normalize('NFKD').match(/[a-z]/g) ?? [];
  const vowels = letters.filter(letter => 'aeiou'.includes(letter)).length;
  const consonants = letters.length - vowels;
  const counts = new Map();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const frequencies = Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
  const digits = (input.text.match(/\d/g) ?? []).length;
  const all = { vowels, consonants, digits, frequencies };
  const asked = input.count ?? 'vowels';
  const shown = asked === 'frequencies' ? 'Letters: ' + Object.entries(frequencies).map(([letter, count]) => letter + ' ' + count).join(', ') : vowels + ' vowels, ' + consonants + ' consonants, ' + digits + ' digits';
  return { ...all, spaces: (input.text.match(/\s/g) ?? []).length, result: all[asked], summary: shown };
}`,
});

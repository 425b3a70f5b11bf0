import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `palindrome-check`. */
export const palindrome: AgentKind = defineKind({
  agentId: 'palindrome-check',
  title: 'palindromes',
  signs: [[/\bpalindromes?\b|\bpalindromic\b/, 2]],
  description: 'Tells whether a text is a palindrome (reads the same backwards), and finds palindromic words in a longer text.',
  categories: ['text'],
  inputs: 'text.',
  outputs: 'result (true or false), words (palindromic words of at least three letters), summary.',
  constraints: 'Pure computation; case, spaces and punctuation do not count.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: { text: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The word, phrase or text.' } },
  },
  results: { result: { type: 'boolean' }, words: { type: 'array' } },
  example: { text: 'A man, a plan, a canal: Panama' },
  code: String.raw`
function reads(text) {
  const plain = text.toLowerCase().normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '');
  return plain !== '' && plain === Array.from(plain).reverse().join('');
}

export async function handler(input, ctx) {
  const result = reads(input.text);
  const words = [...new Set((input.text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter(reads))];
  const long = input.text.length > 80;
  return { result, words, summary: (long ? 'The text' : '"' + input.text + '"') + (result ? ' is a palindrome' : ' is not a palindrome') + (words.length > 0 && (long || !result) ? '; palindromic words in it: ' + words.join(', ') : '') };
}`,
});

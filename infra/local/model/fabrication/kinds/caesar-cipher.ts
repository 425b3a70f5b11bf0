import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `caesar-cipher`. */
export const caesarCipher: AgentKind = defineKind({
  agentId: 'caesar-cipher',
  title: 'Caesar cipher and ROT13',
  signs: [[/\bcaesar\b|\brot-?13\b|\bshift cipher\b/, 2]],
  description: 'Encrypts or decrypts a text with the Caesar cipher (letters shifted by a number; ROT13 is a shift of 13).',
  categories: ['text'],
  inputs: 'text, shift (3 when absent), mode (encrypt when absent).',
  outputs: 'result (the text), summary.',
  constraints: 'Pure computation; shifts the letters A to Z only; no protection of any kind.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: {
      text: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The text, message.' },
      shift: { type: 'integer', minimum: -25, maximum: 25, description: 'By how many letters, key.' },
      mode: { type: 'string', enum: ['encrypt', 'decrypt'], description: 'Direction.' },
    },
  },
  results: { result: { type: 'string' } },
  example: { text: 'Hello, World', shift: 3 },
  code: String.raw`
export async function handler(input, ctx) {
  const shift = input.shift ?? 3;
  const by = (((input.mode === 'decrypt' ? -shift : shift) % 26) + 26) % 26;
  const result = input.text.replace(/[a-z]/gi, letter => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(first + (letter.charCodeAt(0) - first + by) % 26);
  });
  return { result, summary: (input.mode === 'decrypt' ? 'Decrypted' : 'Encrypted') + ' with a shift of ' + shift + ': ' + result.slice(0, 500) };
}`,
});

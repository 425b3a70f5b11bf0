import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `morse-code`. */
export const morseCode: AgentKind = defineKind({
  agentId: 'morse-code',
  title: 'Morse code',
  signs: [[/\bmorse\b/, 2]],
  description: 'Translates a text to Morse code or Morse code to text.',
  categories: ['text'],
  inputs: 'text, mode (by the text when absent).',
  outputs: 'result, summary.',
  constraints: 'Pure computation; letters, digits and common punctuation; words are separated by " / ".',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: {
      text: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The text, or dots and dashes.' },
      mode: { type: 'string', enum: ['encode', 'decode'], description: 'encode: to Morse. decode: from Morse.' },
    },
  },
  results: { result: { type: 'string' } },
  example: { text: 'SOS' },
  code: String.raw`
const CODES = { A: '.-', B: '-...', C: '-.-.', D: '-..', E: '.', F: '..-.', G: '--.', H: '....', I: '..', J: '.---', K: '-.-', L: '.-..', M: '--', N: '-.', O: '---', P: '.--.', Q: '--.-', R: '.-.', S: '...', T: '-', U: '..-', V: '...-', W: '.--', X: '-..-', Y: '-.--', Z: '--..', 0: '-----', 1: '.----', 2: '..---', 3: '...--', 4: '....-', 5: '.....', 6: '-....', 7: '--...', 8: '---..', 9: '----.', '.': '.-.-.-', ',': '--..--', '?': '..--..', '!': '-.-.--', '-': '-....-', '/': '-..-.', '@': '.--.-.', ':': '---...', "'": '.----.' };

export async function handler(input, ctx) {
  const decode = input.mode === 'decode' || (input.mode === undefined && /^[.\-\s/|]+$/.test(input.text));
  const letters = Object.fromEntries(Object.entries(CODES).map(([letter, code]) => [code, letter]));
  const result = decode
    ? input.text.trim().split(/\s*[/|]\s*|\s{3,}/).map(word => word.split(/\s+/).map(code => letters[code] ?? '').join('')).join(' ')
    : input.text.trim().toUpperCase().split(/\s+/).map(word => Array.from(word, letter => CODES[letter] ?? '').filter(code => code !== '').join(' ')).join(' / ');
  if (result.trim() === '') throw new Error('nothing in the text can be translated');
  return { result, summary: (decode ? 'As text: ' : 'In Morse code: ') + result.slice(0, 500) };
}`,
});

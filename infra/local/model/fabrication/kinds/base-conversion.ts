import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `base-conversion`. */
export const baseConversion: AgentKind = defineKind({
  agentId: 'base-conversion',
  title: 'number bases',
  signs: [
    [/\bbinary\b|\bhexadecimal\b|\bhex\b|\boctal\b/, 1.5],
    [/\bbase \d+\b/, 1],
    [/\b(?:0x[0-9a-f]+|0b[01]+|0o[0-7]+|(?=[0-9a-f]*[a-f])[0-9a-f]{2,})\s+(?:in|to|into|as) decimal\b/, 1.5],
  ],
  description: 'Converts a whole number between the binary, octal, decimal and hexadecimal number systems.',
  categories: ['math'],
  inputs: 'value (digits, optionally with prefix 0b, 0o or 0x), from and to (number systems).',
  outputs: 'result (digits in the target system), decimal, summary.',
  constraints: 'Pure computation; whole numbers of at most 1,000 digits.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['value', 'to'],
    properties: {
      value: { type: 'string', minLength: 1, maxLength: 1000, pattern: '^[-+]?(?:0[bBoOxX])?[0-9A-Fa-f_, ]+$', description: 'Digits of the number.' },
      from: {
        type: 'string',
        enum: ['binary', 'octal', 'decimal', 'hexadecimal'],
        description: 'System of the digits; by their prefix, or decimal, when absent.',
      },
      to: { type: 'string', enum: ['binary', 'octal', 'decimal', 'hexadecimal'], description: 'System of the result.' },
    },
  },
  results: { result: { type: 'string' }, decimal: { type: 'string' } },
  example: { value: '255', to: 'binary' },
  code: String.raw`
const BASES = { binary: 2, octal: 8, decimal: 10, hexadecimal: 16 };
const PREFIXES = { '0b': 'binary', '0o': 'octal', '0x': 'hexadecimal' };

export async function handler(input, ctx) {
  let digits = String(input.value).trim().toLowerCase().replace(/[\s_,]/g, '');
  const negative = digits.startsWith('-');
  if (negative) digits = digits.slice(1);
  const prefixed = PREFIXES[digits.slice(0, 2)];
  const from = input.from ?? prefixed ?? (/[a-f]/.test(digits) ? 'hexadecimal' : 'decimal');
  if (from === input.to) throw new Error('the digits are taken as ' + from + ' already: the system they are written in is not known, "from" says it');
  if (prefixed !== undefined && prefixed === from) digits = digits.slice(2);
  const base = BigInt(BASES[from]);
  let value = 0n;
  for (const digit of digits) {
    const worth = parseInt(digit, 36);
    if (Number.isNaN(worth) || BigInt(worth) >= base) throw new Error('"' + input.value + '" is not a whole number in the ' + from + ' system');
    value = value * base + BigInt(worth);
  }
  const sign = negative ? '-' : '';
  const result = sign + value.toString(BASES[input.to]).toUpperCase();
  return { result, decimal: sign + value.toString(), summary: input.value + ' (' + from + ') is ' + result + ' in ' + input.to };
}`,
});

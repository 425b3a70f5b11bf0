import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `checksum-validation`. */
export const checksum: AgentKind = defineKind({
  agentId: 'checksum-validation',
  title: 'Luhn and ISBN checks',
  signs: [[/\bluhn\b|\bcard numbers?\b|\bisbn\b|\bcheck ?digits?\b/, 2]],
  description: 'Checks the check digit of a number: Luhn (card numbers), ISBN-10 and ISBN-13.',
  categories: ['validation'],
  inputs: 'digits (spaces and hyphens are ignored), scheme (by length when absent).',
  outputs: 'result (valid or not), scheme, summary.',
  constraints: 'Pure computation; says nothing of whether the number is in use.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['digits'],
    properties: {
      digits: { type: 'string', minLength: 2, maxLength: 64, description: 'The number with its check digit.' },
      scheme: { type: 'string', enum: ['luhn', 'isbn'], description: 'luhn: card. isbn: book.' },
    },
  },
  results: { result: { type: 'boolean' }, scheme: { type: 'string' } },
  example: { digits: '978-3-16-148410-0' },
  code: String.raw`
export async function handler(input, ctx) {
  const digits = String(input.digits).replace(/[^0-9Xx]/g, '').toUpperCase();
  if (digits.length < 2) throw new Error('"' + input.digits + '" holds no number');
  const scheme = input.scheme ?? ((digits.length === 13 && /^97[89]/.test(digits)) || (digits.length === 10) ? 'isbn' : 'luhn');
  const values = Array.from(digits, digit => (digit === 'X' ? 10 : Number(digit)));
  let result;
  if (scheme === 'isbn' && digits.length === 10) result = values.reduce((sum, value, index) => sum + value * (10 - index), 0) % 11 === 0;
  else if (scheme === 'isbn') result = digits.length === 13 && values.reduce((sum, value, index) => sum + value * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0;
  else result = values.reverse().reduce((sum, value, index) => sum + (index % 2 === 0 ? value : value * 2 > 9 ? value * 2 - 9 : value * 2), 0) % 10 === 0;
  return { result, scheme, summary: input.digits + ' is ' + (result ? 'valid' : 'not valid') + ' by the ' + (scheme === 'isbn' ? 'ISBN' : 'Luhn') + ' check' };
}`,
});

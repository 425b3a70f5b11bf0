import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `roman-numerals`. */
export const romanNumerals: AgentKind = defineKind({
  agentId: 'roman-numerals',
  title: 'Roman numerals',
  signs: [
    [/\broman\b/, 2],
    [/\b(?=[mdclxvi]{4,}\b)m*(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\b/, 1.2],
  ],
  description: 'Converts a whole number to a Roman numeral or a Roman numeral to a number (1 to 3999).',
  categories: ['math'],
  inputs: 'number (1 to 3999), or numeral (letters I V X L C D M).',
  outputs: 'number, numeral, result (the converted one), summary.',
  constraints: 'Pure computation; only well-formed numerals from 1 to 3999.',
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      number: { type: 'integer', description: 'The number to write as a Roman numeral.', minimum: 1, maximum: 3999 },
      numeral: { type: 'string', pattern: '^[IVXLCDMivxlcdm]+$', description: 'The Roman numeral to read.' },
    },
  },
  results: { number: { type: 'integer' }, numeral: { type: 'string' }, result: { type: ['string', 'integer'], description: 'The converted value.' } },
  example: { number: 1994 },
  code: String.raw`
const STEPS = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']];

function write(number) {
  let rest = number;
  let text = '';
  for (const [value, letters] of STEPS) {
    while (rest >= value) {
      text += letters;
      rest -= value;
    }
  }
  return text;
}

function read(numeral) {
  let rest = numeral.trim().toUpperCase();
  let number = 0;
  for (const [value, letters] of STEPS) {
    while (rest.startsWith(letters)) {
      number += value;
      rest = rest.slice(letters.length);
    }
  }
  if (rest !== '' || write(number) !== numeral.trim().toUpperCase()) throw new Error('"' + numeral + '" is not a well-formed Roman numeral from I to MMMCMXCIX');
  return number;
}

export async function handler(input, ctx) {
  if (input.number !== undefined) {
    if (!Number.isInteger(input.number) || input.number < 1 || input.number > 3999) throw new Error('only whole numbers from 1 to 3999 have a Roman numeral, got ' + input.number);
    const numeral = write(input.number);
    return { number: input.number, numeral, result: numeral, summary: input.number + ' is ' + numeral + ' in Roman numerals' };
  }
  if (input.numeral === undefined) throw new Error('give "number" or "numeral"');
  const number = read(input.numeral);
  return { number, numeral: input.numeral.trim().toUpperCase(), result: number, summary: 'The Roman numeral ' + input.numeral.trim().toUpperCase() + ' is ' + number };
}`,
});

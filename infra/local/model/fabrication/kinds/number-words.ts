import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `number-words`. */
export const numberWords: AgentKind = defineKind({
  agentId: 'number-words',
  title: 'numbers in words',
  signs: [[/\b(?:in|into|as|to) (?:english )?words\b|\bspell(?:ed)? (?:out )?(?:the )?number|\bspell(?:ed)? out\b/, 1.5]],
  description: 'Writes a whole number out in English words.',
  categories: ['text'],
  inputs: 'number (whole, up to 999,999,999,999,999).',
  outputs: 'result (the words), summary.',
  constraints: 'Pure computation; whole numbers only.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['number'],
    properties: { number: { type: 'integer', description: 'The number to spell.' } },
  },
  results: { result: { type: 'string' } },
  example: { number: 42 },
  code: String.raw`
const SMALL = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES = ['', 'thousand', 'million', 'billion', 'trillion'];

function belowThousand(number) {
  const parts = [];
  if (number >= 100) parts.push(SMALL[Math.floor(number / 100)] + ' hundred');
  const rest = number % 100;
  if (rest > 0) parts.push(rest < 20 ? SMALL[rest] : TENS[Math.floor(rest / 10)] + (rest % 10 > 0 ? '-' + SMALL[rest % 10] : ''));
  return parts.join(' and ');
}

export async function handler(input, ctx) {
  const { number } = input;
  if (!Number.isInteger(number) || Math.abs(number) >= 1e15) throw new Error('"number" must be a whole number below 10^15, got ' + number);
  const groups = [];
  let rest = Math.abs(number);
  for (let scale = 0; rest > 0; scale += 1) {
    const group = rest % 1000;
    if (group > 0) groups.unshift(belowThousand(group) + (SCALES[scale] === '' ? '' : ' ' + SCALES[scale]));
    rest = Math.floor(rest / 1000);
  }
  const last = Math.abs(number) % 1000;
  const words = groups.length > 1 && last > 0 && last < 100 ? groups.slice(0, -1).join(', ') + ' and ' + groups[groups.length - 1] : groups.join(', ');
  const result = number === 0 ? 'zero' : (number < 0 ? 'minus ' : '') + words;
  return { result, summary: number + ' in words: ' + result };
}`,
});

import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `number-sequence`. */
export const numberSequence: AgentKind = defineKind({
  agentId: 'number-sequence',
  title: 'number sequences such as Fibonacci',
  signs: [
    [/\bfibonacci\b/, 2],
    [/\btriangular numbers?\b|\bsquare numbers\b|\bpowers of two\b|\bcollatz\b/, 1.5],
  ],
  description: 'Generates the first terms of a number sequence: Fibonacci, triangular, square, cube, powers of two, or the Collatz sequence of a number.',
  categories: ['math'],
  inputs: 'sequence, count (how many terms, or for Collatz the starting number).',
  outputs: 'result (the terms), last, sum, summary.',
  constraints: 'Pure computation; at most 1,000 terms; terms as text beyond 2^53.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['sequence', 'count'],
    properties: {
      sequence: { type: 'string', enum: ['fibonacci', 'triangular', 'square', 'cube', 'powersOfTwo', 'collatz'], description: 'Which sequence.' },
      count: { type: 'integer', description: 'How many terms; for collatz the starting number.', minimum: 1 },
    },
  },
  results: { result: { type: 'array', description: 'The terms.' }, last: { type: ['integer', 'string'] } },
  example: { sequence: 'fibonacci', count: 10 },
  code: String.raw`
function termsOf(sequence, count) {
  const terms = [];
  if (sequence === 'collatz') {
    let term = BigInt(count);
    terms.push(term);
    while (term !== 1n && terms.length < 1000) {
      term = term % 2n === 0n ? term / 2n : 3n * term + 1n;
      terms.push(term);
    }
    return terms;
  }
  let [a, b] = [0n, 1n];
  for (let index = 1n; index <= BigInt(count); index += 1n) {
    switch (sequence) {
      case 'triangular': terms.push(index * (index + 1n) / 2n); break;
      case 'square': terms.push(index * index); break;
      case 'cube': terms.push(index * index * index); break;
      case 'powersOfTwo': terms.push(2n ** (index - 1n)); break;
      default: terms.push(a); [a, b] = [b, a + b];
    }
  }
  return terms;
}

export async function handler(input, ctx) {
  if (input.sequence !== 'collatz' && input.count > 1000) throw new Error('at most 1,000 terms, got ' + input.count);
  const plain = term => (term <= 9007199254740991n ? Number(term) : String(term));
  const terms = termsOf(input.sequence, input.count).map(plain);
  return { result: terms, last: terms[terms.length - 1], summary: input.sequence + ' sequence, ' + terms.length + ' terms: ' + terms.slice(0, 100).join(', ') };
}`,
});

import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `combinatorics`. */
export const combinatorics: AgentKind = defineKind({
  agentId: 'combinatorics',
  title: 'combinations and permutations',
  signs: [[/\bcombinations?\b|\bpermutations?\b|\bbinomial\b|\bchoose \d/, 1.5]],
  description: 'Counts combinations (n choose k, binomial coefficient) and permutations of k out of n things.',
  categories: ['math'],
  inputs: 'n, k (n when absent), kind.',
  outputs: 'result (a whole number as text), summary.',
  constraints: 'Pure computation; n up to 1,000.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['kind', 'n'],
    properties: {
      kind: { type: 'string', enum: ['combinations', 'permutations'], description: 'combinations: choose, order ignored. permutations: arrangements, orders.' },
      n: { type: 'integer', description: 'How many things there are.', minimum: 0, maximum: 1000 },
      k: { type: 'integer', description: 'How many are taken.', minimum: 0, maximum: 1000 },
    },
  },
  results: { result: { type: 'string' } },
  example: { kind: 'combinations', n: 5, k: 2 },
  code: String.raw`
export async function handler(input, ctx) {
  const n = Math.max(input.n, input.k ?? 0);
  const k = Math.min(input.n, input.k ?? input.n);
  let result = 1n;
  for (let index = 0; index < k; index += 1) {
    result *= BigInt(n - index);
    if (input.kind === 'combinations') result /= BigInt(index + 1);
  }
  return { result: String(result), summary: 'There are ' + result + ' ' + input.kind + ' of ' + k + ' out of ' + n };
}`,
});

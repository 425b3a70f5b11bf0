import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `multiplication-table`. */
export const multiplicationTable: AgentKind = defineKind({
  agentId: 'multiplication-table',
  title: 'multiplication tables',
  signs: [[/\bmultiplication tables?\b|\btimes tables?\b/, 2]],
  description: 'Writes the multiplication table (times table) of a number.',
  categories: ['math'],
  inputs: 'number, upTo (last factor, 10 when absent).',
  outputs: 'result (lines), products, summary.',
  constraints: 'Pure computation; at most 1,000 lines.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['number'],
    properties: {
      number: { type: 'number', description: 'The number whose table is wanted.' },
      upTo: { type: 'integer', description: 'Last factor.', minimum: 1, maximum: 1000 },
    },
  },
  results: { result: { type: 'string' }, products: { type: 'array' } },
  example: { number: 7 },
  code: String.raw`
export async function handler(input, ctx) {
  const products = Array.from({ length: input.upTo ?? 10 }, (_, index) => Number(((index + 1) * input.number).toPrecision(12)));
  const result = products.map((product, index) => index + 1 + ' × ' + input.number + ' = ' + product).join('\n');
  return { result, products, summary: 'The multiples of ' + input.number + ' are ' + products.join(', ') };
}`,
});

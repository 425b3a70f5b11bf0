import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `percent-change`. */
export const percentChange: AgentKind = defineKind({
  agentId: 'percent-change',
  title: 'percentage change',
  signs: [[/\bpercent(?:age)? (?:change|increase|decrease|growth|difference)\b|\bgrowth rate\b|\b(?:change|increase|decrease|growth) in percent/, 2]],
  description: 'Percentage change (increase, decrease, growth) from one number to another.',
  categories: ['math'],
  inputs: 'from, to.',
  outputs: 'result (percent, negative for a decrease), difference, summary.',
  constraints: 'Pure computation; from must not be zero.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['from', 'to'],
    properties: { from: { type: 'number', description: 'The earlier number.' }, to: { type: 'number', description: 'The later number.' } },
  },
  results: { result: { type: 'number' }, difference: { type: 'number' } },
  example: { from: 80, to: 100 },
  code: String.raw`
export async function handler(input, ctx) {
  if (input.from === 0) throw new Error('the change from zero has no percentage');
  const difference = Number((input.to - input.from).toPrecision(12));
  const result = Number(((difference / Math.abs(input.from)) * 100).toPrecision(10));
  return { result, difference, unit: '%', summary: 'From ' + input.from + ' to ' + input.to + ' is ' + (result < 0 ? 'a decrease' : 'an increase') + ' of ' + Math.abs(result) + ' %' };
}`,
});

import type { AgentDescriptor } from '../agent-descriptor.ts';

/** Exact arithmetic with percentages and units. */
export const calculator: AgentDescriptor = {
  agentId: 'calculator',
  description:
    'Calculates an arithmetic expression exactly: add (plus), subtract (minus), multiply (times, product), divide, powers, roots (square root, sqrt), percentages (15% of 80, 200 + 10%), remainders (modulo), factorial, rounding, absolute value, sum, average, minimum and maximum of given numbers, logarithms, trigonometry, greatest common divisor, least common multiple, and sums of lengths, masses and times with units. Use it for maths on numbers that are known.',
  categories: ['built-in', 'math'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['expression'],
    properties: {
      expression: {
        type: 'string',
        minLength: 1,
        maxLength: 2000,
        description:
          'Arithmetic expression, for instance "(3 + 4) * 2.5", "15% of 80", "sqrt(144)", "round(10/3, 2)", "3 km + 250 m in m". Functions: sqrt cbrt abs round floor ceil trunc min max sum avg median gcd lcm mod pow exp ln log log2 log10 sin cos tan asin acos atan; constants pi, e; operators + - * / ^ ! % of.',
      },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['result', 'exact', 'summary'],
    properties: {
      result: { type: 'number' },
      exact: { type: 'string', description: 'The result in full: a decimal, a fraction, or a rounded decimal marked with "≈".' },
      unit: { type: 'string', description: 'Unit of the result, when the expression has units.' },
      summary: { type: 'string' },
    },
  },
};

import { expect, it } from 'vitest';
import { problemWithInput } from '../../../handlers/shell/input-check.ts';

const slow = /^it cannot be checked against the agent's own schema within 250 ms/;

it('says what does not fit, and where', () => {
  const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer', maximum: 3 }, code: { type: 'string', pattern: '^[A-Z]{3}$' } } };
  expect(problemWithInput(schema, { n: 1, code: 'ABC' })).toBeUndefined();
  expect(problemWithInput(schema, {})).toBe('the input must have required property \'n\' ("n")');
  expect(problemWithInput(schema, { n: 4 })).toBe('/n must be <= 3 ("<=", 3)');
  expect(problemWithInput(schema, { n: 1, code: 'abc' })).toBe('/code must match pattern "^[A-Z]{3}$" ("^[A-Z]{3}$")');
});

/** Twice at each level: two to the sixtieth checks. */
const doubling = {
  type: 'object',
  allOf: [{ $ref: '#/$defs/d0' }],
  $defs: Object.fromEntries(
    Array.from({ length: 61 }, (_, n) => [`d${n}`, n === 60 ? { type: 'object' } : { allOf: [{ $ref: `#/$defs/d${n + 1}` }, { $ref: `#/$defs/d${n + 1}` }] }]),
  ),
};

it.each([
  ['a pattern that backtracks', { type: 'object', properties: { a: { type: 'string', pattern: '^(?:[a-z]|[a-c])+$' } } }, { a: `${'abc'.repeat(20)}!` }],
  ['a pattern that takes the fourth power', { type: 'object', properties: { a: { type: 'string', pattern: 'a*a*a*a*b' } } }, { a: 'a'.repeat(20_000) }],
  ['a pattern of names', { type: 'object', patternProperties: { '^(?:[a-z]|[a-c])+$': {} } }, { [`${'abc'.repeat(20)}!`]: 1 }],
  ['references that double', doubling, {}],
])('gives up %s in time, and goes on working', (_what, schema, input) => {
  const before = process.cpuUsage().user;
  expect(problemWithInput(schema, input)).toMatch(slow);
  expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(2_000);
  expect(problemWithInput({ type: 'object', properties: { a: { pattern: '^b$' } } }, { a: 'b' })).toBeUndefined();
});

it('checks at once what a schema would have checked by a promise, whose refusal nobody hears', () => {
  const schema = { $async: true, type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
  expect(problemWithInput(schema, { n: 1 })).toBeUndefined();
  expect(problemWithInput(schema, {})).toBe('the input must have required property \'n\' ("n")');
  const inner = { type: 'object', properties: { n: { $async: true, type: 'integer' } } };
  expect(problemWithInput(inner, { n: 1 })).toBe("the agent's own schema is broken: async schema in sync schema");
});

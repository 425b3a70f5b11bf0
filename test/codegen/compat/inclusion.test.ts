import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../../codegen/compat/compare-schemas.ts';
import type { Schema } from '../../../codegen/model/schema.ts';

const closed = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const cases: readonly (readonly [title: string, before: Schema, after: Schema, rules: readonly string[]])[] = [
  ['an optional property is added to a closed object', closed({ a: {} }), closed({ a: {}, b: {} }), []],
  ['a property is added to an open object', { type: 'object' }, { type: 'object', properties: { b: { type: 'number' } } }, ['property-added-to-open-object']],
  ['a property becomes required', closed({ a: {} }), closed({ a: {} }, ['a']), ['required-added']],
  ['a property is removed from a closed object', closed({ a: {}, b: {} }), closed({ a: {} }), ['property-narrowed']],
  ['integer becomes number', { type: 'integer' }, { type: 'number' }, []],
  ['number becomes integer', { type: 'number' }, { type: 'integer' }, ['type-narrowed']],
  ['an enum loses a value', { enum: ['a', 'b'] }, { enum: ['a'] }, ['enum-narrowed']],
  ['an enum gains a value', { enum: ['a'] }, { enum: ['a', 'b'] }, []],
  ['a maximum falls', { type: 'number', maximum: 5 }, { type: 'number', maximum: 4 }, ['bound-narrowed']],
  ['oneOf gains a disjoint alternative', { oneOf: [{ type: 'string' }] }, { oneOf: [{ type: 'string' }, { type: 'number' }] }, []],
  ['oneOf gains an overlapping alternative', { oneOf: [{ type: 'string' }] }, { oneOf: [{ type: 'string' }, { minLength: 2 }] }, ['union-ambiguous']],
  ['not excludes more', { type: 'object', not: { required: ['a'] } }, { type: 'object', not: {} }, ['not-extended']],
];

describe('a change breaks what was valid', () => {
  it.each(cases)('%s', (_, before, after, rules) => {
    const get = (): never => {
      throw new Error('these schemas have no references');
    };
    expect(compareSchemas({ schema: before, get }, { schema: after, get }).backward.map((one) => one.rule)).toEqual(rules);
  });
});

import fc from 'fast-check';
import { mapSubschemas, type Schema, type SchemaKey } from '../../../codegen/model/schema.ts';

/** Random JSON values over few names and numbers, so that they often hit what the schemas below ask for. */
export const jsonValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, 1, 2, 3, 1.5, -1, 4, '', 'a', 'b', 'ab', 'abc', 'x'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'xa'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const bound = fc.integer({ min: -1, max: 4 });
const count = fc.integer({ min: 0, max: 3 });
const name = fc.constantFrom('a', 'b', 'c');

/** Random schemas over the vocabulary that the comparison reasons about. */
export const schema: fc.Arbitrary<Schema> = fc.letrec((tie) => {
  const sub = tie('schema') as fc.Arbitrary<Schema>;
  const some = <T>(arbitrary: fc.Arbitrary<T>, weight = 4): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: weight });
  const type = fc.constantFrom('null', 'boolean', 'object', 'array', 'number', 'integer', 'string');
  const object = fc.record({
    type: some(fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })), 1),
    properties: some(fc.dictionary(name, sub, { maxKeys: 2, noNullPrototype: true }), 1),
    required: some(fc.uniqueArray(name, { maxLength: 2 })),
    additionalProperties: some(sub),
    unevaluatedProperties: some(sub, 8),
    $ref: some(fc.constantFrom<SchemaKey>('s.json#/a', 's.json#/b'), 8),
    patternProperties: some(fc.dictionary(fc.constantFrom('^x', 'a$'), sub, { maxKeys: 1, noNullPrototype: true }), 6),
    propertyNames: some(fc.constantFrom<Schema>({ maxLength: 1 }, { pattern: '^x' }, { enum: ['a', 'b'] }), 8),
    minProperties: some(count, 8),
    maxProperties: some(count, 8),
    dependentRequired: some(fc.dictionary(name, fc.uniqueArray(name, { minLength: 1, maxLength: 1 }), { maxKeys: 1, noNullPrototype: true }), 8),
    dependentSchemas: some(fc.dictionary(name, sub, { maxKeys: 1, noNullPrototype: true }), 10),
    prefixItems: some(fc.array(sub, { minLength: 1, maxLength: 2 })),
    items: some(sub),
    contains: some(sub, 8),
    minContains: some(count, 12),
    maxContains: some(count, 12),
    unevaluatedItems: some(sub, 12),
    format: some(fc.constantFrom('date', 'ipv4'), 12),
    minItems: some(count, 6),
    maxItems: some(count, 6),
    uniqueItems: some(fc.boolean(), 8),
    minimum: some(bound),
    maximum: some(bound),
    exclusiveMinimum: some(bound, 8),
    exclusiveMaximum: some(bound, 8),
    multipleOf: some(fc.constantFrom(1, 2, 0.5), 8),
    minLength: some(count),
    maxLength: some(count),
    pattern: some(fc.constantFrom('^a', 'b$'), 8),
    enum: some(fc.array(jsonValue, { minLength: 1, maxLength: 3 }), 6),
    const: some(jsonValue, 10),
    allOf: some(fc.array(sub, { minLength: 1, maxLength: 2 }), 6),
    anyOf: some(fc.array(sub, { minLength: 1, maxLength: 3 }), 5),
    oneOf: some(fc.array(sub, { minLength: 1, maxLength: 3 }), 5),
    not: some(sub, 8),
    if: some(sub, 10),
    then: some(sub, 4),
    else: some(sub, 4),
  });
  return { schema: fc.oneof({ maxDepth: 2, withCrossShrink: true }, fc.boolean(), object.map(defined)) };
}).schema as fc.Arbitrary<Schema>;

function defined(record: object): Schema {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** What the references of the schemas above mean: definitions without references that lead back to themselves in place. */
export interface Definitions {
  readonly a: Schema;
  readonly b: Schema;
}

/** Definitions; `b` may refer to either through a property or an item, as recursive schemas do. */
export const definitions: fc.Arbitrary<Definitions> = fc
  .tuple(schema, schema, fc.constantFrom<SchemaKey>('s.json#/a', 's.json#/b'), fc.boolean())
  .map(([a, b, target, isList]) => ({
    a: withoutReferences(a),
    b: isList
      ? { items: { $ref: target } }
      : { properties: { a: { $ref: target } }, ...(typeof b === 'object' && b.required !== undefined && { required: b.required }) },
  }));

function withoutReferences(one: Schema): Schema {
  if (typeof one === 'boolean') return one;
  const { $ref: _, ...rest } = mapSubschemas(one, withoutReferences);
  return rest;
}

export function getFrom(known: Definitions): (key: SchemaKey) => Schema {
  return (key) => (key === 's.json#/a' ? known.a : known.b);
}

/** A schema and a variant of it: something small is taken from another one, as real changes do. */
export const schemaPair: fc.Arbitrary<readonly [Schema, Schema]> = fc.tuple(schema, schema, fc.nat(), fc.boolean()).map(([before, other, pick, remove]) => {
  if (typeof before === 'boolean' || typeof other === 'boolean') return [before, other];
  const names = Object.keys(remove ? before : other);
  const keyword = names[pick % Math.max(names.length, 1)];
  if (keyword === undefined) return [before, other];
  const after: Record<string, unknown> = { ...before };
  if (remove) delete after[keyword];
  else after[keyword] = (other as Readonly<Record<string, unknown>>)[keyword];
  return [before, after];
});

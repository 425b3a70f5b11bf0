import type { SchemaObject } from '../../../codegen/model/schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** A change of a schema and whether new readers read old data (backward), and old readers new data (forward). */
export interface KnownCase {
  readonly title: string;
  readonly before: Json | boolean;
  readonly after: Json | boolean;
  readonly backward: boolean;
  readonly forward: boolean;
}

const same = { backward: true, forward: true };
const wider = { backward: true, forward: false };
const narrower = { backward: false, forward: true };
const other = { backward: false, forward: false };

/** From the narrower to the wider schema; each gives two cases, one a direction. */
const widenings: readonly (readonly [title: string, narrow: Json | boolean, wide: Json | boolean])[] = [
  ['type: integer → number', { type: 'integer' }, { type: 'number' }],
  ['type: string → string or null', { type: 'string' }, { type: ['string', 'null'] }],
  ['type: said → unsaid', { type: 'object' }, {}],
  ['nothing → anything', false, true],
  ['type: of an untyped object', { type: 'object', properties: { a: { type: 'string' } } }, { properties: { a: { type: 'string' } } }],
  ['maxLength raised', { type: 'string', maxLength: 5 }, { type: 'string', maxLength: 6 }],
  ['maxLength removed', { type: 'string', maxLength: 5 }, { type: 'string' }],
  ['minLength lowered', { type: 'string', minLength: 5 }, { type: 'string', minLength: 4 }],
  ['minLength removed', { type: 'string', minLength: 5 }, { type: 'string' }],
  ['pattern removed', { type: 'string', pattern: '^a' }, { type: 'string' }],
  ['format removed', { type: 'string', format: 'date' }, { type: 'string' }],
  ['maximum raised', { type: 'number', maximum: 5 }, { type: 'number', maximum: 6 }],
  ['maximum removed', { type: 'number', maximum: 5 }, { type: 'number' }],
  ['minimum lowered', { type: 'number', minimum: 5 }, { type: 'number', minimum: 4 }],
  ['minimum removed', { type: 'number', minimum: 5 }, { type: 'number' }],
  ['exclusiveMaximum raised', { type: 'number', exclusiveMaximum: 5 }, { type: 'number', exclusiveMaximum: 6 }],
  ['exclusiveMaximum removed', { type: 'number', exclusiveMaximum: 5 }, { type: 'number' }],
  ['exclusiveMinimum lowered', { type: 'number', exclusiveMinimum: 5 }, { type: 'number', exclusiveMinimum: 4 }],
  ['exclusiveMaximum becomes maximum', { type: 'number', exclusiveMaximum: 5 }, { type: 'number', maximum: 5 }],
  ['multipleOf becomes a divisor', { type: 'integer', multipleOf: 6 }, { type: 'integer', multipleOf: 3 }],
  ['multipleOf removed', { type: 'integer', multipleOf: 6 }, { type: 'integer' }],
  ['required property removed from the list', { type: 'object', required: ['a', 'b'] }, { type: 'object', required: ['a'] }],
  ['required removed', { type: 'object', required: ['a'] }, { type: 'object' }],
  ['maxProperties raised', { type: 'object', maxProperties: 2 }, { type: 'object', maxProperties: 3 }],
  ['minProperties lowered', { type: 'object', minProperties: 2 }, { type: 'object', minProperties: 1 }],
  ['additionalProperties allowed', { type: 'object', properties: { a: {} }, additionalProperties: false }, { type: 'object', properties: { a: {} } }],
  ['additionalProperties of a type allowed', { type: 'object', additionalProperties: false }, { type: 'object', additionalProperties: { type: 'string' } }],
  [
    'additionalProperties extended',
    { type: 'object', additionalProperties: { type: 'string' } },
    { type: 'object', additionalProperties: { type: ['string', 'number'] } },
  ],
  ['unevaluatedProperties allowed', { type: 'object', properties: { a: {} }, unevaluatedProperties: false }, { type: 'object', properties: { a: {} } }],
  [
    'unevaluatedProperties over allOf allowed',
    { type: 'object', allOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
    { type: 'object', allOf: [{ properties: { a: {} } }] },
  ],
  [
    'property added to a closed object',
    { type: 'object', properties: { a: {} }, additionalProperties: false },
    { type: 'object', properties: { a: {}, b: { type: 'string' } }, additionalProperties: false },
  ],
  [
    'property added to an object closed by unevaluatedProperties',
    { type: 'object', properties: { a: {} }, unevaluatedProperties: false },
    { type: 'object', properties: { a: {}, b: {} }, unevaluatedProperties: false },
  ],
  [
    'property of any value added to a partly open object',
    { type: 'object', additionalProperties: { type: 'string' } },
    { type: 'object', properties: { b: {} }, additionalProperties: { type: 'string' } },
  ],
  ['property removed from an open object', { type: 'object', properties: { a: { type: 'string' } } }, { type: 'object' }],
  [
    'property removed from a partly open object that covers it',
    { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: { type: 'number' } },
    { type: 'object', additionalProperties: { type: 'number' } },
  ],
  ['patternProperties removed from an open object', { type: 'object', patternProperties: { '^x': { type: 'string' } } }, { type: 'object' }],
  [
    'patternProperties added to a closed object',
    { type: 'object', additionalProperties: false },
    { type: 'object', patternProperties: { '^x': { type: 'string' } }, additionalProperties: false },
  ],
  [
    'patternProperties widened',
    { type: 'object', patternProperties: { '^x': { type: 'integer' } } },
    { type: 'object', patternProperties: { '^x': { type: 'number' } } },
  ],
  ['propertyNames removed', { type: 'object', propertyNames: { maxLength: 3 } }, { type: 'object' }],
  ['propertyNames widened', { type: 'object', propertyNames: { maxLength: 3 } }, { type: 'object', propertyNames: { maxLength: 4 } }],
  ['dependentRequired removed', { type: 'object', dependentRequired: { a: ['b'] } }, { type: 'object' }],
  ['dependentRequired shortened', { type: 'object', dependentRequired: { a: ['b', 'c'] } }, { type: 'object', dependentRequired: { a: ['b'] } }],
  ['dependentSchemas removed', { type: 'object', dependentSchemas: { a: { required: ['b'] } } }, { type: 'object' }],
  [
    'dependentSchemas widened',
    { type: 'object', dependentSchemas: { a: { required: ['b', 'c'] } } },
    { type: 'object', dependentSchemas: { a: { required: ['c'] } } },
  ],
  ['a required property instead of one that another needs', { type: 'object', required: ['b'] }, { type: 'object', dependentRequired: { a: ['b'] } }],
  ['a property widened', { type: 'object', properties: { a: { type: 'integer' } } }, { type: 'object', properties: { a: { type: 'number' } } }],
  ['maxItems raised', { type: 'array', maxItems: 2 }, { type: 'array', maxItems: 3 }],
  ['maxItems removed', { type: 'array', maxItems: 2 }, { type: 'array' }],
  ['minItems lowered', { type: 'array', minItems: 2 }, { type: 'array', minItems: 1 }],
  ['minItems removed', { type: 'array', minItems: 2 }, { type: 'array' }],
  ['uniqueItems removed', { type: 'array', uniqueItems: true }, { type: 'array' }],
  ['items widened', { type: 'array', items: { type: 'integer' } }, { type: 'array', items: { type: 'number' } }],
  ['items removed', { type: 'array', items: { type: 'integer' } }, { type: 'array' }],
  [
    'item added to a closed tuple',
    { type: 'array', prefixItems: [{ type: 'string' }], items: false },
    { type: 'array', prefixItems: [{ type: 'string' }, {}], items: false },
  ],
  [
    'item added to a tuple closed by unevaluatedItems',
    { type: 'array', prefixItems: [{ type: 'string' }], unevaluatedItems: false },
    { type: 'array', prefixItems: [{ type: 'string' }, {}], unevaluatedItems: false },
  ],
  ['item removed from an open tuple', { type: 'array', prefixItems: [{}, { type: 'string' }] }, { type: 'array', prefixItems: [{}] }],
  [
    'item removed from a partly open tuple that covers it',
    { type: 'array', prefixItems: [{ type: 'integer' }], items: { type: 'number' } },
    { type: 'array', items: { type: 'number' } },
  ],
  ['a tuple opened', { type: 'array', prefixItems: [{ type: 'string' }], items: false }, { type: 'array', prefixItems: [{ type: 'string' }] }],
  ['contains removed', { type: 'array', contains: { type: 'string' } }, { type: 'array' }],
  ['contains widened', { type: 'array', contains: { type: 'integer' } }, { type: 'array', contains: { type: 'number' } }],
  ['minContains lowered', { type: 'array', contains: { type: 'string' }, minContains: 3 }, { type: 'array', contains: { type: 'string' }, minContains: 2 }],
  ['maxContains raised', { type: 'array', contains: { type: 'string' }, maxContains: 3 }, { type: 'array', contains: { type: 'string' }, maxContains: 4 }],
  ['maxContains removed', { type: 'array', contains: { type: 'string' }, maxContains: 3 }, { type: 'array', contains: { type: 'string' } }],
  ['enum extended', { enum: ['a', 'b'] }, { enum: ['c', 'b', 'a'] }],
  ['enum removed', { type: 'string', enum: ['a'] }, { type: 'string' }],
  ['const becomes an enum', { const: 'a' }, { enum: ['a', 'b'] }],
  ['const of an object fits a schema', { const: { a: 1 } }, { type: 'object', required: ['a'] }],
  ['whole numbers listed', { type: 'integer', minimum: 1, maximum: 3 }, { enum: [1, 2, 3, 4] }],
  ['anyOf extended', { anyOf: [{ type: 'string' }, { type: 'null' }] }, { anyOf: [{ type: 'null' }, { type: 'boolean' }, { type: 'string' }] }],
  [
    'oneOf extended by what it excludes',
    { oneOf: [{ type: 'string' }, { type: 'null' }] },
    { oneOf: [{ type: 'null' }, { type: 'boolean' }, { type: 'string' }] },
  ],
  ['oneOf extended by another discriminator', { oneOf: [tagged('a')] }, { oneOf: [tagged('b'), tagged('a')] }],
  ['one alternative becomes anyOf', { type: 'string' }, { anyOf: [{ type: 'string' }, { type: 'number' }] }],
  ['allOf shortened', { allOf: [{ type: 'string' }, { maxLength: 3 }] }, { allOf: [{ type: 'string' }] }],
  ['allOf becomes one of its parts', { allOf: [{ type: 'string' }, { maxLength: 3 }] }, { type: 'string' }],
  [
    'oneOf of disjoint alternatives becomes anyOf of more',
    { oneOf: [{ type: 'string' }, { type: 'number' }] },
    { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'null' }] },
  ],
  ['not excludes less', { type: 'number', not: { minimum: 5 } }, { type: 'number', not: { minimum: 6 } }],
  ['not removed', { type: 'string', not: { const: 'a' } }, { type: 'string' }],
  ['a condition removed', { type: 'object', if: { required: ['a'] }, then: { required: ['b'] } }, { type: 'object' }],
  [
    'a condition asks for less',
    { type: 'object', if: { required: ['a'] }, then: { required: ['b', 'c'] } },
    { type: 'object', if: { required: ['a'] }, then: { required: ['b'] } },
  ],
  [
    'a member becomes a union',
    { type: 'object', properties: { a: tagged('a') } },
    { type: 'object', properties: { a: { oneOf: [tagged('a'), tagged('b')] } } },
  ],
];

/** Changes that nobody notices. */
const equals: readonly (readonly [title: string, before: Json | boolean, after: Json | boolean])[] = [
  ['a title', { type: 'string', title: 'A' }, { type: 'string', title: 'B' }],
  ['a description', { type: 'string', description: 'A' }, { type: 'string' }],
  ['a default', { type: 'string', default: 'a' }, { type: 'string', default: 'b' }],
  ['examples and deprecation', { type: 'string', examples: ['a'] }, { type: 'string', deprecated: true }],
  ['an own keyword', { type: 'string', 'x-a': 1 }, { type: 'string', 'x-a': 2 }],
  ['true and {}', true, {}],
  ['additionalProperties true and unsaid', { type: 'object', additionalProperties: true }, { type: 'object' }],
  ['const and an enum of one', { const: 1 }, { enum: [1] }],
  ['the order of types, enums and required', { type: ['string', 'null'], enum: ['a', null] }, { type: ['null', 'string'], enum: [null, 'a'] }],
  ['the order of alternatives', { oneOf: [tagged('a'), tagged('b')] }, { oneOf: [tagged('b'), tagged('a')] }],
  ['allOf of one', { allOf: [{ type: 'string' }] }, { type: 'string' }],
  ['anyOf of one', { type: 'string' }, { anyOf: [{ type: 'string' }] }],
  [
    'properties moved into allOf',
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    { type: 'object', allOf: [{ properties: { a: { type: 'string' } } }, { required: ['a'] }] },
  ],
  [
    'a definition written out',
    { type: 'object', properties: { a: { $ref: '#/$defs/d' } }, $defs: { d: { type: 'string' } } },
    { type: 'object', properties: { a: { type: 'string' } } },
  ],
  [
    'unevaluatedProperties where additionalProperties says it',
    { type: 'object', properties: { a: {} }, unevaluatedProperties: false },
    { type: 'object', properties: { a: {} }, additionalProperties: false },
  ],
  ['exclusive bounds of whole numbers', { type: 'integer', exclusiveMinimum: 0 }, { type: 'integer', minimum: 1 }],
  ['an empty property in an open object', { type: 'object' }, { type: 'object', properties: { a: {} } }],
  ['an empty item in an open tuple', { type: 'array' }, { type: 'array', prefixItems: [{}] }],
  [
    'a property that is refused where all others are',
    { type: 'object', additionalProperties: false, properties: { a: {}, b: false } },
    { type: 'object', additionalProperties: false, properties: { a: {} } },
  ],
  [
    'a recursive schema in other words',
    { $ref: '#/$defs/t', $defs: { t: { type: 'object', properties: { next: { $ref: '#/$defs/t' } } } } },
    { $ref: '#/$defs/u', $defs: { u: { type: 'object', properties: { next: { type: 'object', properties: { next: { $ref: '#/$defs/u' } } } } } } },
  ],
];

/** Changes that break both ways. */
const breaks: readonly (readonly [title: string, before: Json | boolean, after: Json | boolean])[] = [
  ['another type', { type: 'string' }, { type: 'number' }],
  ['another pattern', { type: 'string', pattern: '^a' }, { type: 'string', pattern: '^b' }],
  ['another const', { const: 'a' }, { const: 'b' }],
  ['another enum', { enum: ['a', 'b'] }, { enum: ['b', 'c'] }],
  ['another multipleOf', { type: 'integer', multipleOf: 4 }, { type: 'integer', multipleOf: 6 }],
  ['another required property', { type: 'object', required: ['a'] }, { type: 'object', required: ['b'] }],
  [
    'a renamed property of a closed object',
    { type: 'object', properties: { a: {} }, additionalProperties: false },
    { type: 'object', properties: { b: {} }, additionalProperties: false },
  ],
  ['another dependency', { type: 'object', dependentRequired: { a: ['b'] } }, { type: 'object', dependentRequired: { a: ['c'] } }],
  ['a range that moved', { type: 'number', minimum: 1, maximum: 5 }, { type: 'number', minimum: 2, maximum: 6 }],
  ['another type of a property', { type: 'object', properties: { a: { type: 'string' } } }, { type: 'object', properties: { a: { type: 'number' } } }],
  [
    'a property of another type than the rest',
    { type: 'object', additionalProperties: { type: 'string' } },
    { type: 'object', properties: { a: { type: 'number' } }, additionalProperties: { type: 'string' } },
  ],
  [
    'a required property added to a closed object',
    { type: 'object', properties: { a: {} }, additionalProperties: false },
    { type: 'object', properties: { a: {}, b: {} }, required: ['b'], additionalProperties: false },
  ],
  ['an object becomes a list of it', { type: 'object' }, { type: 'array', items: { type: 'object' } }],
  ['alternatives swapped for others', { oneOf: [tagged('a')] }, { oneOf: [tagged('b')] }],
  [
    'unevaluatedProperties over other parts',
    { type: 'object', allOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
    { type: 'object', allOf: [{ properties: { b: {} } }], unevaluatedProperties: false },
  ],
];

function tagged(kind: string): SchemaObject {
  return { type: 'object', required: ['kind'], properties: { kind: { const: kind }, value: { type: 'string' } }, additionalProperties: false };
}

/** Where a changed schema may stand: what is true of it is true of what holds it. */
const places: readonly (readonly [title: string, around: (inner: Json | boolean) => Json | boolean])[] = [
  ['', (inner) => inner],
  [', in a closed object', (inner) => ({ type: 'object', properties: { p: inner }, additionalProperties: false })],
  [', in an open object', (inner) => ({ type: 'object', properties: { p: inner }, required: ['p'] })],
  [', in a list', (inner) => ({ type: 'array', items: inner })],
  [', in a tuple', (inner) => ({ type: 'array', prefixItems: [{ type: 'string' }, inner], items: false })],
  [', as every other property', (inner) => ({ type: 'object', properties: { q: { type: 'string' } }, additionalProperties: inner })],
];

/** Every kind of change in every place. */
export const knownCases: readonly KnownCase[] = places.flatMap(([place, around]) => {
  // a definition that is referred to by "#/…" must stand at the root
  const fits = (schema: Json | boolean): boolean => place === '' || !JSON.stringify(schema).includes('"$ref"');
  return [
    ...widenings.flatMap(([title, narrow, wide]) => [
      { title: `${title}${place}`, before: around(narrow), after: around(wide), ...wider },
      { title: `${title}, the other way round${place}`, before: around(wide), after: around(narrow), ...narrower },
    ]),
    ...equals
      .filter(([, before, after]) => fits(before) && fits(after))
      .map(([title, before, after]) => ({ title: `${title}${place}`, before: around(before), after: around(after), ...same })),
    ...breaks.map(([title, before, after]) => ({ title: `${title}${place}`, before: around(before), after: around(after), ...other })),
  ];
});

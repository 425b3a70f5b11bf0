import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { withListedItems } from '../model/listed-unevaluated.ts';
import { isSchemaObject, mapKeywords, placeOf, subschemas, type Schema, type SchemaKey, type SchemaObject } from '../model/schema.ts';
import type { Rule } from './rule.ts';

/** Refuses what the validators would get wrong, and what cannot be a validator at all. */
export const supportedSchema: Rule = function* ({ model }) {
  yield* unsupportedSchemas(
    [...model.declarations.values()].map(({ key }) => key),
    model.schemas,
  );
};

/** The same for schemas that belong to no document. */
export function* unsupportedSchemas(keys: Iterable<SchemaKey>, get: Get): Generator<Diagnostic> {
  for (const key of keys) {
    const schema = get(key);
    yield* visit(schema, key, get);
    if (leadsBackToItself(schema, get))
      yield diagnostic(
        'schema-unsupported',
        placeOf(key),
        'the schema contains itself at the same place, so no value could ever be checked',
        'Break the cycle: let it go through a property or an item.',
      );
  }
}

type Get = (key: SchemaKey) => Schema;

function* visit(schema: Schema, key: SchemaKey, get: Get): Generator<Diagnostic> {
  if (!isSchemaObject(schema)) return;
  if (schema.unevaluatedItems !== undefined && schema.items === undefined && withListedItems(schema, get) === undefined) {
    const culprit = inPlace(schema, get).find(
      (one) =>
        one.contains !== undefined ||
        (one !== schema && one.items !== undefined) ||
        (one.if !== undefined && (one.then === undefined || one.else === undefined)),
    );
    if (culprit !== undefined) {
      const word = culprit.contains !== undefined ? 'contains' : culprit.items !== undefined ? 'items' : 'if';
      yield diagnostic(
        'schema-unsupported',
        placeOf(appendPointer(key, 'unevaluatedItems') as SchemaKey),
        `"unevaluatedItems" together with "${word}" at the same array is not supported`,
        'List the items with "prefixItems" and "items" beside each other.',
      );
    }
  }
  for (const keyword of mapKeywords)
    for (const name of Object.keys(schema[keyword] ?? {}))
      if (!name.isWellFormed())
        yield diagnostic(
          'schema-unsupported',
          placeOf(appendPointer(key, keyword, name) as SchemaKey),
          `the name ${JSON.stringify(name)} has half of a surrogate pair, which is no character`,
          'Write the whole character, or another name.',
        );
  for (const [keyword, pattern] of patternsOf(schema)) {
    if (!isPattern(pattern))
      yield diagnostic('schema-pattern', placeOf(appendPointer(key, ...keyword) as SchemaKey), `"${pattern}" is not an ECMAScript regular expression`);
  }
  for (const [segments, sub] of subschemas(schema)) yield* visit(sub, appendPointer(key, ...segments) as SchemaKey, get);
}

function patternsOf(schema: SchemaObject): readonly (readonly [segments: readonly string[], pattern: string])[] {
  return [
    ...(schema.pattern === undefined ? [] : [[['pattern'], schema.pattern] as const]),
    ...Object.keys(schema.patternProperties ?? {}).map((pattern) => [['patternProperties', pattern], pattern] as const),
  ];
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false; // what is asked here
  }
}

/** The schema and all that apply at the same place. */
function inPlace(schema: SchemaObject, get: Get): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const collect = (one: Schema | undefined): void => {
    if (!isSchemaObject(one) || found.has(one)) return;
    found.add(one);
    for (const branch of branches(one, get)) collect(branch);
  };
  collect(schema);
  return [...found];
}

function branches(schema: SchemaObject, get: Get): readonly (Schema | undefined)[] {
  return [
    schema.$ref === undefined ? undefined : get(schema.$ref),
    ...(schema.allOf ?? []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    schema.if,
    schema.then,
    schema.else,
    schema.not,
    ...Object.values(schema.dependentSchemas ?? {}),
  ];
}

/** Whether validating would never end: the schema applies itself without going into the value. */
function leadsBackToItself(start: Schema, get: Get): boolean {
  const done = new Set<Schema>();
  const walk = (schema: Schema | undefined, path: ReadonlySet<Schema>): boolean => {
    if (!isSchemaObject(schema)) return false;
    if (path.has(schema)) return schema === start;
    if (done.has(schema)) return false;
    const next = new Set([...path, schema]);
    const found = branches(schema, get).some((branch) => walk(branch, next));
    done.add(schema);
    return found;
  };
  return walk(start, new Set());
}

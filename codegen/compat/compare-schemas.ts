import { mapSubschemas, type Schema, type SchemaKey } from '../model/schema.ts';
import { predicateOf } from '../model/validation-engine.ts';
import type { Difference } from './change.ts';
import { differences } from './inclusion.ts';

/** A schema with the document that gives its references a meaning. */
export interface Side {
  readonly schema: Schema;
  readonly get: (key: SchemaKey) => Schema;
}

export interface Comparison {
  /** Why an old value may fail the new schema. */
  readonly backward: readonly Difference[];
  /** Why a new value may fail the old schema. */
  readonly forward: readonly Difference[];
}

/** Compares an old and a new schema both ways. */
export function compareSchemas(before: Side, after: Side): Comparison {
  const known = new Map<SchemaKey, Schema>();
  const get = (key: SchemaKey): Schema => {
    let schema = known.get(key);
    if (schema === undefined) {
      const side = key.startsWith('old:') ? before : after;
      schema = marked(side.get(key.slice(4) as SchemaKey), key.slice(0, 4));
      known.set(key, schema);
    }
    return schema;
  };
  const predicates = new Map<string, (value: unknown) => boolean>();
  const check = (schema: Schema, value: unknown, formats: boolean): boolean => {
    const key = `${String(formats)}${JSON.stringify(schema)}`;
    let predicate = predicates.get(key);
    if (predicate === undefined) predicates.set(key, (predicate = predicateOf(schema, get, formats)));
    return predicate(value);
  };
  const sides = {
    get,
    accepts: (schema: Schema, value: unknown) => check(schema, value, true),
    mayPass: (schema: Schema, value: unknown) => check(schema, value, false),
  };
  const left = marked(before.schema, 'old:');
  const right = marked(after.schema, 'new:');
  return { backward: differences(left, right, sides), forward: differences(right, left, sides) };
}

/** The schema without annotations, its references marked with the side that they belong to. */
function marked(schema: Schema, side: string): Schema {
  if (typeof schema === 'boolean') return schema;
  const copy = mapSubschemas(schema, (sub) => marked(sub, side));
  const entries = Object.entries(copy).filter(([keyword]) => !annotations.has(keyword) && !keyword.startsWith('x-'));
  return Object.fromEntries(entries.map(([keyword, value]) => [keyword, keyword === '$ref' ? `${side}${String(value)}` : value]));
}

const annotations = new Set(['title', 'description', 'deprecated', 'default', 'examples', '$dynamicAnchor', '$dynamicRef']);

import { idleAdditionalItems, mapSubschemas, type Schema, type SchemaKey } from '../model/schema.ts';
import { references } from '../model/schema-store.ts';
import { predicateOf } from '../model/validation-engine.ts';
import type { Difference } from './change.ts';
import { counterexample } from './counterexample.ts';
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
  /** Looks for a value that proves a break: one that was valid and is not any more, or (`forward`) is valid and was not. */
  example(direction: 'backward' | 'forward'): { readonly value: unknown } | undefined;
}

/** Compares an old and a new schema both ways. */
export function compareSchemas(before: Side, after: Side): Comparison {
  const shared = sharedKeys(before, after);
  const known = new Map<SchemaKey, Schema>();
  const get = (key: SchemaKey): Schema => {
    let schema = known.get(key);
    if (schema === undefined) {
      const side = key.startsWith('new:') ? after : before;
      schema = marked(side.get(key.slice(4) as SchemaKey), key.slice(0, 4), shared);
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
    accepts: (schema: Schema, value: unknown) => check(schema, value, true) && check(schema, value, false),
    mayPass: (schema: Schema, value: unknown) => check(schema, value, true) || check(schema, value, false),
  };
  const left = marked(before.schema, 'old:', shared);
  const right = marked(after.schema, 'new:', shared);
  return {
    backward: differences(left, right, sides),
    forward: differences(right, left, sides),
    example(direction) {
      const [from, to] = direction === 'backward' ? [before, after] : [after, before];
      // nothing is marked here, so that "examples" and "default" are seen: both sides' keys are told apart by their prefix alone
      const hint = ({ schema }: Side, side: string): Schema => withReferences(schema, (key) => `${side}${key}` as SchemaKey);
      const hints = [hint(from, 'from:'), hint(to, 'next:')];
      const getHint = (key: SchemaKey): Schema => {
        const side = key.startsWith('from:') ? from : to;
        return hint({ schema: side.get(key.slice(5) as SchemaKey), get: side.get }, key.slice(0, 5));
      };
      return counterexample(hints, getHint, predicateOf(from.schema, from.get, true), predicateOf(to.schema, to.get, true));
    },
  };
}

/** Keys whose schemas, and all that these refer to, are the same on both sides: nothing in them needs comparing. */
function sharedKeys(before: Side, after: Side): ReadonlySet<SchemaKey> {
  const left = reachable(before);
  const right = reachable(after);
  const text = (schema: Schema): string => JSON.stringify(marked(schema, '', new Set()));
  const shared = new Set([...left.keys()].filter((key) => right.has(key) && text(left.get(key) ?? true) === text(right.get(key) ?? true)));
  for (let size = -1; size !== shared.size;) {
    size = shared.size;
    for (const key of shared) if (![...references(left.get(key) ?? true)].every((target) => shared.has(target))) shared.delete(key);
  }
  return shared;
}

function reachable({ schema, get }: Side): ReadonlyMap<SchemaKey, Schema> {
  const found = new Map<SchemaKey, Schema>();
  const pending = [...references(schema)];
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    if (found.has(key)) continue;
    const target = get(key);
    found.set(key, target);
    pending.push(...references(target));
  }
  return found;
}

/** The schema without annotations, its references marked with the side that they belong to. */
function marked(schema: Schema, side: string, shared: ReadonlySet<SchemaKey>): Schema {
  if (typeof schema === 'boolean') return schema;
  const copy = mapSubschemas(schema, (sub) => marked(sub, side, shared));
  const entries = Object.entries(copy).filter(([keyword]) => keyword === idleAdditionalItems || (!annotations.has(keyword) && !keyword.startsWith('x-')));
  const target = (key: SchemaKey): string => `${shared.has(key) ? 'all:' : side}${key}`;
  return Object.fromEntries(entries.map(([keyword, value]) => [keyword, keyword === '$ref' ? target(value as SchemaKey) : value]));
}

function withReferences(schema: Schema, change: (key: SchemaKey) => SchemaKey): Schema {
  if (typeof schema === 'boolean') return schema;
  const copy = mapSubschemas(schema, (sub) => withReferences(sub, change));
  return copy.$ref === undefined ? copy : { ...copy, $ref: change(copy.$ref) };
}

const annotations = new Set(['title', 'description', 'deprecated', 'default', 'examples', '$dynamicAnchor', '$dynamicRef']);

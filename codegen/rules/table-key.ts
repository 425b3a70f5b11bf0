import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { listOf, objectAt, type JsonObject } from '../model/json.ts';
import type { EntityModel } from '../model/model.ts';
import { isSchemaObject, placeOf, type Schema, type SchemaKey, type SchemaObject } from '../model/schema.ts';
import { nearest } from '../print/nearest.ts';
import type { Rule } from './rule.ts';

/** What a table uses of an entity is a property of it, keys are required scalars, and entities of one table agree on its keys, expiry and indexes. */
export const tableKey: Rule = function* ({ model }) {
  const first = new Map<string, Described>();
  for (const entity of model.entities) {
    const schema = model.schemas(entity.key);
    if (!isSchemaObject(schema)) continue;
    const described = { entity, schema, extension: objectAt(schema['x-table']) };
    yield* attributes(described, model.schemas);
    const known = first.get(entity.table.name);
    if (known === undefined) first.set(entity.table.name, described);
    else yield* disagreements(known, described);
  }
};

interface Described {
  readonly entity: EntityModel;
  readonly schema: SchemaObject;
  /** Its `x-table`. */
  readonly extension: JsonObject;
}

/** An attribute that a table uses, and where in `x-table` it is named. */
interface Use {
  readonly name: string;
  readonly segments: readonly (string | number)[];
  readonly isKey: boolean;
}

function* attributes({ entity, schema, extension }: Described, get: (key: SchemaKey) => Schema): Generator<Diagnostic> {
  const { file, pointer } = placeOf(entity.key);
  for (const { name, segments, isKey } of usesOf(extension)) {
    const property = schema.properties?.[name];
    const at = { file, pointer: appendPointer(pointer, 'properties', name) };
    if (property === undefined) {
      const meant = nearest(name, Object.keys(schema.properties ?? {}));
      yield diagnostic(
        'table-attribute-missing',
        { file, pointer: appendPointer(pointer, 'x-table', ...segments) },
        `"${name}" is used by table "${entity.table.name}" but is no property of the entity`,
        meant === undefined ? undefined : `Did you mean "${meant}"?`,
      );
    } else if (isKey && schema.required?.includes(name) !== true) yield diagnostic('table-key-optional', at, `key attribute "${name}" is not required`);
    else if (isKey && !isScalar(resolved(get, property))) yield diagnostic('table-key-type', at, `key attribute "${name}" is neither a string nor a number`);
  }
}

function usesOf(extension: JsonObject): readonly Use[] {
  const use = (holder: JsonObject, word: string, path: readonly (string | number)[], isKey = false): readonly Use[] => {
    const name = holder[word];
    return typeof name === 'string' ? [{ name, segments: [...path, word], isKey }] : [];
  };
  return [
    ...use(extension, 'partitionKey', [], true),
    ...use(extension, 'sortKey', [], true),
    ...use(extension, 'timeToLive', []),
    ...listOf(extension['indexes']).flatMap((item, index) => {
      const holder = objectAt(item);
      const path = ['indexes', index];
      const projected = listOf(holder['projection']).flatMap((name, at) =>
        typeof name === 'string' ? [{ name, segments: [...path, 'projection', at], isKey: false }] : [],
      );
      return [...use(holder, 'partitionKey', path), ...use(holder, 'sortKey', path), ...projected];
    }),
  ];
}

/** The table would be built as the one says, and be read as the other does. An expiry or an index that only one names is no disagreement. */
function* disagreements(known: Described, other: Described): Generator<Diagnostic> {
  const { file, pointer } = placeOf(other.entity.key);
  const compare = function* (was: JsonObject, is: JsonObject, words: readonly string[], path: readonly (string | number)[]): Generator<Diagnostic> {
    for (const word of words)
      if (JSON.stringify(was[word]) !== JSON.stringify(is[word]))
        yield diagnostic(
          'table-disagreement',
          { file, pointer: appendPointer(pointer, 'x-table', ...path, word) },
          `"${word}" of table "${other.entity.table.name}" is ${shown(is[word])} here, ${shown(was[word])} in entity "${known.entity.entity}"`,
        );
  };
  yield* compare(known.extension, other.extension, ['partitionKey', 'sortKey'], []);
  if (known.extension['timeToLive'] !== undefined && other.extension['timeToLive'] !== undefined)
    yield* compare(known.extension, other.extension, ['timeToLive'], []);
  for (const [index, item] of listOf(other.extension['indexes']).entries()) {
    const is = objectAt(item);
    const was = listOf(known.extension['indexes']).find((one) => objectAt(one)['name'] === is['name']);
    if (was !== undefined) yield* compare(objectAt(was), is, ['partitionKey', 'sortKey', 'projection'], ['indexes', index]);
  }
}

function shown(value: unknown): string {
  return value === undefined ? 'not told' : JSON.stringify(value);
}

function resolved(get: (key: SchemaKey) => Schema, schema: Schema): Schema {
  return isSchemaObject(schema) && schema.$ref !== undefined ? get(schema.$ref) : schema;
}

function isScalar(schema: Schema): boolean {
  return isSchemaObject(schema) && (schema.type === 'string' || schema.type === 'integer' || schema.type === 'number');
}

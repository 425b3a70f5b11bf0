import { diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { isSchemaObject, placeOf, type Schema } from '../model/schema.ts';
import type { Rule } from './rule.ts';

/** Key attributes exist, are required in their entity and are scalars; index keys and the expiry exist. */
export const tableKey: Rule = function* ({ model }) {
  for (const entity of model.entities) {
    const schema = model.schemas(entity.key);
    if (!isSchemaObject(schema)) continue;
    const { file, pointer } = placeOf(entity.key);
    const at = appendPointer(pointer, 'x-table');
    const { table } = entity;
    const required = new Set([table.partitionKey.name, ...(table.sortKey === undefined ? [] : [table.sortKey.name])]);
    const indexed = table.indexes.flatMap((index) => [
      index.partitionKey.name,
      ...(index.sortKey === undefined ? [] : [index.sortKey.name]),
      ...(index.projection === 'ALL' ? [] : index.projection),
    ]);
    const timeToLive =
      table.timeToLiveAttribute === undefined || schema.properties?.[table.timeToLiveAttribute] === undefined ? [] : [table.timeToLiveAttribute];
    for (const name of new Set([...required, ...indexed, ...timeToLive])) {
      const property = schema.properties?.[name];
      if (property === undefined)
        yield diagnostic('table-attribute-missing', { file, pointer: at }, `"${name}" is used by table "${table.name}" but is no property of the entity`);
      else if (required.has(name) && schema.required?.includes(name) !== true)
        yield diagnostic('table-key-optional', { file, pointer: appendPointer(pointer, 'properties', name) }, `key attribute "${name}" is not required`);
      else if (required.has(name) && !isScalar(resolved(model.schemas, property)))
        yield diagnostic(
          'table-key-type',
          { file, pointer: appendPointer(pointer, 'properties', name) },
          `key attribute "${name}" is neither a string nor a number`,
        );
    }
  }
};

function resolved(get: (key: `${string}#${string}`) => Schema, schema: Schema): Schema {
  return isSchemaObject(schema) && schema.$ref !== undefined ? get(schema.$ref) : schema;
}

function isScalar(schema: Schema): boolean {
  return isSchemaObject(schema) && (schema.type === 'string' || schema.type === 'integer' || schema.type === 'number');
}

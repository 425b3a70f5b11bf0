import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { isSchemaObject, placeOf, subschemas, type Schema, type SchemaKey } from '../model/schema.ts';
import type { Rule } from './rule.ts';

/** An object of a message is closed, or says in `x-open` why it is not. */
export const openObject: Rule = function* ({ model }) {
  for (const { key } of model.declarations.values()) yield* objects(model.schemas(key), key);
};

function* objects(schema: Schema, key: SchemaKey): Generator<Diagnostic> {
  if (isSchemaObject(schema)) {
    const isObject = schema.type === 'object' || (Array.isArray(schema.type) && schema.type.includes('object')) || schema.properties !== undefined;
    const isOpen = (schema.additionalProperties === undefined && schema.unevaluatedProperties === undefined) || schema.additionalProperties === true;
    if (isObject && isOpen && schema['x-open'] === undefined) yield diagnostic('object-open', placeOf(key), 'the object allows any property');
  }
  for (const [segments, sub] of subschemas(schema)) yield* objects(sub, appendPointer(key, ...segments) as SchemaKey);
}

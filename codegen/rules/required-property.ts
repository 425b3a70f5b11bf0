import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { isSchemaObject, placeOf, subschemas, type Schema, type SchemaKey } from '../model/schema.ts';
import { nearest } from '../print/nearest.ts';
import type { Rule } from './rule.ts';

/** A closed object has every property that it requires: otherwise no value is valid at all. */
export const requiredProperty: Rule = function* ({ model }) {
  for (const { key } of model.declarations.values()) yield* required(model.schemas(key), key);
};

function* required(schema: Schema, key: SchemaKey): Generator<Diagnostic> {
  if (isSchemaObject(schema) && schema.additionalProperties === false && schema.patternProperties === undefined) {
    const names = Object.keys(schema.properties ?? {});
    for (const [index, name] of (schema.required ?? []).entries()) {
      if (names.includes(name)) continue;
      const meant = nearest(name, names);
      const place = placeOf(appendPointer(key, 'required', index) as SchemaKey);
      yield diagnostic('property-undefined', place, `"${name}" is required and is no property${meant === undefined ? '' : `: did you mean "${meant}"?`}`);
    }
  }
  for (const [segments, sub] of subschemas(schema)) yield* required(sub, appendPointer(key, ...segments) as SchemaKey);
}

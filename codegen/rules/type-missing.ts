import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { isSchemaObject, placeOf, subschemas, type Schema, type SchemaKey } from '../model/schema.ts';
import type { Rule } from './rule.ts';

/** A schema with properties says that it wants an object; without, the validator takes any other value too, and so does the type. */
export const typeMissing: Rule = function* ({ model }) {
  for (const { key } of model.declarations.values()) yield* untyped(model.schemas(key), key);
};

function* untyped(schema: Schema, key: SchemaKey): Generator<Diagnostic> {
  if (!isSchemaObject(schema)) return;
  const hasBranches = schema.$ref !== undefined || schema.allOf !== undefined || schema.anyOf !== undefined || schema.oneOf !== undefined;
  const isListed = schema.enum !== undefined || Object.hasOwn(schema, 'const');
  if (schema.properties !== undefined && schema.type === undefined && !isListed && !hasBranches) {
    yield diagnostic('object-type-missing', placeOf(key), 'the schema has "properties" and no "type", so it takes values that are no objects');
  }
  for (const [segments, sub] of subschemas(schema)) {
    // a branch or condition has the type of what stands around it
    if (!branches.has(String(segments[0]))) yield* untyped(sub, appendPointer(key, ...segments) as SchemaKey);
  }
}

const branches: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas']);

import { diagnostic } from '../diagnostics.ts';
import { appendPointer } from '../load/pointer.ts';
import { isSchemaObject, placeOf, subschemas, type Schema, type SchemaKey } from '../model/schema.ts';
import type { Diagnostic } from '../diagnostics.ts';
import type { Rule } from './rule.ts';

/** Every declared type and every property says what it is. */
export const description: Rule = function* ({ model }) {
  for (const { key, name } of model.declarations.values()) {
    const schema = model.schemas(key);
    if (isSchemaObject(schema) && schema.$ref === undefined && isBlank(schema.description))
      yield diagnostic('description-missing', placeOf(key), `type "${name}" has no description`);
    yield* properties(schema, key);
  }
};

function* properties(schema: Schema, key: SchemaKey): Generator<Diagnostic> {
  for (const [segments, sub] of subschemas(schema)) {
    const at = appendPointer(key, ...segments) as SchemaKey;
    if (segments[0] === 'properties' && isSchemaObject(sub) && isBlank(sub.description))
      yield diagnostic('description-missing', placeOf(at), `property "${String(segments[1])}" has no description`);
    yield* properties(sub, at);
  }
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}

import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer, valueAt } from '../load/pointer.ts';
import { isObject } from '../model/json.ts';
import { isSchemaObject, placeOf, subschemas, type Schema, type SchemaKey } from '../model/schema.ts';
import { nearest } from '../print/nearest.ts';
import type { Rule, RuleContext } from './rule.ts';

/** JSON Schema ignores a keyword that it does not know, so a mistyped one asks for nothing. Only what is near a known one is told. */
export const unknownKeyword: Rule = function* ({ model, sources }) {
  for (const { key } of model.declarations.values()) yield* mistyped(model.schemas(key), key, sources);
};

function* mistyped(schema: Schema, key: SchemaKey, sources: RuleContext['sources']): Generator<Diagnostic> {
  if (!isSchemaObject(schema)) return;
  const { file, pointer } = placeOf(key);
  // As it is written: what is not known is gone from the canonical schema.
  const written = valueAt(sources.files.get(file)?.data, pointer);
  if (isObject(written)) {
    for (const name of Object.keys(written)) {
      if (keywords.has(name) || name.startsWith('x-')) continue;
      const meant = nearest(name, keywords);
      if (meant !== undefined)
        yield diagnostic(
          'keyword-mistyped',
          { file, pointer: appendPointer(pointer, name) },
          `"${name}" is no keyword of JSON Schema and is ignored: did you mean "${meant}"?`,
        );
    }
  }
  for (const [segments, sub] of subschemas(schema)) yield* mistyped(sub, appendPointer(key, ...segments) as SchemaKey, sources);
}

/** Every draft from 4 on, and what AsyncAPI adds. */
const keywords: ReadonlySet<string> = new Set(
  `$schema $id id $ref $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary $comment $defs definitions
  title description default examples example deprecated readOnly writeOnly type enum const format pattern minLength maxLength
  minimum maximum exclusiveMinimum exclusiveMaximum multipleOf properties patternProperties additionalProperties unevaluatedProperties
  propertyNames required dependentRequired dependentSchemas dependencies minProperties maxProperties items prefixItems additionalItems
  unevaluatedItems contains minContains maxContains minItems maxItems uniqueItems allOf anyOf oneOf not if then else contentEncoding
  contentMediaType contentSchema discriminator externalDocs`.split(/\s+/u),
);

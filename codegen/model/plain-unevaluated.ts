import type { Schema } from './schema.ts';

/**
 * Says with `additionalProperties` and `items` what `unevaluatedProperties` and `unevaluatedItems` say where nothing
 * else applies in place: the same values pass, and nobody has to track what was evaluated.
 */
export function withoutPlainUnevaluated(schema: Readonly<Record<string, unknown>>): Schema {
  if (schema['unevaluatedProperties'] === undefined && schema['unevaluatedItems'] === undefined) return schema;
  if (inPlace.some((keyword) => schema[keyword] !== undefined)) return schema;
  const { unevaluatedProperties, unevaluatedItems, ...rest } = schema;
  const plain: Record<string, unknown> = rest;
  if (unevaluatedProperties !== undefined) plain['additionalProperties'] ??= unevaluatedProperties;
  if (unevaluatedItems === undefined) return plain;
  // an item that "contains" matches counts as evaluated since 2020-12; "true" only marks items as evaluated
  if (schema['contains'] !== undefined || unevaluatedItems === true) plain['unevaluatedItems'] = unevaluatedItems;
  else plain['items'] ??= unevaluatedItems;
  return plain;
}

/** Keywords whose subschemas apply to the same value. `not` evaluates nothing. */
const inPlace = ['$ref', '$dynamicRef', 'allOf', 'anyOf', 'oneOf', 'if', 'dependentSchemas'] as const;

import { isSchemaObject, mapSubschemas, type Schema } from '../model/schema.ts';

/**
 * Moves subschemas that stand in several places into `$defs`, so that a validator has one function for all of them.
 * `schema` is a bundle (see model/validation-schema.ts): definitions and nothing else, `$ref`s within the bundle only.
 */
export function shareEqualSchemas({ $defs }: BundledSchema): BundledSchema {
  const uses = new Map<string, number>();
  // what stands inside a repeated schema is shared with it, and counts once
  const count = (schema: Schema): Schema => {
    const text = textOf(schema);
    const seen = text === undefined ? 0 : (uses.get(text) ?? 0);
    if (text !== undefined) uses.set(text, seen + 1);
    return seen > 0 || !isSchemaObject(schema) ? schema : mapSubschemas(schema, count);
  };
  for (const definition of Object.values($defs)) inside(definition, count);

  const shared = new Map<string, { readonly name: string; definition: Schema }>();
  const replace = (schema: Schema): Schema => {
    const text = textOf(schema);
    if (text === undefined || (uses.get(text) ?? 0) < 2) return inside(schema, replace);
    let place = shared.get(text);
    if (place === undefined) {
      place = { name: `shared${shared.size}`, definition: true };
      shared.set(text, place);
      place.definition = inside(schema, replace);
    }
    return { $ref: `#/$defs/${place.name}` };
  };
  const definitions = Object.entries($defs).map(([name, definition]) => [name, inside(definition, replace)]);
  return { $defs: Object.fromEntries([...definitions, ...[...shared.values()].map(({ name, definition }) => [name, definition])]) };
}

/** Definitions by name; what they refer to is among them. */
export interface BundledSchema {
  readonly $defs: Readonly<Record<string, Schema>>;
}

function inside(schema: Schema, change: (schema: Schema) => Schema): Schema {
  return isSchemaObject(schema) ? mapSubschemas(schema, change) : schema;
}

/** What tells equal schemas; undefined when a call would be no shorter than the schema. */
function textOf(schema: Schema): string | undefined {
  return !isSchemaObject(schema) || schema.$ref !== undefined || Object.keys(schema).length === 0 ? undefined : JSON.stringify(schema);
}

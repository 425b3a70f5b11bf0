import { isSchemaObject, type Schema, type SchemaKey, type SchemaObject } from './schema.ts';

type Get = (key: SchemaKey) => Schema;

/**
 * Reads a choice of schemas that extend the very schema that has the choice as inheritance. Taken literally,
 * `Pet: oneOf [Cat, Dog]` with `Cat: allOf [Pet, …]` is a check without end; generators of documents write base classes
 * that way. So an extending schema takes over what the extended one says, but for that choice. `told` is called with
 * each schema whose choice was left out; what is no such choice is left as it is.
 */
export function readAsInheritance(key: SchemaKey, get: Get, told: (extended: SchemaKey) => void): Schema {
  return extending(get(key), key, get, told, new Set());
}

function extending(schema: Schema, key: SchemaKey, get: Get, told: (extended: SchemaKey) => void, open: ReadonlySet<SchemaKey>): Schema {
  if (!isSchemaObject(schema) || (schema.$ref === undefined && schema.allOf === undefined)) return schema;
  const { $ref, allOf, ...rest } = schema;
  const base = $ref === undefined ? undefined : taken($ref, key, get, told, open);
  const parts = allOf?.map((part) => extending(part, key, get, told, open));
  if (base === undefined && (parts === undefined || parts.every((part, index) => part === allOf?.[index]))) return schema;
  return {
    ...rest,
    ...($ref !== undefined && base === undefined && { $ref }),
    allOf: [...(base === undefined ? [] : [base]), ...(parts ?? [])],
  };
}

/** What a schema says without its choice, when that leads back to `key`; undefined when it does not. */
function taken(extended: SchemaKey, key: SchemaKey, get: Get, told: (extended: SchemaKey) => void, open: ReadonlySet<SchemaKey>): Schema | undefined {
  const schema = get(extended);
  if (!isSchemaObject(schema) || open.has(extended)) return undefined;
  const back = choices.filter((keyword) => schema[keyword]?.some((branch) => leadsTo(branch, key, get, new Set())));
  if (back.length === 0) return undefined;
  told(extended);
  const { title: _, examples: __, default: ___, ...rest } = schema;
  const said = Object.fromEntries(Object.entries(rest).filter(([keyword]) => !back.some((choice) => choice === keyword)));
  return extending(said, extended, get, told, new Set([...open, extended]));
}

const choices = ['oneOf', 'anyOf'] as const;

/** Whether `key` applies to the same value as the schema does. */
function leadsTo(schema: Schema, key: SchemaKey, get: Get, seen: Set<SchemaObject>): boolean {
  if (!isSchemaObject(schema) || seen.has(schema)) return false;
  seen.add(schema);
  if (schema.$ref === key) return true;
  const branches = [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.$ref === undefined ? [] : [get(schema.$ref)])];
  return branches.some((branch) => leadsTo(branch, key, get, seen));
}

import type { JSONSchema } from 'json-schema-to-typescript';
import { appendPointer } from '../load/pointer.ts';
import { isSchemaObject, type Schema, type SchemaKey, type SchemaObject, type TypeName } from '../model/schema.ts';

/** Says by which local name a declared schema is known in the module being printed; undefined when it is not declared. */
export type NameOf = (key: SchemaKey) => string | undefined;

/**
 * Lowers a canonical schema to the small vocabulary that json-schema-to-typescript renders without surprises:
 * no `$ref` (a `tsType` with the declared name instead), no titles, additional properties always said, one type
 * per schema. Keywords that TypeScript cannot say (bounds, patterns, not, if) are left out, so the type is never
 * narrower than the validator.
 */
export function typeSchema(schema: Schema, key: SchemaKey, nameOf: NameOf, get: (key: SchemaKey) => Schema): JSONSchema {
  return lower(schema, key, { nameOf, get, isRoot: true, counted: new Map() });
}

/** Stands for a property called "hasOwnProperty", which json-schema-to-typescript would call as a function; whoever prints its text replaces it. */
export const hasOwnPropertyStandIn = 'has_own_property_stand_in';

interface Context {
  readonly nameOf: NameOf;
  readonly get: (key: SchemaKey) => Schema;
  readonly isRoot: boolean;
  /** Alternatives of the schemas counted so far. */
  readonly counted: Map<Schema, number>;
}

/** Most alternatives that unions beside each other are multiplied out to: the compiler refuses a type of more than 100,000. */
const mostAlternatives = 10_000;

const unknownType: JSONSchema = { tsType: 'unknown' };

function lower(schema: Schema, key: SchemaKey, context: Context): JSONSchema {
  if (schema === true) return unknownType;
  if (schema === false) return { tsType: 'never' };
  const name = context.isRoot ? undefined : context.nameOf(key);
  if (name !== undefined) return { tsType: name, ...comment(schema) };
  const nested: Context = { ...context, isRoot: false };
  const parts = partsOf(schema, key, nested);
  return { ...(parts.length === 0 ? unknownType : parts.length === 1 ? parts[0] : { allOf: parts.map(inParentheses) }), ...comment(schema) };
}

/** What the schema says, as parts that all hold. */
function partsOf(told: SchemaObject, key: SchemaKey, context: Context): readonly JSONSchema[] {
  const type = typeInPlace(told, context.get);
  const schema = inherit(told, type);
  const parts: JSONSchema[] = [];
  // what would go beyond the limit is left out, as is what TypeScript cannot say: the type takes more than the validator
  let alternatives = 1;
  const fits = (count: number): boolean => {
    if (alternatives > 1 && count > 1 && alternatives * count > mostAlternatives) return false;
    alternatives *= count;
    return true;
  };
  if (schema.$ref !== undefined) {
    fits(alternativesOf(context.get(schema.$ref), context));
    const name = context.nameOf(schema.$ref);
    if (name !== undefined) parts.push({ tsType: name });
  }
  const values = valuesOf(schema);
  if (values !== undefined) return [...parts, { tsType: values.length === 0 ? 'never' : values.map(literalType).join(' | ') }];

  for (const [index, branch] of (schema.allOf ?? []).entries()) {
    if (saysSomething(branch) && fits(alternativesOf(inherit(branch, type), context)))
      parts.push(lower(inherit(branch, type), at(key, 'allOf', index), context));
  }
  const own = ownPart(schema, key, context);
  if (own !== undefined && fits(typesOf(schema)?.length ?? 1)) parts.push(own);
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = schema[keyword];
    if (branches === undefined) continue;
    // A branch that says nothing about the type allows everything, and so does the union.
    if (!branches.every(saysSomething)) continue;
    if (!fits(sumOf(branches, type, context))) continue;
    const possible = distinct(branches.flatMap((branch, index) => (branch === false ? [] : [lower(inherit(branch, type), at(key, keyword, index), context)])));
    parts.push(possible.length === 0 ? { tsType: 'never' } : possible.length === 1 ? (possible[0] ?? unknownType) : { anyOf: possible });
  }
  return parts.filter((part) => part.tsType !== 'unknown' || parts.length === 1);
}

/** How many members the union has that a schema's type is. */
function alternativesOf(told: Schema, context: Context): number {
  if (!isSchemaObject(told)) return 1;
  const known = context.counted.get(told);
  if (known !== undefined) return known;
  context.counted.set(told, 1); // what it has of itself is inside of a property or an item
  const type = typeInPlace(told, context.get);
  const schema = inherit(told, type);
  let count = schema.$ref === undefined ? 1 : alternativesOf(context.get(schema.$ref), context);
  const times = (more: number): void => {
    if (count === 1 || count * more <= mostAlternatives) count *= more;
  };
  if (valuesOf(schema) === undefined) {
    for (const branch of schema.allOf ?? []) times(alternativesOf(inherit(branch, type), context));
    times(typesOf(schema)?.length ?? 1);
    for (const branches of [schema.anyOf, schema.oneOf]) if (branches?.every(saysSomething) === true) times(sumOf(branches, type, context));
  }
  context.counted.set(told, count);
  return count;
}

function sumOf(branches: readonly Schema[], type: TypeName | undefined, context: Context): number {
  return Math.max(
    1,
    branches.reduce((sum, branch) => sum + alternativesOf(inherit(branch, type), context), 0),
  );
}

/** Type, properties and items of the schema itself; undefined when it says nothing of that kind. */
function ownPart(schema: SchemaObject, key: SchemaKey, context: Context): JSONSchema | undefined {
  const types = typesOf(schema);
  if (types === undefined) return undefined;
  const hasBranches = schema.allOf !== undefined || schema.anyOf !== undefined || schema.oneOf !== undefined || schema.$ref !== undefined;
  const lowered = types.map((type) => ofType(type, schema, key, context));
  // `type: object` beside branches adds nothing but an index signature that would blur them
  if (hasBranches && types.length === 1 && types[0] === 'object' && !hasObjectKeywords(schema)) return undefined;
  return lowered.length === 1 ? lowered[0] : { anyOf: lowered };
}

function ofType(type: TypeName, schema: SchemaObject, key: SchemaKey, context: Context): JSONSchema {
  switch (type) {
    case 'object':
      return objectPart(schema, key, context);
    case 'array':
      return arrayPart(schema, key, context);
    case 'integer':
      return { type: 'number' };
    default:
      return { type };
  }
}

function objectPart(schema: SchemaObject, key: SchemaKey, context: Context): JSONSchema {
  const required = schema.required ?? [];
  const properties: [string, JSONSchema][] = Object.entries(schema.properties ?? {}).map(([name, value]) => [
    name,
    lower(value, at(key, 'properties', name), context),
  ]);
  const extra = extraProperties(schema, key, context);
  for (const name of required) {
    if (!Object.hasOwn(schema.properties ?? {}, name)) properties.push([name, extra === false ? { tsType: 'never' } : unknownType]);
  }
  const safe = (name: string): string => (name === 'hasOwnProperty' ? hasOwnPropertyStandIn : name);
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([name, value]) => [safe(name), value])),
    required: required.map(safe),
    // an interface without members takes anything but null, so a closed one says that it has none
    additionalProperties: properties.length === 0 && schema.additionalProperties === false && extra === false ? { tsType: 'never' } : extra,
  };
}

/** Type of the properties that are not named; false when there are none. */
function extraProperties(schema: SchemaObject, key: SchemaKey, context: Context): JSONSchema | false {
  const patterns = Object.entries(schema.patternProperties ?? {});
  const patternTypes = patterns.filter(([, value]) => value !== false).map(([pattern, value]) => lower(value, at(key, 'patternProperties', pattern), context));
  const isClosed = schema.additionalProperties === false || (schema.additionalProperties === undefined && schema.unevaluatedProperties === false);
  if (isClosed && patternTypes.length === 0) return false;
  if (!isClosed) {
    const rest = schema.additionalProperties;
    if (rest === undefined || rest === true) return unknownType;
    patternTypes.push(lower(rest, at(key, 'additionalProperties'), context));
  }
  return patternTypes.length === 1 ? (patternTypes[0] ?? unknownType) : { anyOf: patternTypes };
}

/**
 * Without those that say the same: json-schema-to-typescript would leave them out, and print the one that is left without
 * the parentheses that it needs in a list.
 */
function distinct(parts: readonly JSONSchema[]): JSONSchema[] {
  return [...new Map(parts.toReversed().map((part) => [part.tsType ?? JSON.stringify(part), part])).values()].toReversed();
}

/** Keeps alternatives together where json-schema-to-typescript puts `&` or `[]` beside them. */
function inParentheses(part: JSONSchema): JSONSchema {
  return part.tsType?.includes(' | ') === true ? { ...part, tsType: `(${part.tsType})` } : part;
}

/** Longest tuple that is spelled out; a longer one is an array of all its types. */
const longestTuple = 12;

function arrayPart(schema: SchemaObject, key: SchemaKey, context: Context): JSONSchema {
  const prefix = schema.prefixItems ?? [];
  const rest = schema.items;
  const restType = rest === undefined ? unknownType : inParentheses(lower(rest, at(key, 'items'), context));
  if (prefix.length === 0) return { type: 'array', items: restType };
  const items = prefix.map((item, index) => lower(item, at(key, 'prefixItems', index), context));
  if (items.length > longestTuple) return { type: 'array', items: rest === false ? { anyOf: items } : { anyOf: [...items, restType] } };
  const minItems = Math.min(schema.minItems ?? 0, items.length);
  return { type: 'array', items, minItems, ...(rest === false ? { additionalItems: false, maxItems: items.length } : { additionalItems: restType }) };
}

/** The allowed values when they are few and told by `const` or `enum`; other keywords only narrow them. */
function valuesOf(schema: SchemaObject): readonly unknown[] | undefined {
  const values = Object.hasOwn(schema, 'const') ? [schema.const] : schema.enum;
  if (values === undefined) return undefined;
  const types = schema.type === undefined ? undefined : typeof schema.type === 'string' ? [schema.type] : schema.type;
  return types === undefined ? values : values.filter((value) => types.some((type) => isOfType(value, type)));
}

function isOfType(value: unknown, type: TypeName): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return value !== null && typeof value === 'object' && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** A JSON value as a type. */
function literalType(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(literalType).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${JSON.stringify(name)}: ${literalType(item)}`)
    .join('; ')} }`;
}

const allTypes: readonly TypeName[] = ['object', 'array', 'string', 'number', 'boolean', 'null'];

/** The types told by `type`. Keywords for objects or lists say nothing of other values, so with these alone it can be any. */
function typesOf(schema: SchemaObject): readonly TypeName[] | undefined {
  if (schema.type !== undefined) {
    const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
    return types.includes('number') ? types.filter((type) => type !== 'integer') : types;
  }
  return hasObjectKeywords(schema) || schema.prefixItems !== undefined || schema.items !== undefined ? allTypes : undefined;
}

function hasObjectKeywords(schema: SchemaObject): boolean {
  return (
    schema.properties !== undefined ||
    schema.required !== undefined ||
    schema.patternProperties !== undefined ||
    schema.additionalProperties !== undefined ||
    schema.unevaluatedProperties !== undefined
  );
}

/** Whether a branch tells anything that a type can say. */
function saysSomething(branch: Schema): boolean {
  if (!isSchemaObject(branch)) return branch === false;
  return (
    branch.$ref !== undefined ||
    valuesOf(branch) !== undefined ||
    typesOf(branch) !== undefined ||
    branch.allOf?.some(saysSomething) === true ||
    (branch.anyOf?.every(saysSomething) ?? false) ||
    (branch.oneOf?.every(saysSomething) ?? false)
  );
}

/** A schema that asks something of objects or lists, and says of neither that it must be one, has the type that is told beside it. */
function inherit<T extends Schema>(schema: T, type: TypeName | undefined): T;
function inherit(schema: Schema, type: TypeName | undefined): Schema {
  if (!isSchemaObject(schema) || schema.type !== undefined || type === undefined) return schema;
  const asks = typesOf(schema) !== undefined || (type === 'object' && saysSomething(schema) && schema.$ref === undefined);
  return asks ? { ...schema, type } : schema;
}

/** The one type that every value of a schema has, as told by itself, what it refers to or its branches. */
function typeInPlace(schema: Schema, get: Context['get'], known = new Map<Schema, TypeName | undefined>()): TypeName | undefined {
  if (!isSchemaObject(schema) || known.has(schema)) return known.get(schema);
  if (typeof schema.type === 'string') return schema.type;
  // met again on the way, the schema says nothing more; a schema that many refer to is looked at once
  known.set(schema, undefined);
  const inEach = (branches: readonly Schema[] | undefined): readonly (TypeName | undefined)[] =>
    (branches ?? []).map((branch) => typeInPlace(branch, get, known));
  const told =
    [...(schema.$ref === undefined ? [] : [typeInPlace(get(schema.$ref), get, known)]), ...inEach(schema.allOf)].find((type) => type !== undefined) ??
    [inEach(schema.anyOf), inEach(schema.oneOf)].find(([first, ...others]) => first !== undefined && others.every((type) => type === first))?.[0];
  known.set(schema, told);
  return told;
}

function comment(schema: SchemaObject): { description?: string; deprecated?: boolean } {
  const text = [schema.description?.trim() ?? '', 'default' in schema ? `Default: ${JSON.stringify(schema.default)}` : '']
    .filter((line) => line !== '')
    .join('\n\n');
  return { ...(text !== '' && { description: text }), ...(schema.deprecated === true && { deprecated: true }) };
}

function at(key: SchemaKey, ...segments: readonly (string | number)[]): SchemaKey {
  return appendPointer(key, ...segments) as SchemaKey;
}

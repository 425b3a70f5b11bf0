/** A canonical schema: the 2020-12 vocabulary whatever the source's draft, every `$ref` a {@link SchemaKey}. */
export type Schema = boolean | SchemaObject;

/** Identifies a schema by where it stands: `<file>#<JSON pointer>`. */
export type SchemaKey = `${string}#${string}`;

export type TypeName = 'null' | 'boolean' | 'object' | 'array' | 'number' | 'integer' | 'string';

export interface SchemaObject {
  readonly $ref?: SchemaKey;
  readonly $dynamicRef?: string;
  readonly $dynamicAnchor?: string;
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly unevaluatedProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly dependentSchemas?: Readonly<Record<string, Schema>>;
  readonly prefixItems?: readonly Schema[];
  readonly items?: Schema;
  readonly unevaluatedItems?: Schema;
  readonly contains?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  /** Our own keywords and everybody else's. */
  readonly [extension: `x-${string}`]: unknown;
}

/** Keeps an `additionalItems` that stands beside no list of `items`: JSON Schema gives it no effect, some readers do. */
export const idleAdditionalItems = 'x-idle-additional-items';

export function isSchemaObject(schema: Schema | undefined): schema is SchemaObject {
  return typeof schema === 'object';
}

export function keyOf(file: string, pointer: string): SchemaKey {
  return `${/[#%]/.test(file) ? file.replaceAll('%', '%25').replaceAll('#', '%23') : file}#${pointer}`;
}

/** File and pointer of a key. Both may hold "#": that of a file name is escaped in keys. */
export function placeOf(key: SchemaKey): { readonly file: string; readonly pointer: string } {
  const at = key.indexOf('#');
  const pointer = key.slice(at + 1);
  const file = key.slice(0, at);
  return {
    file: file.includes('%') ? file.replaceAll('%23', '#').replaceAll('%25', '%') : file,
    pointer: pointer.includes('~d') ? pointer.replaceAll(/~d\d+/g, '') : pointer,
  };
}

/**
 * A schema whose meaning depends on the path by which it is reached (`$dynamicRef`) has a key for each scope: `~d` and the
 * scope's number, which is no escape of a JSON pointer. Undefined for all others.
 */
export function scopeOf(key: SchemaKey): number | undefined {
  const found = key.includes('~d') ? [...key.matchAll(/~d(\d+)/g)].at(-1)?.[1] : undefined;
  return found === undefined ? undefined : Number(found);
}

export function withScope(key: SchemaKey, scope: number): SchemaKey {
  return `${key}~d${scope}` as SchemaKey;
}

/** Direct subschemas with the pointer that leads to each. `$ref` is not followed. */
export function* subschemas(schema: Schema): Generator<readonly [segments: readonly (string | number)[], schema: Schema]> {
  if (typeof schema === 'boolean') return;
  for (const keyword of singleKeywords) {
    const value = schema[keyword];
    if (value !== undefined) yield [[keyword], value];
  }
  for (const keyword of listKeywords) for (const [index, value] of (schema[keyword] ?? []).entries()) yield [[keyword, index], value];
  for (const keyword of mapKeywords) for (const [name, value] of Object.entries(schema[keyword] ?? {})) yield [[keyword, name], value];
}

export const singleKeywords = [
  'items',
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'propertyNames',
  'contains',
  'not',
  'if',
  'then',
  'else',
] as const;
export const listKeywords = ['prefixItems', 'allOf', 'anyOf', 'oneOf'] as const;
export const mapKeywords = ['properties', 'patternProperties', 'dependentSchemas'] as const;

/** A shallow copy with each direct subschema replaced. */
export function mapSubschemas(schema: SchemaObject, change: (schema: Schema, segments: readonly (string | number)[]) => Schema): SchemaObject {
  const copy: Record<string, unknown> = { ...schema };
  for (const keyword of singleKeywords) {
    const value = schema[keyword];
    if (value !== undefined) copy[keyword] = change(value, [keyword]);
  }
  for (const keyword of listKeywords) {
    const value = schema[keyword];
    if (value !== undefined) copy[keyword] = value.map((item, index) => change(item, [keyword, index]));
  }
  for (const keyword of mapKeywords) {
    const value = schema[keyword];
    if (value !== undefined) copy[keyword] = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, change(item, [keyword, name])]));
  }
  return copy;
}

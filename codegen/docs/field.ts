import { isSchemaObject, type Schema, type SchemaKey, type SchemaObject } from '../model/schema.ts';

/** One field of a schema, as a line of its table. */
export interface Field {
  /** `budget.turns`, `messages[].role`; empty for a schema that is no object. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  /** Bounds, format, pattern, default. */
  readonly constraints: readonly string[];
  readonly description: string;
}

/** Objects within objects are shown to this depth; what lies deeper is `object`. */
const DEEPEST = 4;

type Resolve = (key: SchemaKey) => Schema;

/** All fields, depth first, in the order of the schema. */
export function fieldsOf(schema: Schema, resolve: Resolve): readonly Field[] {
  const root = resolved(schema, resolve);
  if (!isSchemaObject(root)) return [];
  return root.properties === undefined ? [fieldOf('', root, root, true, resolve)] : below('', root, resolve, []);
}

function below(prefix: string, schema: SchemaObject, resolve: Resolve, within: readonly SchemaObject[]): readonly Field[] {
  if (within.includes(schema) || within.length >= DEEPEST) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const target = resolved(property, resolve);
    const required = schema.required?.includes(name) ?? false;
    const field = fieldOf(path, property, target, required, resolve);
    if (!isSchemaObject(target)) return [field];
    const items = target.items === undefined ? undefined : resolved(target.items, resolve);
    return [
      field,
      ...below(path, target, resolve, [...within, schema]),
      ...(items !== undefined && isSchemaObject(items) ? below(`${path}[]`, items, resolve, [...within, schema]) : []),
    ];
  });
}

function fieldOf(path: string, written: Schema, target: Schema, required: boolean, resolve: Resolve): Field {
  const nearest = isSchemaObject(written) ? written.description : undefined;
  const own = isSchemaObject(target) ? target.description : undefined;
  return { path, type: typeOf(target, resolve), required, constraints: isSchemaObject(target) ? constraintsOf(target) : [], description: nearest ?? own ?? '' };
}

function resolved(schema: Schema, resolve: Resolve): Schema {
  for (let at = schema, hops = 0; hops < 32; hops++) {
    if (!isSchemaObject(at) || at.$ref === undefined) return at;
    at = resolve(at.$ref);
  }
  return schema;
}

/** The type in a few words, for instance `"success" | "error"` or `string[]`. */
function typeOf(schema: Schema, resolve: Resolve): string {
  if (schema === true) return 'any JSON value';
  if (schema === false) return 'nothing';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined && schema.type === undefined) return choices.map((choice) => typeOf(resolved(choice, resolve), resolve)).join(' | ');
  const types = schema.type === undefined ? [] : typeof schema.type === 'string' ? [schema.type] : schema.type;
  if (types.length === 1 && types[0] === 'array') {
    const item = schema.items === undefined ? 'any JSON value' : typeOf(resolved(schema.items, resolve), resolve);
    return item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  return types.length === 0 ? (schema.properties === undefined ? 'any JSON value' : 'object') : types.join(' | ');
}

function constraintsOf(schema: SchemaObject): readonly string[] {
  const range = (low: number | undefined, high: number | undefined, unit: string): readonly string[] =>
    low === undefined && high === undefined
      ? []
      : low === undefined
        ? [`at most ${high ?? ''}${unit}`]
        : high === undefined
          ? [`at least ${low}${unit}`]
          : [`${low} to ${high}${unit}`];
  return [
    ...range(schema.minimum, schema.maximum, ''),
    ...(schema.exclusiveMinimum === undefined ? [] : [`above ${schema.exclusiveMinimum}`]),
    ...(schema.exclusiveMaximum === undefined ? [] : [`below ${schema.exclusiveMaximum}`]),
    ...(schema.multipleOf === undefined ? [] : [`a multiple of ${schema.multipleOf}`]),
    ...range(schema.minLength, schema.maxLength, ' characters'),
    ...range(schema.minItems, schema.maxItems, ' items'),
    ...(schema.uniqueItems === true ? ['no item twice'] : []),
    ...(schema.format === undefined ? [] : [schema.format]),
    ...(schema.pattern === undefined ? [] : [`matches ${schema.pattern}`]),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
    ...(schema.additionalProperties === false || schema.type !== 'object' || schema.properties === undefined ? [] : ['other fields allowed']),
  ];
}

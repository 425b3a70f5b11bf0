import { isSchemaObject, type Schema, type SchemaKey, type SchemaObject, type TypeName } from '../model/schema.ts';

export type Get = (key: SchemaKey) => Schema;

/** A schema without `$ref` and `allOf` at its top: parts that must all hold. `false` when one of them can hold for nothing. */
export function conjuncts(schema: Schema, get: Get): readonly SchemaObject[] | false {
  const parts: SchemaObject[] = [];
  const seen = new Set<Schema>();
  const collect = (one: Schema): boolean => {
    if (one === false) return false;
    if (one === true || seen.has(one)) return true;
    seen.add(one);
    const { $ref, allOf, ...own } = one;
    if ($ref !== undefined && !collect(get($ref))) return false;
    for (const branch of allOf ?? []) if (!collect(branch)) return false;
    if (Object.keys(own).length > 0) parts.push(...evaluatedHere(own, one, get));
    return true;
  };
  return collect(schema) ? parts : false;
}

/**
 * What a schema says itself. `unevaluatedProperties` and `unevaluatedItems` mean the same as `additionalProperties` and
 * `items` over the names of all that `$ref` and `allOf` join; with any other applicator they keep what they are about,
 * so that they are equal only to ones about the same.
 */
function evaluatedHere(own: SchemaObject, whole: SchemaObject, get: Get): readonly SchemaObject[] {
  const { unevaluatedProperties, unevaluatedItems, ...rest } = own;
  if (unevaluatedProperties === undefined && unevaluatedItems === undefined) return [own];
  const joined = joinedObjects(whole, get);
  if (joined === undefined || (unevaluatedItems !== undefined && joined.some((one) => one.contains !== undefined)))
    return [{ ...own, 'x-about': [whole.$ref, whole.allOf] }];
  const parts: SchemaObject[] = [rest];
  if (unevaluatedProperties !== undefined && joined.every((one) => one.additionalProperties === undefined)) {
    const known = (names: readonly string[]): Readonly<Record<string, Schema>> => Object.fromEntries(names.map((name) => [name, true]));
    const patterns = joined.flatMap((one) => Object.keys(one.patternProperties ?? {}));
    parts.push({
      properties: known(joined.flatMap((one) => Object.keys(one.properties ?? {}))),
      ...(patterns.length > 0 && { patternProperties: known(patterns) }),
      additionalProperties: unevaluatedProperties,
    });
  }
  if (unevaluatedItems !== undefined && joined.every((one) => one.items === undefined)) {
    const longest = Math.max(0, ...joined.map((one) => one.prefixItems?.length ?? 0));
    parts.push({ ...(longest > 0 && { prefixItems: Array.from({ length: longest }, () => true) }), items: unevaluatedItems });
  }
  return parts.filter((part) => Object.keys(part).length > 0);
}

/** The schema and what `$ref` and `allOf` join to it; undefined when something else applies in place as well. */
function joinedObjects(whole: SchemaObject, get: Get): readonly SchemaObject[] | undefined {
  const found = new Set<SchemaObject>();
  const isPlain = (one: Schema): boolean => {
    if (!isSchemaObject(one) || found.has(one)) return true;
    if (one.anyOf !== undefined || one.oneOf !== undefined || one.if !== undefined || one.dependentSchemas !== undefined) return false;
    if (one !== whole && (one.unevaluatedProperties !== undefined || one.unevaluatedItems !== undefined)) return false;
    found.add(one);
    return (one.$ref === undefined || isPlain(get(one.$ref))) && (one.allOf ?? []).every(isPlain);
  };
  return isPlain(whole) ? [...found] : undefined;
}

const allTypes: readonly TypeName[] = ['null', 'boolean', 'object', 'array', 'number', 'string'];

/** Types that pass all parts; `integer` where only whole numbers do. */
export function typesOf(parts: readonly SchemaObject[]): ReadonlySet<TypeName> {
  let types: TypeName[] = [...allTypes];
  for (const { type } of parts) {
    if (type === undefined) continue;
    const allowed: readonly TypeName[] = typeof type === 'string' ? [type] : type;
    types = types.flatMap((one): TypeName[] => {
      if (allowed.includes(one)) return [one];
      if (one === 'number' && allowed.includes('integer')) return ['integer'];
      return one === 'integer' && allowed.includes('number') ? ['integer'] : [];
    });
  }
  return new Set(types);
}

/** The values that pass, when `const` or `enum` lists them; undefined when they are not listed. */
export function listedValues(parts: readonly SchemaObject[]): readonly unknown[] | undefined {
  for (const part of parts) {
    if (Object.hasOwn(part, 'const')) return [part.const];
    if (part.enum !== undefined) return part.enum;
  }
  return undefined;
}

/** The tightest bound of all parts. */
export function tightest(
  parts: readonly SchemaObject[],
  keyword: 'minLength' | 'minItems' | 'minProperties' | 'maxLength' | 'maxItems' | 'maxProperties',
): number | undefined {
  const values = parts.flatMap((part) => part[keyword] ?? []);
  if (values.length === 0) return undefined;
  return keyword.startsWith('min') ? Math.max(...values) : Math.min(...values);
}

export interface Range {
  readonly low: number;
  readonly isLowOpen: boolean;
  readonly high: number;
  readonly isHighOpen: boolean;
}

export function rangeOf(parts: readonly SchemaObject[], whole: boolean): Range {
  let low = -Infinity;
  let high = Infinity;
  let isLowOpen = false;
  let isHighOpen = false;
  for (const part of parts) {
    if (part.minimum !== undefined && part.minimum > low) [low, isLowOpen] = [part.minimum, false];
    if (part.exclusiveMinimum !== undefined && part.exclusiveMinimum >= low) [low, isLowOpen] = [part.exclusiveMinimum, true];
    if (part.maximum !== undefined && part.maximum < high) [high, isHighOpen] = [part.maximum, false];
    if (part.exclusiveMaximum !== undefined && part.exclusiveMaximum <= high) [high, isHighOpen] = [part.exclusiveMaximum, true];
  }
  if (!whole) return { low, isLowOpen, high, isHighOpen };
  const wholeLow = isLowOpen && Number.isInteger(low) ? low + 1 : Math.ceil(low);
  const wholeHigh = isHighOpen && Number.isInteger(high) ? high - 1 : Math.floor(high);
  return { low: wholeLow, isLowOpen: false, high: wholeHigh, isHighOpen: false };
}

/** Schemas that apply to the property `name`. */
export function propertySchemas(parts: readonly SchemaObject[], name: string): readonly Schema[] {
  return parts.flatMap((part) => {
    const matched = Object.entries(part.patternProperties ?? {}).flatMap(([pattern, schema]) => (new RegExp(pattern, 'u').test(name) ? [schema] : []));
    if (Object.hasOwn(part.properties ?? {}, name)) return [part.properties?.[name] ?? true, ...matched];
    return matched.length > 0 ? matched : part.additionalProperties === undefined ? [] : [part.additionalProperties];
  });
}

/** Schemas that apply to the item at `index`. */
export function itemSchemas(parts: readonly SchemaObject[], index: number): readonly Schema[] {
  return parts.flatMap((part) => {
    const positional = part.prefixItems?.[index];
    return positional !== undefined ? [positional] : part.items === undefined ? [] : [part.items];
  });
}

/** Schemas that all apply, as one. */
export function allOfSchemas(schemas: readonly Schema[]): Schema {
  const [only] = schemas;
  if (only === undefined) return true;
  return schemas.length === 1 ? only : { allOf: schemas };
}

export function requiredOf(parts: readonly SchemaObject[]): ReadonlySet<string> {
  return new Set(parts.flatMap((part) => part.required ?? []));
}

/** True only when certainly no value passes. */
export function isEmpty(schema: Schema, get: Get, depth = 0): boolean {
  if (schema === false) return true;
  const parts = conjuncts(schema, get);
  if (parts === false) return true;
  if (listedValues(parts)?.length === 0) return true;
  const types = typesOf(parts);
  if (types.size === 0) return true;
  if (depth > 8) return false;
  if (parts.some((part) => [part.anyOf, part.oneOf].some((branches) => branches?.every((branch) => isEmpty(branch, get, depth + 1)) === true))) return true;
  return [...types].every((type) => isTypeEmpty(type, parts, get, depth));
}

function isTypeEmpty(type: TypeName, parts: readonly SchemaObject[], get: Get, depth: number): boolean {
  const crosses = (low: 'minLength' | 'minItems' | 'minProperties', high: 'maxLength' | 'maxItems' | 'maxProperties'): boolean =>
    (tightest(parts, low) ?? 0) > (tightest(parts, high) ?? Infinity);
  switch (type) {
    case 'object':
      return (
        crosses('minProperties', 'maxProperties') || [...requiredOf(parts)].some((name) => isEmpty(allOfSchemas(propertySchemas(parts, name)), get, depth + 1))
      );
    case 'array': {
      const least = Math.min(tightest(parts, 'minItems') ?? 0, 8);
      return (
        crosses('minItems', 'maxItems') ||
        Array.from({ length: least }, (_, index) => index).some((index) => isEmpty(allOfSchemas(itemSchemas(parts, index)), get, depth + 1))
      );
    }
    case 'string':
      return crosses('minLength', 'maxLength');
    case 'number':
    case 'integer': {
      const range = rangeOf(parts, type === 'integer');
      return range.low > range.high || (range.low === range.high && (range.isLowOpen || range.isHighOpen));
    }
    default:
      return false;
  }
}

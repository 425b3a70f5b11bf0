import { isSchemaObject, mapSubschemas, subschemas, type Schema, type SchemaKey, type SchemaObject } from './schema.ts';
import { formats } from './formats.ts';
import { withListedItems } from './listed-unevaluated.ts';

/** One self-contained schema with all that its roots refer to in `$defs`. */
export interface ValidationBundle {
  readonly schema: { readonly $defs: Readonly<Record<string, Schema>> };
  /** Name below `$defs` of each key. */
  readonly names: ReadonlyMap<SchemaKey, string>;
  /** Whether evaluation has to be tracked, which makes code longer. */
  readonly hasUnevaluated: boolean;
  /** Whether a property is called like something on Object.prototype, so that `in` and `undefined` mislead. */
  readonly hasPrototypeNames: boolean;
}

/** Collects what `roots` need; annotations are left out, so that two schemas that differ in prose give the same code. */
export function bundleSchemas(roots: readonly SchemaKey[], get: (key: SchemaKey) => Schema, assertFormats: boolean): ValidationBundle {
  const names = new Map<SchemaKey, string>();
  const defs: Record<string, Schema> = {};
  let hasPrototypeNames = false;
  const hasUnevaluated = usesUnevaluated(roots, get);
  const pending = [...roots];
  for (let key = pending.shift(); key !== undefined; key = pending.shift()) {
    if (defs[nameOf(key)] !== undefined) continue;
    defs[nameOf(key)] = strip(get(key)) as Schema;
  }
  return { schema: { $defs: defs }, names, hasUnevaluated, hasPrototypeNames };

  function nameOf(key: SchemaKey): string {
    let name = names.get(key);
    if (name === undefined) names.set(key, (name = `s${names.size}`));
    return name;
  }

  function strip(told: Schema): unknown {
    if (!isSchemaObject(told)) return told;
    const schema = withListedItems(told, get) ?? told;
    // nothing fits; Ajv's evaluation tracking goes wrong beside a "not" of everything
    if (schema.enum?.length === 0 || schema.not === true || (isSchemaObject(schema.not) && Object.keys(schema.not).length === 0)) return false;
    hasPrototypeNames ||= [
      ...Object.keys(schema.properties ?? {}),
      ...(schema.required ?? []),
      ...Object.keys(schema.dependentRequired ?? {}),
      ...Object.keys(schema.dependentSchemas ?? {}),
    ].some((name) => name in Object.prototype);
    const copy = Object.fromEntries(Object.entries(mapSubschemas(schema, (sub) => strip(sub) as Schema)).filter(([keyword]) => isAssertion(keyword)));
    // once is enough; twice at each step of a chain would be a million times after twenty
    if (Array.isArray(copy['allOf'])) copy['allOf'] = [...new Map(copy['allOf'].map((branch) => [JSON.stringify(branch), branch])).values()];
    const proto = Object.getOwnPropertyDescriptor(schema.properties ?? {}, '__proto__');
    if (proto !== undefined) {
      // Ajv skips a property of this name; a pattern says the same
      copy['patternProperties'] = { ...(copy['patternProperties'] as object | undefined), '^__proto__$': strip(proto.value as Schema) };
    }
    if (schema.$ref !== undefined) {
      pending.push(schema.$ref);
      copy['$ref'] = `#/$defs/${nameOf(schema.$ref)}`;
    }
    if (copy['format'] !== undefined && (!assertFormats || !Object.hasOwn(formats, String(copy['format'])))) delete copy['format'];
    return evaluatedIf(copy);
  }

  /**
   * Ajv ignores what `if` evaluates when `then` or `else` is missing, which `unevaluatedProperties` must see.
   * The same said with `anyOf` is not ignored.
   */
  function evaluatedIf(copy: Record<string, unknown>): Record<string, unknown> {
    if (!hasUnevaluated || copy['if'] === undefined || (copy['then'] !== undefined && copy['else'] !== undefined)) return copy;
    const { if: condition, then = true, else: otherwise = true, ...rest } = copy;
    const choice = { anyOf: [{ allOf: [condition, then] }, { allOf: [{ not: condition }, otherwise] }] };
    return { ...rest, allOf: [...((rest['allOf'] as readonly unknown[] | undefined) ?? []), choice] };
  }
}

function usesUnevaluated(roots: readonly SchemaKey[], get: (key: SchemaKey) => Schema): boolean {
  const seen = new Set<SchemaKey>();
  const visit = (schema: Schema): boolean => {
    if (!isSchemaObject(schema)) return false;
    if (schema.unevaluatedProperties !== undefined || withListedItems(schema, get) === undefined) return true;
    if (schema.$ref !== undefined && enter(schema.$ref)) return true;
    for (const [, sub] of subschemas(schema)) if (visit(sub)) return true;
    return false;
  };
  const enter = (key: SchemaKey): boolean => {
    if (seen.has(key)) return false;
    seen.add(key);
    return visit(get(key));
  };
  return roots.some(enter);
}

function isAssertion(keyword: string): boolean {
  return !annotations.has(keyword) && !keyword.startsWith('x-');
}

const annotations: ReadonlySet<string> = new Set<keyof SchemaObject>([
  'title',
  'description',
  'deprecated',
  'default',
  'examples',
  '$dynamicAnchor',
  '$dynamicRef',
]);

import { isSchemaObject, type Schema, type SchemaObject, type TypeName } from '../model/schema.ts';
import type { Get } from './conjunction.ts';

/** Values that are tried before giving up. */
const mostTries = 4_000;
/** Candidates that one place contributes. */
const mostCandidates = 12;
const deepest = 3;

/**
 * A value that was valid and is not any more, the shortest of those found; undefined when none was found, which proves
 * nothing. Both predicates are asked, so what is returned is a proof of the break. `hints` are schemas to take values from.
 */
export function counterexample(
  hints: readonly Schema[],
  get: Get,
  wasValid: (value: unknown) => boolean,
  isValid: (value: unknown) => boolean,
): { readonly value: unknown } | undefined {
  let best: { readonly value: unknown; readonly length: number } | undefined;
  for (const value of candidateValues(hints, get).slice(0, mostTries)) {
    const { length } = JSON.stringify(value);
    if (best !== undefined && length >= best.length) continue;
    if (wasValid(value) && !isValid(value)) best = { value, length };
  }
  return best === undefined ? undefined : { value: best.value };
}

/** Values near what the schemas speak about: listed ones, bounds and their neighbours, objects with and without each property. */
export function candidateValues(schemas: readonly Schema[], get: Get): readonly unknown[] {
  return distinct(candidates(schemas, get, 0, mostTries));
}

function candidates(schemas: readonly Schema[], get: Get, depth: number, most: number): readonly unknown[] {
  const parts = spread(schemas, get);
  const listed = parts.flatMap((part) => [
    ...(Object.hasOwn(part, 'const') ? [part.const] : []),
    ...(part.enum ?? []),
    ...(part.examples ?? []),
    ...(part.default === undefined ? [] : [part.default]),
  ]);
  const types = new Set(parts.flatMap((part): readonly TypeName[] => (typeof part.type === 'string' ? [part.type] : (part.type ?? []))));
  const isSaid = (type: TypeName): boolean => types.size === 0 || types.has(type);
  const hasObject = parts.some((part) => objectKeywords.some((keyword) => part[keyword] !== undefined));
  const hasArray = parts.some((part) => arrayKeywords.some((keyword) => part[keyword] !== undefined));
  const values = [
    ...listed,
    ...(isSaid('object') || hasObject ? objects(parts, get, depth) : [{}]),
    ...(isSaid('array') || hasArray ? arrays(parts, get, depth) : [[]]),
    ...strings(parts),
    ...numbers(parts),
    true,
    false,
    null,
  ];
  // of many, some of every kind
  const unique = distinct(values);
  if (unique.length <= most) return unique;
  return unique.filter((_, index) => Math.floor((index * most) / unique.length) !== Math.floor(((index - 1) * most) / unique.length));
}

const objectKeywords = ['properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames', 'minProperties', 'maxProperties'] as const;
const arrayKeywords = ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems'] as const;

/** The schemas and all that apply or may apply in place, references followed. */
function spread(schemas: readonly Schema[], get: Get): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const visit = (schema: Schema | undefined): void => {
    if (!isSchemaObject(schema) || found.has(schema) || found.size > 60) return;
    found.add(schema);
    if (schema.$ref !== undefined) visit(get(schema.$ref));
    for (const branch of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) visit(branch);
    for (const branch of [schema.not, schema.if, schema.then, schema.else, ...Object.values(schema.dependentSchemas ?? {})]) visit(branch);
  };
  for (const schema of schemas) visit(schema);
  return [...found];
}

function objects(parts: readonly SchemaObject[], get: Get, depth: number): readonly unknown[] {
  const required = new Set(parts.flatMap((part) => part.required ?? []));
  const names = new Set([...required, ...parts.flatMap((part) => [...Object.keys(part.properties ?? {}), ...Object.keys(part.dependentRequired ?? {})])]);
  const extras = ['other', 'x-1', ...parts.flatMap((part) => (isSchemaObject(part.propertyNames) ? (part.propertyNames.enum ?? []) : [])).map(String)];
  const valuesOf = (name: string): readonly unknown[] => {
    if (depth >= deepest) return ['a', 1, true];
    const own = parts.flatMap((part) => (Object.hasOwn(part.properties ?? {}, name) ? [part.properties?.[name] ?? true] : []));
    const rest = parts.flatMap((part) =>
      [...Object.values(part.patternProperties ?? {}), part.additionalProperties ?? [], part.unevaluatedProperties ?? []].flat(),
    );
    return candidates(own.length > 0 ? own : rest, get, depth + 1, mostCandidates);
  };
  const choices = new Map([...names].map((name) => [name, valuesOf(name)]));
  const built: Record<string, unknown>[] = [{}];
  // each way of filling: the n-th candidate of every property at once, so that related ones meet
  for (let index = 0; index < Math.min(mostCandidates, Math.max(0, ...[...choices.values()].map((list) => list.length))); index += 1) {
    const filled = (wanted: Iterable<string>): Record<string, unknown> =>
      Object.fromEntries(
        [...wanted].flatMap((name) => (choices.get(name)?.length ? [[name, choices.get(name)?.[index % (choices.get(name)?.length ?? 1)]]] : [])),
      );
    built.push(filled(required), filled(names));
  }
  const bases = built.slice(0, depth === 0 ? 7 : 3);
  for (const base of bases) {
    for (const name of [...names].slice(0, 16)) {
      const { [name]: _, ...without } = base;
      built.push(without);
      for (const value of (choices.get(name) ?? []).slice(0, depth === 0 ? mostCandidates : 6)) built.push({ ...base, [name]: value });
    }
    for (const name of extras.slice(0, depth === 0 ? 4 : 1))
      for (const value of valuesOf(name).slice(0, depth === 0 ? 8 : 2)) built.push({ ...base, [name]: value });
    built.push({ ...base, p1: 1, p2: 2, p3: 3 });
  }
  return built;
}

function arrays(parts: readonly SchemaObject[], get: Get, depth: number): readonly unknown[] {
  if (depth >= deepest) return [[]];
  const longest = Math.max(0, ...parts.map((part) => part.prefixItems?.length ?? 0));
  const at = (index: number): readonly unknown[] =>
    candidates(
      parts.flatMap((part) => [part.prefixItems?.[index] ?? part.items ?? part.unevaluatedItems ?? [], part.contains ?? []].flat()),
      get,
      depth + 1,
      mostCandidates,
    );
  const lengths = new Set(
    parts.flatMap((part) => [part.minItems, part.maxItems, part.minContains, part.maxContains].flatMap((n) => (n === undefined ? [] : [n, n + 1]))),
  );
  const columns = Array.from({ length: longest + 1 }, (_, index) => at(index));
  const column = (index: number): readonly unknown[] => columns[Math.min(index, longest)] ?? [];
  const built: unknown[][] = [[]];
  for (const length of new Set(depth === 0 ? [1, 2, longest, longest + 1, ...lengths] : [longest, longest + 1, ...lengths])) {
    if (length < 1 || length > 20) continue;
    for (let shift = 0; shift < (depth === 0 ? mostCandidates : 4); shift += 1) {
      built.push(Array.from({ length }, (_, index) => column(index)[(shift + index) % Math.max(1, column(index).length)] ?? null));
      built.push(Array.from({ length }, (_, index) => column(index)[shift % Math.max(1, column(index).length)] ?? null));
    }
  }
  return built;
}

function strings(parts: readonly SchemaObject[]): readonly string[] {
  const lengths = new Set(parts.flatMap((part) => [part.minLength, part.maxLength].flatMap((n) => (n === undefined ? [] : [n - 1, n, n + 1]))));
  return [
    '',
    'a',
    'abc',
    '1',
    '2026-01-01',
    '2026-01-01T00:00:00Z',
    'a@b.example',
    ...[...lengths].filter((n) => n >= 0 && n <= 4_096).map((n) => 'a'.repeat(n)),
  ];
}

function numbers(parts: readonly SchemaObject[]): readonly number[] {
  const bounds = parts.flatMap((part) => [part.minimum, part.maximum, part.exclusiveMinimum, part.exclusiveMaximum, part.multipleOf].flatMap((n) => n ?? []));
  return [0, 1, -1, 1.5, ...bounds.flatMap((n) => [n - 1, n, n + 1, n + 0.5, n * 2, n * 3])];
}

function distinct(values: readonly unknown[]): readonly unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

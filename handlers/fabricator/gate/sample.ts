type Schema = Readonly<Record<string, unknown>>;

/** Depth beyond which optional parts are left out, so that recursive schemas end. */
const DEEPEST = 6;
/**
 * Parts of a sample: a schema that refers to itself many times, or that wants a thousand million entries, would fill the
 * memory. What lies beyond is null or missing, and then the sample does not fit the schema. So many characters are one part.
 */
const PARTS = 5_000;
const CHARACTERS_OF_A_PART = 100;
interface Budget {
  left: number;
}

/**
 * A small value that a schema describes: its own example or default where it has one, otherwise the least that is
 * valid, with every property filled in (`optional` false: only the required ones). Always the same for the same schema,
 * so that a check that failed fails again. What only a pattern describes it cannot make up; then the caller needs examples.
 */
export function sampleOf(schema: unknown, optional = true, root: unknown = schema, depth = 0, budget: Budget = { left: PARTS }): unknown {
  if (--budget.left < 0) return null;
  if (typeof schema !== 'object' || schema === null) return 'sample';
  const node = schema as Schema;
  const [example] = Array.isArray(node['examples']) ? (node['examples'] as readonly unknown[]) : [];
  if (example !== undefined) return example;
  if (node['const'] !== undefined) return node['const'];
  if (node['default'] !== undefined) return node['default'];
  const [choice] = Array.isArray(node['enum']) ? (node['enum'] as readonly unknown[]) : [];
  if (choice !== undefined) return choice;
  if (typeof node['$ref'] === 'string') return depth > DEEPEST * 2 ? null : sampleOf(resolve(node['$ref'], root), optional, root, depth + 1, budget);
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const branches = node[keyword];
    if (Array.isArray(branches) && branches.length > 0)
      return sampleOf({ ...node, [keyword]: undefined, ...(branches[0] as Schema) }, optional, root, depth, budget);
  }
  if (Array.isArray(node['allOf'])) return sampleOf(merge(node, node['allOf'] as readonly Schema[]), optional, root, depth, budget);
  const [first] = Array.isArray(node['type']) ? (node['type'] as readonly unknown[]) : [node['type']];
  switch (first) {
    case 'object':
      return objectOf(node, optional, root, depth, budget);
    case 'array':
      return arrayOf(node, optional, root, depth, budget);
    case 'integer':
    case 'number':
      return numberOf(node);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'string':
      return textOf(node, budget);
    default:
      return node['properties'] === undefined ? 'sample' : objectOf(node, optional, root, depth, budget);
  }
}

function objectOf(node: Schema, optional: boolean, root: unknown, depth: number, budget: Budget): unknown {
  const properties = (node['properties'] ?? {}) as Schema;
  const required = Array.isArray(node['required']) ? (node['required'] as readonly unknown[]) : [];
  const names = Object.keys(properties).filter((name) => required.includes(name) || (optional && depth < DEEPEST));
  return Object.fromEntries(names.map((name) => [name, sampleOf(properties[name], optional, root, depth + 1, budget)]));
}

function arrayOf(node: Schema, optional: boolean, root: unknown, depth: number, budget: Budget): unknown {
  const fixed = Array.isArray(node['prefixItems']) ? (node['prefixItems'] as readonly unknown[]) : [];
  const least = typeof node['minItems'] === 'number' ? node['minItems'] : 0;
  const most = typeof node['maxItems'] === 'number' ? node['maxItems'] : Infinity;
  const count = Math.min(most, Math.max(least, depth < DEEPEST ? 2 : 0));
  return Array.from({ length: Math.min(Math.max(count, fixed.length), Math.max(0, budget.left)) }, (_, index) =>
    node['uniqueItems'] === true && index > 0
      ? vary(sampleOf(fixed[index] ?? node['items'], optional, root, depth + 1, budget), index)
      : sampleOf(fixed[index] ?? node['items'], optional, root, depth + 1, budget),
  );
}

function vary(value: unknown, index: number): unknown {
  return typeof value === 'number' ? value + index : typeof value === 'string' ? `${value}${index}` : value;
}

function numberOf(node: Schema): number {
  const step = typeof node['multipleOf'] === 'number' ? node['multipleOf'] : 1;
  const least =
    typeof node['minimum'] === 'number' ? node['minimum'] : typeof node['exclusiveMinimum'] === 'number' ? node['exclusiveMinimum'] + step : undefined;
  const most =
    typeof node['maximum'] === 'number' ? node['maximum'] : typeof node['exclusiveMaximum'] === 'number' ? node['exclusiveMaximum'] - step : undefined;
  const wanted = Math.max(least ?? -Infinity, Math.min(most ?? Infinity, 3));
  const stepped = Math.ceil(wanted / step) * step;
  return most !== undefined && stepped > most ? wanted : stepped;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-03-14',
  'date-time': '2026-03-14T09:26:53Z',
  time: '09:26:53Z',
  email: 'ana@example.com',
  uri: 'https://example.com/a',
  uuid: '7d444840-9dc0-11d1-b245-5ffdce74fad2',
  ipv4: '198.51.100.7',
  hostname: 'example.com',
};

function textOf(node: Schema, budget: Budget): string {
  const known = typeof node['format'] === 'string' ? FORMATS[node['format']] : undefined;
  const text = known ?? 'The quick brown fox jumps over the lazy dog.';
  const least = typeof node['minLength'] === 'number' ? node['minLength'] : 0;
  const most = typeof node['maxLength'] === 'number' ? node['maxLength'] : Infinity;
  if (text.length > most) return text.slice(0, most);
  const length = Math.min(least, Math.max(0, budget.left) * CHARACTERS_OF_A_PART);
  budget.left -= Math.floor(length / CHARACTERS_OF_A_PART);
  return text.padEnd(length, '.');
}

function merge(node: Schema, parts: readonly Schema[]): Schema {
  const merged: Record<string, unknown> = { ...node, allOf: undefined };
  for (const part of parts) {
    Object.assign(merged, part, { properties: { ...(merged['properties'] as Schema | undefined), ...(part['properties'] as Schema | undefined) } });
    merged['required'] = [...((node['required'] as readonly unknown[] | undefined) ?? []), ...((merged['required'] as readonly unknown[] | undefined) ?? [])];
  }
  return merged;
}

function resolve(ref: string, root: unknown): unknown {
  return ref
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null ? (value as Schema)[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')] : undefined,
      root,
    );
}

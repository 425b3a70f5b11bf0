type Schema = Readonly<Record<string, unknown>>;

/** Parts of a schema that are written out, references followed: a schema that refers to itself many times would fill the memory. */
const PARTS = 5_000;
interface Budget {
  left: number;
}

/**
 * The TypeScript type of a JSON Schema, as one expression. Says `unknown` where it is not sure, so that the type check
 * refuses no correct code; references inside the schema are followed to a depth of four.
 */
export function typeOf(schema: unknown, root: unknown = schema, depth = 0, budget: Budget = { left: PARTS }): string {
  if (typeof schema !== 'object' || schema === null || depth > 8 || --budget.left < 0) return 'unknown';
  const node = schema as Schema;
  if ('const' in node) return literal(node['const']);
  if (Array.isArray(node['enum'])) return node['enum'].length === 0 ? 'never' : node['enum'].map(literal).join(' | ');
  if (typeof node['$ref'] === 'string') return depth > 4 ? 'unknown' : typeOf(resolve(node['$ref'], root), root, depth + 1, budget);
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const branches = node[keyword];
    if (Array.isArray(branches))
      return node['properties'] === undefined ? branches.map((branch) => `(${typeOf(branch, root, depth + 1, budget)})`).join(' | ') : 'any';
  }
  if (Array.isArray(node['allOf'])) return 'any'; // an intersection is easily too narrow
  const types: readonly unknown[] = Array.isArray(node['type']) ? node['type'] : [node['type'] ?? (node['properties'] === undefined ? undefined : 'object')];
  return types.map((type) => single(type, node, root, depth, budget)).join(' | ');
}

function single(type: unknown, node: Schema, root: unknown, depth: number, budget: Budget): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
    case 'number':
      return type;
    case 'integer':
      return 'number';
    case 'array':
      return Array.isArray(node['prefixItems']) ? 'any[]' : `(${node['items'] === undefined ? 'any' : typeOf(node['items'], root, depth + 1, budget)})[]`;
    case 'object':
      return objectType(node, root, depth, budget);
    default:
      return 'unknown';
  }
}

function objectType(node: Schema, root: unknown, depth: number, budget: Budget): string {
  const properties = (node['properties'] ?? {}) as Schema;
  const required = Array.isArray(node['required']) ? (node['required'] as readonly unknown[]) : [];
  const members = Object.entries(properties).map(
    ([name, property]) =>
      `${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(property, root, depth + 1, budget)}${required.includes(name) ? '' : ' | undefined'};`,
  );
  const open = node['additionalProperties'];
  if (Object.keys(properties).length === 0)
    return open === false ? '{}' : `{ [name: string]: ${typeof open === 'object' && open !== null ? typeOf(open, root, depth + 1, budget) : 'any'} }`;
  // Further properties that the schema allows are typed loosely; members keep their own types.
  if (open !== false) members.push('[name: string]: any;');
  return `{ ${members.join(' ')} }`;
}

function literal(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'any' : JSON.stringify(value);
}

function resolve(ref: string, root: unknown): unknown {
  return ref
    .split('/')
    .slice(1)
    .reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Schema)[part] : undefined), root);
}

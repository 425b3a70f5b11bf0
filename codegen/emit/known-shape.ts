import { isSchemaObject, type Schema, type SchemaKey } from '../model/schema.ts';
import { propertyName } from '../print/literal.ts';

/**
 * Prints what `dropUnknown` needs to know of a schema (see codegen/runtime/drop-unknown.ts): constants, and the
 * expression of the root's shape; undefined when nothing can ever be dropped.
 *
 * A property is known when any subschema that may apply to the object names it; unknown ones are dropped where
 * the object is closed: closed itself, by one of `allOf`, or by all alternatives of a union.
 */
export function knownShape(root: SchemaKey, get: (key: SchemaKey) => Schema, prefix: string): { constants: readonly string[]; expression: string } | undefined {
  const nodes = new Map<string, ShapeNode>();
  const start = nodeOf([get(root)]);
  const dropping = findDropping(nodes);
  if (!dropping.has(start.id)) return undefined;

  const constants: string[] = [];
  const printed = new Map<string, string>();
  const open = new Set<string>();
  const expression = print(start);
  return { constants, expression };

  function print(node: ShapeNode): string {
    if (!dropping.has(node.id)) return '0';
    const known = printed.get(node.id);
    if (known !== undefined) return open.has(node.id) ? `() => ${known}` : known;
    const name = `${prefix}${printed.size + 1}`;
    printed.set(node.id, name);
    open.add(node.id);
    const fields: string[] = [];
    if (node.properties.size > 0) fields.push(`p: { ${[...node.properties].map(([key, child]) => `${propertyName(key)}: ${print(child)}`).join(', ')} }`);
    else if (node.isClosed) fields.push('p: {}');
    if (node.patterns.size > 0)
      fields.push(
        `m: [${[...node.patterns].map(([pattern, child]) => `[/* @__PURE__ */ new RegExp(${JSON.stringify(pattern)}, "u"), ${print(child)}]`).join(', ')}]`,
      );
    if (!node.isClosed) fields.push(`r: ${node.rest === undefined ? '0' : print(node.rest)}`);
    if (node.prefix.length > 0) fields.push(`t: [${node.prefix.map(print).join(', ')}]`);
    if (node.items !== undefined) fields.push(`i: ${print(node.items)}`);
    open.delete(node.id);
    constants.push(`const ${name} = { ${fields.join(', ')} };`);
    return name;
  }

  /** The node of a set of schemas that all stand at one place. */
  function nodeOf(schemas: readonly Schema[]): ShapeNode {
    const set = new Set<Schema>();
    for (const schema of schemas) collect(schema, set);
    const id = [...set].map(identify).sort().join(',');
    const known = nodes.get(id);
    if (known !== undefined) return known;
    const node: ShapeNode = { id, isClosed: schemas.some((schema) => isClosed(schema, new Set())), properties: new Map(), patterns: new Map(), prefix: [] };
    nodes.set(id, node);
    const applied = [...set].filter(isSchemaObject);
    const children = <T>(pick: (schema: Exclude<Schema, boolean>) => T | undefined): readonly T[] => applied.flatMap((schema) => pick(schema) ?? []);
    for (const name of new Set(applied.flatMap((schema) => [...Object.keys(schema.properties ?? {}), ...(schema.required ?? [])]))) {
      node.properties.set(name, nodeOf(children((schema) => (Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined))));
    }
    for (const pattern of new Set(applied.flatMap((schema) => Object.keys(schema.patternProperties ?? {})))) {
      node.patterns.set(pattern, nodeOf(children((schema) => schema.patternProperties?.[pattern])));
    }
    const rest = children((schema) => (isSchemaObject(schema.additionalProperties) ? schema.additionalProperties : undefined));
    if (rest.length > 0) node.rest = nodeOf(rest);
    const longest = Math.max(0, ...applied.map((schema) => schema.prefixItems?.length ?? 0));
    for (let index = 0; index < longest; index += 1) node.prefix.push(nodeOf(children((schema) => schema.prefixItems?.[index] ?? schema.items)));
    const items = children((schema) => schema.items);
    if (items.length > 0) node.items = nodeOf(items);
    return node;
  }

  function collect(schema: Schema, into: Set<Schema>): void {
    if (!isSchemaObject(schema) || into.has(schema)) return;
    into.add(schema);
    if (schema.$ref !== undefined) collect(get(schema.$ref), into);
    for (const branch of [
      ...(schema.allOf ?? []),
      ...(schema.anyOf ?? []),
      ...(schema.oneOf ?? []),
      schema.if,
      schema.then,
      schema.else,
      ...Object.values(schema.dependentSchemas ?? {}),
    ]) {
      if (branch !== undefined) collect(branch, into);
    }
  }

  function isClosed(schema: Schema, path: ReadonlySet<Schema>): boolean {
    if (!isSchemaObject(schema)) return schema === false;
    if (path.has(schema)) return false;
    const next = new Set([...path, schema]);
    if (schema.additionalProperties === false || schema.unevaluatedProperties === false) return true;
    if (schema.$ref !== undefined && isClosed(get(schema.$ref), next)) return true;
    if (schema.allOf?.some((branch) => isClosed(branch, next)) === true) return true;
    return [schema.anyOf, schema.oneOf].some((branches) => branches?.every((branch) => isClosed(branch, next)) === true);
  }
}

interface ShapeNode {
  readonly id: string;
  readonly isClosed: boolean;
  readonly properties: Map<string, ShapeNode>;
  readonly patterns: Map<string, ShapeNode>;
  rest?: ShapeNode;
  readonly prefix: ShapeNode[];
  items?: ShapeNode;
}

/** Nodes below which something can be dropped. */
function findDropping(nodes: ReadonlyMap<string, ShapeNode>): ReadonlySet<string> {
  const dropping = new Set([...nodes.values()].filter((node) => node.isClosed).map((node) => node.id));
  for (let size = -1; size !== dropping.size;) {
    size = dropping.size;
    for (const node of nodes.values()) {
      const children = [...node.properties.values(), ...node.patterns.values(), ...node.prefix, node.rest, node.items];
      if (children.some((child) => child !== undefined && dropping.has(child.id))) dropping.add(node.id);
    }
  }
  return dropping;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

function identify(schema: Schema): number {
  if (!isSchemaObject(schema)) return schema ? 0 : -1;
  let identity = identities.get(schema);
  if (identity === undefined) identities.set(schema, (identity = lastIdentity += 1));
  return identity;
}

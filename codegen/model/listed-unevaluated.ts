import { isSchemaObject, type Schema, type SchemaKey, type SchemaObject } from './schema.ts';

type Get = (key: SchemaKey) => Schema;

/** Most branches that may hold or not: each doubles what has to be said. */
const mostBranches = 6;

/** Items of a list that something in place evaluates: the first ones, those that fit a schema, or all. */
interface Evaluated {
  readonly first: number;
  readonly fitting: readonly Schema[];
  readonly all: boolean;
}

/** A branch that evaluates something when it holds. */
interface Branch {
  readonly condition: Schema;
  readonly then: readonly Schema[];
  readonly otherwise: readonly Schema[];
}

/**
 * Says without `unevaluatedItems` what a schema with it says: whatever holds in place decides which items are left, so
 * `if` asks for it, branch by branch, and `items` says what the others must be. Ajv's own tracking does not know `contains`,
 * nor `items` of another subschema. Undefined when there are too many branches.
 */
export function withListedItems(schema: SchemaObject, get: Get): SchemaObject | undefined {
  const { unevaluatedItems, ...rest } = schema;
  if (unevaluatedItems === undefined) return schema;
  const pending: Schema[] = [rest];
  const branches: Branch[] = [];
  const always = gather(pending, branches, get, { first: 0, fitting: [], all: false });
  const listed = always.all ? true : listedItems(always, branches, unevaluatedItems, get, mostBranches);
  return listed === undefined ? undefined : { ...rest, allOf: [...(schema.allOf ?? []), listed] };
}

/** Takes in what the schemas evaluate whenever they hold; what may hold or not is added to `branches`. */
function gather(pending: readonly Schema[], branches: Branch[], get: Get, start: Evaluated): Evaluated {
  let found = start;
  const queue = [...pending];
  const seen = new Set<Schema>();
  for (let schema = queue.shift(); schema !== undefined; schema = queue.shift()) {
    if (!isSchemaObject(schema) || seen.has(schema)) continue;
    seen.add(schema);
    found = {
      first: Math.max(found.first, schema.prefixItems?.length ?? 0),
      fitting: schema.contains === undefined ? found.fitting : [...found.fitting, schema.contains],
      all: found.all || schema.items !== undefined || schema.unevaluatedItems !== undefined,
    };
    if (schema.$ref !== undefined) queue.push(get(schema.$ref));
    queue.push(...(schema.allOf ?? []));
    for (const branch of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
      if (mayEvaluate(branch, get, new Set())) branches.push({ condition: branch, then: [branch], otherwise: [] });
    const { if: condition, then = true, else: otherwise = true } = schema;
    if (condition !== undefined && [condition, then, otherwise].some((one) => mayEvaluate(one, get, new Set())))
      branches.push({ condition, then: [condition, then], otherwise: [otherwise] });
  }
  return found;
}

/** The constraint on items, case by case; undefined when there would be too many cases. */
function listedItems(known: Evaluated, branches: readonly Branch[], rest: Schema, get: Get, left: number): Schema | undefined {
  if (known.all) return true;
  const [branch, ...others] = branches;
  if (branch === undefined) {
    const items: Schema = known.fitting.length === 0 ? rest : { anyOf: [...known.fitting, rest] };
    return { ...(known.first > 0 && { prefixItems: Array.from({ length: known.first }, () => true) }), items };
  }
  if (left === 0) return undefined;
  const caseOf = (schemas: readonly Schema[]): Schema | undefined => {
    const inner = [...others];
    return listedItems(gather(schemas, inner, get, known), inner, rest, get, left - 1);
  };
  const [then, otherwise] = [caseOf(branch.then), caseOf(branch.otherwise)];
  return then === undefined || otherwise === undefined ? undefined : { if: branch.condition, then, else: otherwise };
}

function mayEvaluate(schema: Schema, get: Get, seen: Set<Schema>): boolean {
  if (!isSchemaObject(schema) || seen.has(schema)) return false;
  seen.add(schema);
  if ([schema.prefixItems, schema.items, schema.unevaluatedItems, schema.contains].some((one) => one !== undefined)) return true;
  const branches = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), schema.if, schema.then, schema.else];
  if (schema.$ref !== undefined) branches.push(get(schema.$ref));
  return branches.some((branch) => branch !== undefined && mayEvaluate(branch, get, seen));
}

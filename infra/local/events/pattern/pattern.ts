/**
 * Event patterns with the semantics of AWS's event-ruler. A pattern becomes alternatives (one for each way through its
 * `$or`s), an alternative a list of fields; it matches when one leaf can be chosen for every field and no two of them
 * sit in different elements of one array.
 */
import { isObject } from '../../http/fields.ts';
import { parseCondition, reservedNames, type Condition } from './condition.ts';
import { InexactNumber, parseEventJson } from './event-json.ts';
import { InvalidPattern, refuse } from './invalid-pattern.ts';
import type { Leaf, Leaves } from './leaf.ts';

interface Field {
  readonly path: string;
  readonly conditions: readonly Condition[];
}

type Alternative = readonly Field[];

/** Whether an event, flattened by `toLeaves`, matches. */
export type Pattern = (leaves: Leaves) => boolean;

/** Compiles a pattern's JSON text; throws InvalidPattern with the reason. */
export function compilePattern(text: string): Pattern {
  let value: unknown;
  try {
    value = parseEventJson(text);
  } catch (error) {
    refuse(`it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(value) || value instanceof InexactNumber) return refuse('Filter is not an object');
  // The order of the fields decides what "absent" sees: array elements chosen by the fields before it.
  const alternatives = expandPattern(value).map((fields) => fields.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
  return (leaves) => alternatives.some((fields) => isPossible(leaves, fields) && choose(leaves, fields, 0, new Map()));
}

/** Whether every field has a leaf that it likes, wherever that sits: in linear time, what the search below would take long to rule out. */
function isPossible(leaves: Leaves, fields: Alternative): boolean {
  return fields.every((field) => field.conditions.includes('absent') || leaves.get(field.path)?.some((leaf) => isMet(field, leaf)) === true);
}

function isMet(field: Field, leaf: Leaf): boolean {
  return field.conditions.some((condition) => condition !== 'absent' && condition(leaf));
}

function choose(leaves: Leaves, fields: Alternative, index: number, chosen: ReadonlyMap<number, number>): boolean {
  const field = fields[index];
  if (field === undefined) return true;
  let hasCandidates = false;
  let hasTriedAnywhere = false;
  for (const leaf of leaves.get(field.path) ?? []) {
    if (!isConsistent(leaf, chosen)) continue;
    hasCandidates = true;
    // Leaves that sit in no element leave the choice as it is: trying one of them is trying them all.
    const isAnywhere = leaf.elements.size === 0;
    if ((isAnywhere && hasTriedAnywhere) || !isMet(field, leaf)) continue;
    hasTriedAnywhere ||= isAnywhere;
    if (choose(leaves, fields, index + 1, isAnywhere ? chosen : new Map([...chosen, ...leaf.elements]))) return true;
  }
  return !hasCandidates && field.conditions.includes('absent') && choose(leaves, fields, index + 1, chosen);
}

function isConsistent(leaf: Leaf, chosen: ReadonlyMap<number, number>): boolean {
  for (const [array, element] of leaf.elements) if ((chosen.get(array) ?? element) !== element) return false;
  return true;
}

/** Where `$or` is: a keyword whose alternatives have not begun, one that they have, or a field name like any other. */
type OrScope = 'outside' | 'inside' | 'none';

/** A pattern that is wrong with `$or` as a keyword may be right with it as a field name, as it was before the keyword. */
function expandPattern(pattern: Readonly<Record<string, unknown>>): readonly Alternative[] {
  try {
    return expand(pattern, '', 'outside');
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    try {
      return expand(pattern, '', 'none');
    } catch {
      // Wrong either way: the reason that knows the keyword says more.
      throw error;
    }
  }
}

function expand(pattern: Readonly<Record<string, unknown>>, path: string, scope: OrScope): readonly Alternative[] {
  let alternatives: readonly Alternative[] = [[]];
  const entries = Object.entries(pattern);
  if (entries.length === 0) refuse('Empty objects are not allowed');
  for (const [name, value] of entries) {
    const further = name === '$or' && scope !== 'none' ? expandOr(value, path) : expandField(name, value, path, scope);
    alternatives = alternatives.flatMap((before) => further.map((after) => merge(before, after)));
  }
  return alternatives;
}

function expandOr(value: unknown, path: string): readonly Alternative[] {
  if (!Array.isArray(value)) return refuse('It must be an Array followed with $or.');
  const branches: readonly unknown[] = value;
  const expanded = branches.flatMap((branch) =>
    isObject(branch) && !(branch instanceof InexactNumber)
      ? expand(branch, path, 'inside')
      : refuse('Only JSON object is allowed in array of $or relationship.'),
  );
  if (branches.length < 2) refuse('There must have at least 2 Objects in $or relationship.');
  return expanded;
}

function expandField(name: string, value: unknown, path: string, scope: OrScope): readonly Alternative[] {
  if (scope === 'inside' && reservedNames.includes(name)) refuse(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
  const at = path === '' ? name : `${path}.${name}`;
  if (Array.isArray(value)) {
    if (value.length === 0) refuse('Empty arrays are not allowed');
    return [[{ path: at, conditions: value.map(parseCondition) }]];
  }
  if (isObject(value) && !(value instanceof InexactNumber)) return expand(value, at, scope);
  return refuse(`"${name}" must be an object or an array`);
}

/** The same field beside and inside an `$or`: the later replaces the earlier, as in the engine. */
function merge(before: Alternative, after: Alternative): Alternative {
  const paths = new Set(after.map((field) => field.path));
  return [...before.filter((field) => !paths.has(field.path)), ...after];
}

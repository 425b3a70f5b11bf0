import { appendPointer } from '../load/pointer.ts';
import { idleAdditionalItems, type Schema, type SchemaObject, type TypeName } from '../model/schema.ts';
import { jsonEqual } from '../runtime/json-equal.ts';
import type { Difference, DifferenceRule } from './change.ts';
import {
  allOfSchemas,
  conjuncts,
  isEmpty,
  itemSchemas,
  listedValues,
  propertySchemas,
  rangeOf,
  requiredOf,
  tightest,
  typesOf,
  type Get,
} from './conjunction.ts';
import { areDisjoint, type Accepts } from './disjoint.ts';

/** What the comparison needs to know. Keys of both sides resolve by one `get`: the caller keeps them apart. */
export interface Sides {
  readonly get: Get;
  /** Whether a value passes for certain, formats checked or not. */
  readonly accepts: Accepts;
  /** Whether a value may pass, formats checked or not. */
  readonly mayPass: Accepts;
}

/** Most pairs that are compared before the answer is "not comparable". */
const mostSteps = 2_000;

/**
 * Why a value that passes `left` may fail `right`; empty only when none can. Sound rather than complete: what cannot
 * be proved is reported, so a break is never called compatible.
 */
export function differences(left: Schema, right: Schema, sides: Sides): readonly Difference[] {
  /** Pairs that hold, or are being compared and are assumed to: that is what a recursive schema means. */
  const held = new Set<string>();
  const trail: string[] = [];
  let steps = 0;
  return compare(left, right, '', 0);

  function compare(a: Schema, b: Schema, pointer: string, depth: number): readonly Difference[] {
    if (b === true || a === false) return [];
    const pair = `${JSON.stringify(a)}\n${JSON.stringify(b)}`;
    if (held.has(pair) || jsonEqual(a, b)) return [];
    steps += 1;
    if (steps > mostSteps || depth > 40) return [difference('not-comparable', pointer, 'the schemas are too complex to compare')];
    const mark = trail.push(pair) - 1;
    held.add(pair);
    const found = compareObjects(a, b, pointer, depth);
    // whatever was found to hold on the assumption that this pair does is open again
    if (found.length > 0) for (const one of trail.splice(mark)) held.delete(one);
    return found;
  }

  function compareObjects(a: Schema, b: Schema, pointer: string, depth: number): readonly Difference[] {
    const partsA = conjuncts(a, sides.get);
    if (partsA === false || isEmpty(a, sides.get)) return [];
    const partsB = conjuncts(b, sides.get);
    if (partsB === false) return [difference('schema-false', pointer, 'nothing is allowed any more')];

    const values = listedValues(partsA) ?? fewIntegers(partsA);
    if (values !== undefined) {
      const refused = values.filter((value) => passes(a, value) && !sides.accepts(b, value));
      return refused.length === 0
        ? []
        : [
            difference(
              'enum-narrowed',
              pointer,
              `${refused
                .slice(0, 5)
                .map((value) => JSON.stringify(value))
                .join(', ')} ${refused.length === 1 ? 'is' : 'are'} no longer allowed`,
            ),
          ];
    }
    const whole = partsB.flatMap((part) => compareWithPart(partsA, part, pointer, depth));
    if (whole.length === 0) return [];

    // Alternatives of the left side are taken one by one, and so are its types, when the whole cannot be shown to fit.
    for (const part of partsA) {
      const branches = part.oneOf ?? part.anyOf;
      if (branches === undefined) continue;
      const rest = partsA.map((other) => (other === part ? without(part, part.oneOf === undefined ? 'anyOf' : 'oneOf') : other));
      const found = branches.flatMap((branch, index) =>
        compare({ allOf: [...rest, branch] }, b, appendPointer(pointer, part.oneOf === undefined ? 'anyOf' : 'oneOf', index), depth + 1),
      );
      return found;
    }
    const types = typesOf(partsA);
    if (types.size > 1 && partsB.some((part) => part.anyOf !== undefined || part.oneOf !== undefined)) {
      return [...types].flatMap((type) => compare({ allOf: [...partsA, { type }] }, b, pointer, depth + 1));
    }
    if (types.size === 1 && types.has('boolean')) {
      const refused = [true, false].filter((value) => passes(a, value) && !sides.accepts(b, value));
      return refused.length === 0 ? [] : whole;
    }
    return whole;
  }

  function passes(schema: Schema, value: unknown): boolean {
    return sides.mayPass(schema, value);
  }

  function compareWithPart(partsA: readonly SchemaObject[], b: SchemaObject, pointer: string, depth: number): readonly Difference[] {
    if (partsA.some((part) => jsonEqual(part, b))) return [];
    return [...ownKeywords(partsA, b, pointer, depth), ...applicators(partsA, b, pointer, depth)];
  }

  function ownKeywords(partsA: readonly SchemaObject[], b: SchemaObject, pointer: string, depth: number): readonly Difference[] {
    const found: Difference[] = [];
    const typesA = typesOf(partsA);
    const typesB = typesOf([b]);
    const lost = [...typesA].filter((type) => !typesB.has(type) && !(type === 'integer' && typesB.has('number')));
    if (lost.length > 0) {
      const told = [...typesA].length > 5 ? 'any type' : [...typesA].join(' or ');
      found.push(difference('type-narrowed', appendPointer(pointer, 'type'), `was ${told}, is ${[...typesB].join(' or ')}`));
    }
    if (Object.hasOwn(b, 'const') || b.enum !== undefined) {
      const isBoth =
        typesA.size === 1 && ((typesA.has('null') && sides.accepts(b, null)) || (typesA.has('boolean') && sides.accepts(b, true) && sides.accepts(b, false)));
      if (!isBoth) found.push(difference(b.enum === undefined ? 'const-changed' : 'enum-narrowed', pointer, 'any value was allowed, now only listed ones are'));
    }
    const idle = b[idleAdditionalItems] as Schema | undefined;
    const given = allOfSchemas(partsA.flatMap((part) => (part[idleAdditionalItems] as Schema | undefined) ?? []));
    const at = appendPointer(pointer, 'additionalItems');
    if (idle !== undefined && compare(given, idle, at, depth + 1).length > 0)
      found.push(
        difference(
          'idle-keyword-narrowed',
          at,
          '"additionalItems" has no effect without a list in "items", but for readers that honour it further items are narrower',
        ),
      );
    for (const type of typesA) if (!lost.includes(type)) found.push(...ofType(type, partsA, b, pointer, depth));
    return found;
  }

  function ofType(type: TypeName, partsA: readonly SchemaObject[], b: SchemaObject, pointer: string, depth: number): readonly Difference[] {
    switch (type) {
      case 'number':
      case 'integer':
        return ofNumber(type === 'integer', partsA, b, pointer);
      case 'string':
        return ofString(partsA, b, pointer);
      case 'array':
        return ofArray(partsA, b, pointer, depth);
      case 'object':
        return ofObject(partsA, b, pointer, depth);
      default:
        return [];
    }
  }

  function ofArray(partsA: readonly SchemaObject[], b: SchemaObject, pointer: string, depth: number): readonly Difference[] {
    const found: Difference[] = [];
    const most = tightest(partsA, 'maxItems') ?? Infinity;
    // an item that nothing can be ends the list before it
    const reach = Math.max(0, ...partsA.map((part) => part.prefixItems?.length ?? 0), b.prefixItems?.length ?? 0);
    let longest = most;
    for (let index = 0; index <= reach && index < most; index += 1)
      if (isEmpty(allOfSchemas(itemSchemas(partsA, index)), sides.get)) {
        longest = Math.min(longest, index);
        break;
      }
    found.push(...counts(partsA, b, pointer, 'minItems', 'maxItems', 'items-count-narrowed', longest));
    for (let index = 0; index <= reach && index < longest; index += 1) {
      const wanted = itemSchemas([b], index)[0];
      if (wanted === undefined) continue;
      const at = b.prefixItems?.[index] === undefined ? appendPointer(pointer, 'items') : appendPointer(pointer, 'prefixItems', index);
      const inner = compare(allOfSchemas(itemSchemas(partsA, index)), wanted, at, depth + 1);
      found.push(...(wanted === false && inner.length > 0 ? [difference('items-narrowed', at, 'further items are no longer allowed')] : inner));
    }
    const longestUnique = longest <= 1;
    if (b.uniqueItems === true && !longestUnique && !partsA.some((part) => part.uniqueItems === true))
      found.push(difference('unique-items-added', appendPointer(pointer, 'uniqueItems'), 'items must now be unique'));
    if (b.contains !== undefined && !((b.minContains ?? 1) === 0 && b.maxContains === undefined)) {
      const wanted = b.contains;
      const same = partsA.some(
        (part) =>
          part.contains !== undefined &&
          (part.minContains ?? 1) >= (b.minContains ?? 1) &&
          (part.maxContains ?? Infinity) <= (b.maxContains ?? Infinity) &&
          ((b.minContains ?? 1) === 0 || compare(part.contains, wanted, pointer, depth + 1).length === 0) &&
          (b.maxContains === undefined || compare(wanted, part.contains, pointer, depth + 1).length === 0),
      );
      const always =
        (tightest(partsA, 'minItems') ?? 0) >= (b.minContains ?? 1) &&
        longest <= (b.maxContains ?? Infinity) &&
        compare(allOfSchemas(itemSchemas(partsA, reach)), b.contains, pointer, depth + 1).length === 0 &&
        reach === 0;
      if (!same && !always) found.push(difference('contains-changed', appendPointer(pointer, 'contains'), 'must now contain other items'));
    }
    if (b.unevaluatedItems !== undefined && b.unevaluatedItems !== true)
      found.push(difference('unevaluated-narrowed', appendPointer(pointer, 'unevaluatedItems'), 'other items are allowed now'));
    return found;
  }

  function ofObject(partsA: readonly SchemaObject[], b: SchemaObject, pointer: string, depth: number): readonly Difference[] {
    const found: Difference[] = [];
    const requiredA = requiredOf(partsA);
    for (const name of b.required ?? [])
      if (!requiredA.has(name)) found.push(difference('required-added', appendPointer(pointer, 'required'), `"${name}" is now required`));

    const patternsA = new Set(partsA.flatMap((part) => Object.keys(part.patternProperties ?? {})));
    const patternsB = Object.keys(b.patternProperties ?? {});
    const names = new Set([...partsA.flatMap((part) => Object.keys(part.properties ?? {})), ...Object.keys(b.properties ?? {}), ...requiredA]);
    const closedNames = partsA.some((part) => part.additionalProperties === false && part.patternProperties === undefined);
    for (const name of names) {
      const wanted = propertySchemas([b], name);
      if (wanted.length === 0) continue;
      const given = allOfSchemas(propertySchemas(partsA, name));
      const isNamed = partsA.some((part) => Object.hasOwn(part.properties ?? {}, name));
      const at = Object.hasOwn(b.properties ?? {}, name) ? appendPointer(pointer, 'properties', name) : appendPointer(pointer, 'additionalProperties');
      const inner = compare(given, allOfSchemas(wanted), at, depth + 1);
      if (inner.length === 0) continue;
      if (!isNamed) found.push(difference('property-added-to-open-object', at, `"${name}" could be anything before`));
      else if (wanted.includes(false)) found.push(difference('property-narrowed', at, `"${name}" is no longer allowed`));
      else found.push(...inner);
    }
    if (!closedNames) found.push(...otherProperties(partsA, b, patternsA, patternsB, pointer, depth));
    const most = closedNames
      ? Math.min(
          tightest(partsA, 'maxProperties') ?? Infinity,
          ...partsA.flatMap((part) =>
            part.additionalProperties === false && part.patternProperties === undefined ? [Object.keys(part.properties ?? {}).length] : [],
          ),
        )
      : (tightest(partsA, 'maxProperties') ?? Infinity);
    found.push(...counts(partsA, b, pointer, 'minProperties', 'maxProperties', 'properties-count-narrowed', most, requiredA.size));
    found.push(...dependencies(partsA, b, requiredA, pointer, depth));
    if (b.propertyNames !== undefined) {
      const named =
        closedNames &&
        [...names].every((name) => isEmpty(allOfSchemas(propertySchemas(partsA, name)), sides.get) || sides.accepts(b.propertyNames ?? true, name));
      const given = allOfSchemas([{ type: 'string' }, ...partsA.flatMap((part) => part.propertyNames ?? [])]);
      if (!named && compare(given, b.propertyNames, pointer, depth + 1).length > 0)
        found.push(difference('property-names-narrowed', appendPointer(pointer, 'propertyNames'), 'some property names are no longer allowed'));
    }
    if (
      b.unevaluatedProperties !== undefined &&
      b.unevaluatedProperties !== true &&
      !(closedNames && [...names].every((name) => Object.hasOwn(b.properties ?? {}, name)))
    ) {
      found.push(difference('unevaluated-narrowed', appendPointer(pointer, 'unevaluatedProperties'), 'other properties are allowed now'));
    }
    return found;
  }

  /** Properties that neither side names. */
  function otherProperties(
    partsA: readonly SchemaObject[],
    b: SchemaObject,
    patternsA: ReadonlySet<string>,
    patternsB: readonly string[],
    pointer: string,
    depth: number,
  ): readonly Difference[] {
    const found: Difference[] = [];
    const rest = allOfSchemas(partsA.flatMap((part) => part.additionalProperties ?? []));
    const restB = b.additionalProperties;
    if (restB !== undefined && compare(rest, restB, appendPointer(pointer, 'additionalProperties'), depth + 1).length > 0) {
      found.push(
        difference(
          'additional-properties-narrowed',
          appendPointer(pointer, 'additionalProperties'),
          restB === false ? 'further properties are no longer allowed' : 'further properties are narrower',
        ),
      );
    }
    for (const pattern of patternsB) {
      const wanted = b.patternProperties?.[pattern] ?? true;
      const at = appendPointer(pointer, 'patternProperties', pattern);
      const given = patternsA.has(pattern) ? patternSchemas(partsA, pattern) : rest;
      const others = patternsA.has(pattern) ? [] : [...patternsA].map((other) => patternSchemas(partsA, other));
      if ([given, ...others].some((schema) => compare(schema, wanted, at, depth + 1).length > 0))
        found.push(difference('property-narrowed', at, `properties matching "${pattern}" are narrower`));
    }
    for (const pattern of patternsA) {
      if (patternsB.includes(pattern) || restB === undefined) continue;
      const at = appendPointer(pointer, 'additionalProperties');
      if (compare(patternSchemas(partsA, pattern), restB, at, depth + 1).length > 0)
        found.push(difference('additional-properties-narrowed', at, `properties matching "${pattern}" are narrower`));
    }
    return found;
  }

  function dependencies(
    partsA: readonly SchemaObject[],
    b: SchemaObject,
    requiredA: ReadonlySet<string>,
    pointer: string,
    depth: number,
  ): readonly Difference[] {
    const found: Difference[] = [];
    for (const [name, needed] of Object.entries(b.dependentRequired ?? {})) {
      const given = new Set([...requiredA, ...partsA.flatMap((part) => part.dependentRequired?.[name] ?? [])]);
      const never = isEmpty(allOfSchemas(propertySchemas(partsA, name)), sides.get);
      if (!never && needed.some((one) => !given.has(one)))
        found.push(
          difference(
            'dependency-added',
            appendPointer(pointer, 'dependentRequired', name),
            `"${name}" now needs ${needed.map((one) => `"${one}"`).join(', ')}`,
          ),
        );
    }
    for (const [name, schema] of Object.entries(b.dependentSchemas ?? {})) {
      const never = isEmpty(allOfSchemas(propertySchemas(partsA, name)), sides.get);
      const given = allOfSchemas([...partsA, ...partsA.flatMap((part) => part.dependentSchemas?.[name] ?? [])]);
      if (!never && compare(given, schema, pointer, depth + 1).length > 0)
        found.push(difference('dependency-added', appendPointer(pointer, 'dependentSchemas', name), `"${name}" now needs more`));
    }
    return found;
  }

  function applicators(partsA: readonly SchemaObject[], b: SchemaObject, pointer: string, depth: number): readonly Difference[] {
    const found: Difference[] = [];
    const a: Schema = allOfSchemas(partsA);
    if (b.anyOf !== undefined) {
      const branches = b.anyOf;
      if (!fitsOne(partsA, branches, depth))
        found.push(difference('union-narrowed', appendPointer(pointer, 'anyOf'), 'fits none of the alternatives for certain'));
    }
    if (b.oneOf !== undefined) {
      const branches = b.oneOf;
      const at = appendPointer(pointer, 'oneOf');
      const same = partsA.some((part) => part.oneOf !== undefined && keepsAlternatives(a, part.oneOf, branches, depth));
      if (!same) {
        const index = branches.findIndex((branch) => compare(a, branch, at, depth + 1).length === 0);
        if (index === -1) found.push(difference('union-narrowed', at, 'fits none of the alternatives for certain'));
        else if (branches.some((branch, other) => other !== index && !areDisjoint(a, branch, sides.get, sides.mayPass)))
          found.push(difference('union-ambiguous', at, 'may fit more than one alternative, where exactly one is wanted'));
      }
    }
    if (b.not !== undefined) {
      const excluded = b.not;
      const same = partsA.some((part) => part.not !== undefined && compare(excluded, part.not, pointer, depth + 1).length === 0);
      if (!same && !areDisjoint(a, excluded, sides.get, sides.mayPass))
        found.push(difference('not-extended', appendPointer(pointer, 'not'), 'more is excluded'));
    }
    if (b.if !== undefined && (b.then !== undefined || b.else !== undefined)) {
      const same = partsA.some(
        (part) =>
          jsonEqual(part.if, b.if) &&
          compare(allOfSchemas([a, part.then ?? true]), b.then ?? true, pointer, depth + 1).length === 0 &&
          compare(allOfSchemas([a, part.else ?? true]), b.else ?? true, pointer, depth + 1).length === 0,
      );
      const always = compare(a, b.then ?? true, pointer, depth + 1).length === 0 && compare(a, b.else ?? true, pointer, depth + 1).length === 0;
      if (!same && !always) found.push(difference('condition-changed', appendPointer(pointer, 'if'), 'the condition asks for more'));
    }
    return found;
  }

  function fitsOne(partsA: readonly SchemaObject[], branches: readonly Schema[], depth: number): boolean {
    return branches.some((branch) => compare(allOfSchemas(partsA), branch, '', depth + 1).length === 0);
  }

  /**
   * Whether `wanted` has every alternative of `given`, in any order, and whatever it has more fits no value of `a`: then
   * exactly one fits as before.
   */
  function keepsAlternatives(a: Schema, given: readonly Schema[], wanted: readonly Schema[], depth: number): boolean {
    const left = [...wanted];
    for (const one of given) {
      const at = left.findIndex((other) => compare(one, other, '', depth + 1).length === 0 && compare(other, one, '', depth + 1).length === 0);
      if (at === -1) return false;
      left.splice(at, 1);
    }
    return left.every((other) => areDisjoint(a, other, sides.get, sides.mayPass));
  }
}

/** Most whole numbers that are tried one by one. */
const mostIntegers = 64;

/** All values, when only whole numbers of a short range pass. */
function fewIntegers(parts: readonly SchemaObject[]): readonly number[] | undefined {
  const types = typesOf(parts);
  if (types.size !== 1 || !types.has('integer')) return undefined;
  const { low, high } = rangeOf(parts, true);
  if (!(high - low < mostIntegers)) return undefined;
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => low + index);
}

function ofNumber(whole: boolean, partsA: readonly SchemaObject[], b: SchemaObject, pointer: string): readonly Difference[] {
  const found: Difference[] = [];
  const a = rangeOf(partsA, whole);
  const range = rangeOf([b], whole);
  if (range.low > a.low || (range.low === a.low && range.isLowOpen && !a.isLowOpen))
    found.push(difference('bound-narrowed', pointer, `must now be ${range.isLowOpen ? 'above' : 'at least'} ${range.low}`));
  if (range.high < a.high || (range.high === a.high && range.isHighOpen && !a.isHighOpen))
    found.push(difference('bound-narrowed', pointer, `must now be ${range.isHighOpen ? 'below' : 'at most'} ${range.high}`));
  const step = b.multipleOf;
  if (step !== undefined) {
    const steps = [...partsA.flatMap((part) => part.multipleOf ?? []), ...(whole ? [1] : [])];
    if (!steps.some((one) => Number.isInteger(one / step)))
      found.push(difference('multiple-narrowed', appendPointer(pointer, 'multipleOf'), `must now be a multiple of ${step}`));
  }
  return found;
}

function ofString(partsA: readonly SchemaObject[], b: SchemaObject, pointer: string): readonly Difference[] {
  const found = [...counts(partsA, b, pointer, 'minLength', 'maxLength', 'length-narrowed', tightest(partsA, 'maxLength') ?? Infinity)];
  if (b.pattern !== undefined && !partsA.some((part) => part.pattern === b.pattern))
    found.push(difference('pattern-changed', appendPointer(pointer, 'pattern'), `must now match "${b.pattern}"`));
  if (b.format !== undefined && !partsA.some((part) => part.format === b.format))
    found.push(difference('format-changed', appendPointer(pointer, 'format'), `must now be a ${b.format}`));
  return found;
}

type Low = 'minLength' | 'minItems' | 'minProperties';
type High = 'maxLength' | 'maxItems' | 'maxProperties';

function counts(
  partsA: readonly SchemaObject[],
  b: SchemaObject,
  pointer: string,
  low: Low,
  high: High,
  rule: DifferenceRule,
  most: number,
  atLeast = 0,
): readonly Difference[] {
  const found: Difference[] = [];
  const least = Math.max(tightest(partsA, low) ?? 0, atLeast);
  const wantedLow = b[low];
  const wantedHigh = b[high];
  if (wantedLow !== undefined && wantedLow > least) found.push(difference(rule, appendPointer(pointer, low), `"${low}" rose from ${least} to ${wantedLow}`));
  if (wantedHigh !== undefined && wantedHigh < most)
    found.push(difference(rule, appendPointer(pointer, high), `"${high}" fell from ${most === Infinity ? 'unlimited' : most} to ${wantedHigh}`));
  return found;
}

/** What a property that matches `pattern` must be, at least. */
function patternSchemas(parts: readonly SchemaObject[], pattern: string): Schema {
  return allOfSchemas(parts.flatMap((part) => part.patternProperties?.[pattern] ?? []));
}

function without(schema: SchemaObject, keyword: 'anyOf' | 'oneOf'): SchemaObject {
  const { [keyword]: _, ...rest } = schema;
  return rest;
}

function difference(rule: DifferenceRule, pointer: string, message: string): Difference {
  return { rule, pointer, message };
}

import type { Parsed } from './parsed.ts';
import { parsed, type Validate } from './validation.ts';

/**
 * What is known of a value's properties, generated from its schema. `0` is "leave it alone". Every applicable
 * subschema counts: a property that any alternative of a union names is known.
 */
export type Shape =
  | 0
  | {
      /** Shapes of named properties. */
      readonly p?: Readonly<Record<string, Shape | LazyShape>>;
      /** Shapes of properties by pattern. */
      readonly m?: readonly (readonly [pattern: RegExp, shape: Shape | LazyShape])[];
      /** Shape of all other properties; absent when unknown ones are dropped. */
      readonly r?: Shape | LazyShape;
      /** Shapes of the first items, and of the rest. */
      readonly t?: readonly (Shape | LazyShape)[];
      readonly i?: Shape | LazyShape;
    };

/** A shape that contains itself, looked up when it is reached. */
export type LazyShape = () => Shape;

/**
 * Validates, wraps the outcome, and leaves out what the schema does not know. Nearly every value is valid as it is: only one
 * that is not is looked through for unknown properties, and validated again without them.
 */
export function parsedKnown<T>(validate: Validate, value: unknown, shape: Shape | LazyShape): Parsed<T> {
  const asIs = parsed<T>(validate, value);
  if (asIs.ok) return asIs;
  const known = dropUnknown(value, shape);
  return known === value ? asIs : parsed(validate, known);
}

/**
 * The value without properties that its schema does not know. Copies only what changes and never changes its
 * argument; a value without unknown properties is returned itself.
 */
export function dropUnknown(value: unknown, shape: Shape | LazyShape): unknown {
  const known = typeof shape === 'function' ? shape() : shape;
  if (known === 0 || value === null || typeof value !== 'object') return value;
  return Array.isArray(value) ? ofArray(value, known) : ofObject(value as Readonly<Record<string, unknown>>, known);
}

type Known = Exclude<Shape, 0>;

function ofArray(value: readonly unknown[], shape: Known): unknown {
  if (shape.i === undefined && shape.t === undefined) return value;
  let copy: unknown[] | undefined;
  for (const [index, item] of value.entries()) {
    const kept = dropUnknown(item, shape.t?.[index] ?? shape.i ?? 0);
    if (kept !== item) (copy ??= [...value])[index] = kept;
  }
  return copy ?? value;
}

function ofObject(value: Readonly<Record<string, unknown>>, shape: Known): unknown {
  if (shape.p === undefined && shape.m === undefined && shape.r === undefined) return value;
  const names = Object.keys(value);
  // Nearly every value has known properties only: pairs are made from the first other one on.
  let entries: [string, unknown][] | undefined;
  for (const [index, name] of names.entries()) {
    const item = value[name];
    const next = shapeOf(name, shape);
    const kept = next === undefined ? undefined : dropUnknown(item, next);
    if (next !== undefined && kept === item && entries === undefined) continue;
    entries ??= names.slice(0, index).map((known) => [known, value[known]]);
    if (next !== undefined) entries.push([name, kept]);
  }
  // fromEntries defines own properties: a property called "__proto__" cannot set a prototype
  return entries === undefined ? value : Object.fromEntries(entries);
}

function shapeOf(name: string, shape: Known): Shape | LazyShape | undefined {
  if (shape.p !== undefined && Object.hasOwn(shape.p, name)) return shape.p[name];
  if (shape.m !== undefined) for (const [pattern, matched] of shape.m) if (pattern.test(name)) return matched;
  return shape.r;
}

import { allOfSchemas, conjuncts, isEmpty, listedValues, propertySchemas, requiredOf, typesOf, type Get } from './conjunction.ts';
import type { Schema } from '../model/schema.ts';

/** Says whether a value passes a schema. */
export type Accepts = (schema: Schema, value: unknown) => boolean;

/** True only when certainly no value passes both. */
export function areDisjoint(a: Schema, b: Schema, get: Get, accepts: Accepts, depth = 0): boolean {
  if (depth > 6) return false;
  const both = allOfSchemas([a, b]);
  if (isEmpty(both, get)) return true;
  const partsA = conjuncts(a, get);
  const partsB = conjuncts(b, get);
  if (partsA === false || partsB === false) return true;
  const valuesA = listedValues(partsA);
  if (valuesA !== undefined) return valuesA.every((value) => !(accepts(a, value) && accepts(b, value)));
  const valuesB = listedValues(partsB);
  if (valuesB !== undefined) return valuesB.every((value) => !(accepts(a, value) && accepts(b, value)));
  for (const [parts, other] of [
    [partsA, b],
    [partsB, a],
  ] as const) {
    for (const part of parts) {
      for (const branches of [part.anyOf, part.oneOf])
        if (branches?.every((branch) => areDisjoint(branch, other, get, accepts, depth + 1)) === true) return true;
    }
  }
  const types = [...typesOf([...partsA, ...partsB])];
  if (types.length !== 1 || types[0] !== 'object') return false;
  // two objects differ for certain when a property that both (or one, against absence) require cannot be shared
  const shared = new Set([...requiredOf(partsA), ...requiredOf(partsB)]);
  return [...shared].some((name) =>
    areDisjoint(allOfSchemas(propertySchemas(partsA, name)), allOfSchemas(propertySchemas(partsB, name)), get, accepts, depth + 1),
  );
}

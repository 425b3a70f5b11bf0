import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../../codegen/compat/compare-schemas.ts';
import { candidateValues } from '../../../codegen/compat/counterexample.ts';
import type { Schema } from '../../../codegen/model/schema.ts';
import { predicateOf } from '../../../codegen/model/validation-engine.ts';
import { definitions, getFrom, jsonValue, schema, schemaPair } from './arbitrary-schema.ts';

const runs = Number(process.env['ORACLE_RUNS'] ?? 60);
/** The same pairs each time; `ORACLE_SEED=$RANDOM` looks at others. */
const seed = Number(process.env['ORACLE_SEED'] ?? 1);
/** Values near what the two schemas speak about that each pair is tried with, besides random ones. */
const mostNear = Number(process.env['ORACLE_VALUES'] ?? 200);

describe('a verdict of compatibility', () => {
  it('holds for every sampled value, both ways, formats asserted or not', () => {
    let compatible = 0;
    let tried = 0;
    let proved = 0;
    let broken = 0;
    fc.assert(
      fc.property(
        fc.oneof(schemaPair, fc.tuple(schema, schema)),
        fc.tuple(definitions, definitions, fc.boolean()),
        fc.array(jsonValue, { minLength: 60, maxLength: 60 }),
        ([before, after], [known, other, isSame], random) => {
          const left = { schema: before, get: getFrom(known) };
          const right = { schema: after, get: getFrom(isSame ? known : other) };
          const comparison = compareSchemas(left, right);
          const near = candidateValues([before, after], left.get);
          const step = Math.max(1, Math.floor(near.length / mostNear));
          const values = [...random, ...near.filter((_, index) => index % step === 0)];
          for (const formats of [true, false]) {
            const accepts = { before: predicateOf(before, left.get, formats), after: predicateOf(after, right.get, formats) };
            tried += values.length;
            if (comparison.backward.length === 0) expect(values.filter((value) => accepts.before(value) && !accepts.after(value))).toEqual([]);
            if (comparison.forward.length === 0) expect(values.filter((value) => accepts.after(value) && !accepts.before(value))).toEqual([]);
          }
          if (comparison.backward.length === 0) compatible += 1;
          else {
            broken += 1;
            const example = comparison.example('backward');
            if (example === undefined) return;
            proved += 1;
            expect(predicateOf(before, left.get, true)(example.value)).toBe(true);
            expect(predicateOf(after, right.get, true)(example.value)).toBe(false);
          }
        },
      ),
      { numRuns: runs, seed },
    );
    expect(compatible).toBeGreaterThan(runs / 20);
    // sound rather than complete: most of what is called a break can be shown to be one
    expect(proved).toBeGreaterThan(broken / 2);
    if (process.env['ORACLE_RUNS'] !== undefined) console.log({ runs, compatible, broken, proved, tried });
  }, 600_000);

  it('is given to a schema compared with itself', () => {
    fc.assert(
      fc.property(schema, definitions, (one: Schema, known) => {
        const get = getFrom(known);
        const copy = getFrom(structuredClone(known));
        expect(compareSchemas({ schema: one, get }, { schema: structuredClone(one), get: copy }).backward).toEqual([]);
      }),
      { numRuns: runs, seed },
    );
  }, 120_000);
});

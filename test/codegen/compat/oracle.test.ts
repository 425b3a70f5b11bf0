import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../../codegen/compat/compare-schemas.ts';
import type { Schema } from '../../../codegen/model/schema.ts';
import { predicateOf } from '../../../codegen/model/validation-engine.ts';
import { jsonValue, schema, schemaPair } from './arbitrary-schema.ts';

const runs = Number(process.env['ORACLE_RUNS'] ?? 150);
const noReferences = (): never => {
  throw new Error('these schemas have no references');
};

describe('a verdict of compatibility', () => {
  it('holds for every sampled value, both ways', () => {
    let compatible = 0;
    fc.assert(
      fc.property(fc.oneof(schemaPair, fc.tuple(schema, schema)), fc.array(jsonValue, { minLength: 60, maxLength: 60 }), ([before, after], values) => {
        const { backward, forward } = compareSchemas({ schema: before, get: noReferences }, { schema: after, get: noReferences });
        const accepts = { before: predicateOf(before, noReferences, true), after: predicateOf(after, noReferences, true) };
        if (backward.length === 0) {
          compatible += 1;
          expect(values.filter((value) => accepts.before(value) && !accepts.after(value))).toEqual([]);
        }
        if (forward.length === 0) expect(values.filter((value) => accepts.after(value) && !accepts.before(value))).toEqual([]);
      }),
      { numRuns: runs },
    );
    expect(compatible).toBeGreaterThan(runs / 20);
  }, 120_000);

  it('is given to a schema compared with itself', () => {
    fc.assert(
      fc.property(schema, (one: Schema) => {
        expect(compareSchemas({ schema: one, get: noReferences }, { schema: structuredClone(one), get: noReferences }).backward).toEqual([]);
      }),
      { numRuns: runs },
    );
  }, 120_000);
});

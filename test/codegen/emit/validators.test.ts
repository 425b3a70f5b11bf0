import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateValues } from '../../../codegen/compat/counterexample.ts';
import { compactValidation } from '../../../codegen/emit/compact-validation.ts';
import { shareEqualSchemas } from '../../../codegen/emit/shared-schemas.ts';
import { standaloneCode } from '../../../codegen/model/ajv.ts';
import type { Schema } from '../../../codegen/model/schema.ts';
import { createAjv } from '../../../codegen/model/validation-engine.ts';
import { bundleSchemas } from '../../../codegen/model/validation-schema.ts';
import { jsonEqual } from '../../../codegen/runtime/json-equal.ts';
import { textLength } from '../../../codegen/runtime/text-length.ts';
import * as runtime from '../../../codegen/runtime/validation.ts';
import { definitions, getFrom, jsonValue, schema } from '../compat/arbitrary-schema.ts';

const validators = join(import.meta.dirname, '..', '..', '..', 'generated', 'validators');

describe('a validator of ours', () => {
  const paths = readdirSync(validators, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));

  it('is at most 12 KB, minified and with the runtime that it needs', () => {
    expect(paths.length).toBeGreaterThan(20);
    const sizes = paths.map((path) => {
      const { outputFiles } = buildSync({
        entryPoints: [join(validators, path)],
        bundle: true,
        minify: true,
        format: 'esm',
        write: false,
        platform: 'neutral',
      });
      return { path, bytes: outputFiles[0]?.contents.byteLength ?? 0 };
    });
    expect(sizes.filter(({ bytes }) => bytes === 0 || bytes > 12 * 1024)).toEqual([]);
  });
});

type Evaluate = (pieces: typeof runtime, require: (module: string) => { default: unknown }) => runtime.Validate;

describe('compacted validation', () => {
  /** Errors as Ajv finds them in the schema as it is, and as compacted code does with equal schemas shared. */
  function bothOf(root: Schema, get: ReturnType<typeof getFrom>): Record<'plain' | 'compact', (value: unknown) => readonly unknown[]> | undefined {
    const bundle = bundleSchemas(['root.json#'], (key) => (key === 'root.json#' ? root : get(key)), true);
    if (bundle.hasUnevaluated) return undefined;
    const ref = `bundle#/$defs/${bundle.names.get('root.json#') ?? ''}`;
    const ajv = createAjv(false, bundle.hasPrototypeNames);
    ajv.addSchema(bundle.schema, 'bundle');
    const validate = ajv.getSchema(ref);
    const shared = createAjv(false, bundle.hasPrototypeNames);
    shared.addSchema(shareEqualSchemas(bundle.schema), 'bundle');
    const code = compactValidation(standaloneCode(shared, { root: ref }), (name) => `runtime.${name}`);
    // every form that Ajv prints has to be known
    expect(code).toBeTypeOf('string');
    const text = (code ?? '').replaceAll(/^export const root = (\w+);/gm, 'const root = $1;');
    const require = (module: string): { default: unknown } => ({ default: module.endsWith('equal') ? jsonEqual : textLength });
    const compact = (runInThisContext(`(runtime, require) => {\n${text}\nreturn root;\n}`) as Evaluate)(runtime, require);
    return {
      plain: (value) =>
        validate?.(value) === true ? [] : (validate?.errors ?? []).map(({ instancePath, keyword, params }) => ({ instancePath, keyword, params })),
      compact: (value) => {
        const errors: runtime.ValidationError[] = [];
        compact(value, '', errors);
        return errors;
      },
    };
  }

  it('finds the errors that Ajv finds, in the same order', () => {
    let invalid = 0;
    fc.assert(
      fc.property(schema, definitions, fc.array(jsonValue, { minLength: 20, maxLength: 20 }), (root, known, random) => {
        const both = bothOf(root, getFrom(known));
        if (both === undefined) return;
        for (const value of [...random, ...candidateValues([root], getFrom(known)).slice(0, 100)]) {
          const expected = both.plain(value);
          if (expected.length > 0) invalid += 1;
          expect(both.compact(value)).toEqual(expected);
        }
      }),
      { numRuns: Number(process.env['COMPACT_RUNS'] ?? 150) },
    );
    expect(invalid).toBeGreaterThan(1_000);
  });

  it('does not take what stands in names and values for code', () => {
    const names = ['errors', 'vErrors', 'instancePath', 'schema1', 'data.errors = errors;', 'a"b', 'a/b', '~', 'const schema1 = {};\n', 'rootData', '7', ''];
    const text = (value: string): Schema => ({ type: 'string', enum: [value, `${value}\\`], minLength: 1 });
    const root: Schema = {
      type: 'object',
      required: names.filter((_, index) => index % 2 === 0),
      additionalProperties: false,
      properties: Object.fromEntries(names.map((name, index) => [name, index % 3 === 0 ? text(name) : { type: 'integer', minimum: 3 }])),
      dependentRequired: { errors: ['a/b', 'rootData'] },
    };
    const both = bothOf(root, getFrom({ a: true, b: true }));
    const values = [
      {},
      Object.fromEntries(names.map((name) => [name, name])),
      Object.fromEntries(names.map((name) => [name, 1])),
      { errors: 'errors', other: 1 },
      [],
    ];
    for (const value of values) expect(both?.compact(value)).toEqual(both?.plain(value));
    expect(both?.compact({}).length).toBe(6);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { candidateValues } from '../../../codegen/compat/counterexample.ts';
import type { Schema } from '../../../codegen/model/schema.ts';
import { predicateOf } from '../../../codegen/model/validation-engine.ts';
import { generateInline } from '../inline-document.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
afterAll(() => rmSync(folder, { recursive: true }));

const schemaCount = Number(process.env['AGREEMENT_SCHEMAS'] ?? 60);
/** The same schemas each time; `AGREEMENT_SEED=$RANDOM` looks at others. */
const seed = Number(process.env['AGREEMENT_SEED'] ?? 1);
const mostValues = 25;

/**
 * Schemas all of whose demands TypeScript can say: a value that the validator refuses, the type must refuse. Objects without a
 * type and names that are numbers do not come together: an object without a type stands beside `unknown[]`, of which the
 * compiler takes a number for an index, so that literals may have such a property and anything below it.
 */
const sayable: fc.Arbitrary<Schema> = fc.oneof(sayableWith(['a', 'b', 'c-d', '1', 'класс'], false), sayableWith(['a', 'b', 'c-d', 'класс'], true));

function sayableWith(names: readonly string[], hasUntyped: boolean): fc.Arbitrary<Schema> {
  return fc.letrec((tie) => {
    const sub = tie('schema') as fc.Arbitrary<Schema>;
    const scalar = fc.constantFrom<Schema>(
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'null' },
      { type: ['string', 'null'] },
      { enum: ['a', 'b', 3] },
      { const: 'k' },
      { const: true },
    );
    const object = fc
      .tuple(
        fc.dictionary(fc.constantFrom(...names), sub, {
          maxKeys: 3,
          noNullPrototype: true,
        }),
        fc.boolean(),
      )
      .map(([properties, all]): Schema => ({
        type: 'object',
        properties,
        required: Object.keys(properties).filter((_, index) => all || index === 0),
        additionalProperties: false,
      }));
    // without a type everything that is no object passes too
    const untyped = object.map((schema): Schema => {
      const { type: _, ...rest } = schema as Exclude<Schema, boolean>;
      return rest;
    });
    const list = sub.map((items): Schema => ({ type: 'array', items }));
    const tuple = fc.array(sub, { minLength: 1, maxLength: 2 }).map((prefixItems): Schema => ({
      type: 'array',
      prefixItems,
      items: false,
      minItems: prefixItems.length,
    }));
    const map = sub.map((additionalProperties): Schema => ({
      type: 'object',
      additionalProperties,
    }));
    // of one object at most: the compiler lets a literal have the properties of all members of a union
    const union = fc.tuple(scalar, scalar, sub).map((anyOf): Schema => ({ anyOf }));
    const tagged = fc.tuple(sub, sub).map(([x, y]): Schema => ({
      oneOf: [
        {
          type: 'object',
          required: ['kind', 'value'],
          properties: { kind: { const: 'x' }, value: x },
          additionalProperties: false,
        },
        {
          type: 'object',
          required: ['kind', 'value'],
          properties: { kind: { const: 'y' }, value: y },
          additionalProperties: false,
        },
      ],
    }));
    return {
      schema: fc.oneof({ maxDepth: 2, withCrossShrink: true }, scalar, object, ...(hasUntyped ? [untyped] : []), list, tuple, map, union, tagged),
    };
  }).schema as fc.Arbitrary<Schema>;
}

/** Schemas that also demand what TypeScript cannot say: the type may take more, never less. */
const any: fc.Arbitrary<Schema> = fc
  .tuple(
    sayable,
    fc.constantFrom<Schema>(
      { minLength: 2 },
      { maximum: 1 },
      { pattern: '^a' },
      { minProperties: 1 },
      { maxItems: 1 },
      { not: { type: 'null' } },
      { format: 'date' },
    ),
  )
  .map(([schema, more]): Schema => (typeof schema === 'object' && typeof more === 'object' ? { ...schema, ...more } : schema));

const noReferences = (): never => {
  throw new Error('these schemas have no references');
};

interface Sample {
  readonly schema: Schema;
  readonly valid: readonly unknown[];
  readonly invalid: readonly unknown[];
}

function sampleOf(schema: Schema): Sample {
  const isValid = predicateOf(schema, noReferences, false);
  // what JSON has and a literal cannot say the same way is left out
  const values = candidateValues([schema], noReferences).filter((value) => JSON.stringify(value).length < 200);
  const some = (list: readonly unknown[]): readonly unknown[] => list.filter((_, index) => index % Math.max(1, Math.floor(list.length / mostValues)) === 0);
  return {
    schema,
    valid: some(values.filter(isValid)),
    invalid: some(values.filter((value) => !isValid(value))),
  };
}

/** Compiles assignments of the samples to their generated types; gives what the compiler says. */
async function compile(name: string, samples: readonly Sample[], refuses: boolean): Promise<string> {
  const draft = 'https://json-schema.org/draft/2020-12/schema';
  const messages = Object.fromEntries(
    samples.map(({ schema }, index) => [
      `m${index}`,
      {
        payload: typeof schema === 'object' ? { $schema: draft, ...schema } : schema,
      },
    ]),
  );
  const { files, diagnostics } = await generateInline({
    components: { messages },
  });
  expect(diagnostics).toEqual([]);
  for (const { path, text } of files) {
    const target = join(folder, name, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  const lines = samples.flatMap(({ valid, invalid }, index) => [
    `import type { M${index} } from './messages/m${index}.js';`,
    ...valid.map((value, at) => `export const valid${index}_${at}: M${index} = ${JSON.stringify(value)};`),
    ...(refuses
      ? invalid.flatMap((value, at) => [
          '// @ts-expect-error the validator refuses it',
          `export const invalid${index}_${at}: M${index} = ${JSON.stringify(value)};`,
        ])
      : []),
  ]);
  writeFileSync(join(folder, name, 'batch.ts'), `${lines.join('\n')}\n`);
  writeFileSync(
    join(folder, name, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        target: 'es2022',
        module: 'nodenext',
        noEmit: true,
        types: [],
      },
      files: ['batch.ts'],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(folder, name)], {
    cwd: folder,
    encoding: 'utf8',
  });
  const text = lines;
  // with the line and the schema, so that a finding can be read
  return stdout.replaceAll(/^.*batch\.ts\((\d+),.*$/gm, (found, line: string) => `${found}\n  ${text[Number(line) - 1] ?? ''}\n  ${text[Number(line)] ?? ''}`);
}

describe('types and validators agree', () => {
  it('on every value, where TypeScript can say all that the schema does', async () => {
    const samples = fc.sample(sayable, { numRuns: schemaCount, seed }).map(sampleOf);
    expect(samples.flatMap((one) => one.valid).length).toBeGreaterThan(schemaCount);
    expect(samples.flatMap((one) => one.invalid).length).toBeGreaterThan(schemaCount);
    expect(await compile('sayable', samples, true)).toBe('');
  });

  it('on every valid value, whatever else the schema demands', async () => {
    const samples = fc.sample(any, { numRuns: schemaCount, seed }).map(sampleOf);
    expect(samples.flatMap((one) => one.valid).length).toBeGreaterThan(schemaCount);
    expect(await compile('any', samples, false)).toBe('');
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { hasErrors } from '../../../codegen/diagnostics.ts';
import { emitRuntime } from '../../../codegen/emit/runtime.ts';
import { emitValidators } from '../../../codegen/emit/validators.ts';
import { runtimeSource } from '../../../codegen/load/runtime-source.ts';
import { loadSources } from '../../../codegen/load/source-set.ts';
import { buildModel } from '../../../codegen/model/build-model.ts';
import type { GeneratedFile } from '../../../codegen/print/generated-file.ts';
import { runAlways } from '../../../codegen/rules/always.ts';
import { remoteSchemas } from './remote-schemas.ts';

interface Group {
  readonly file: string;
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly (readonly [description: string, data: unknown, valid: boolean])[];
}

/** The required cases of the JSON-Schema-Test-Suite (MIT, see data/json-schema-test-suite.LICENSE), as they are. */
const suite = JSON.parse(readFileSync(join(import.meta.dirname, 'data', 'json-schema-test-suite.json'), 'utf8')) as {
  readonly drafts: Readonly<Record<string, readonly Group[]>>;
};

const folder = mkdtempSync(join(tmpdir(), 'suite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const style = { extension: 'js', runtime: 'runtime', runtimeExtension: 'js' } as const;

const remoteFiles = Object.fromEntries(Object.entries(remoteSchemas).map(([path, schema]) => [`remote/localhost_1234/${path}`, JSON.stringify(schema)]));

/** The generated validator modules of a schema; undefined when it is refused with a diagnostic. */
function validatorFiles(schema: unknown): readonly GeneratedFile[] | undefined {
  const document = { asyncapi: '3.0.0', info: { title: 'Suite', version: '1.0.0' }, components: { messages: { m: { payload: { $ref: 'schema.json' } } } } };
  const files: Readonly<Record<string, string>> = { ...remoteFiles, 'asyncapi.json': JSON.stringify(document), 'schema.json': JSON.stringify(schema) };
  const sources = loadSources('asyncapi.json', (path) => files[path]);
  if ('code' in sources) throw new Error(sources.message);
  const { model, document: structure, diagnostics } = buildModel(sources);
  if (hasErrors([...diagnostics, ...runAlways({ model, document: structure, sources, isSound: !hasErrors(diagnostics) })])) return undefined;
  return emitValidators(model, style);
}

function write(base: string, files: readonly GeneratedFile[]): void {
  for (const { path, text } of files) {
    const target = join(base, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

describe('the required tests of the JSON-Schema-Test-Suite', () => {
  it.each(Object.keys(suite.drafts))(
    '%s: generated validators answer all of them',
    async (draft) => {
      const groups = suite.drafts[draft] ?? [];
      expect(groups.length).toBeGreaterThan(200);
      const wrong: string[] = [];
      let right = 0;
      for (const [index, group] of groups.entries()) {
        const files = validatorFiles(group.schema);
        if (files === undefined) {
          wrong.push(`${group.file}: ${group.description}: refused`);
          continue;
        }
        const base = join(folder, draft, String(index));
        write(base, [...files, ...emitRuntime(files, runtimeSource)]);
        const module = (await import(/* @vite-ignore */ pathToFileURL(join(base, 'validators', 'messages', 'm.js')).href)) as {
          readonly parseM: (value: unknown) => { readonly ok: boolean };
        };
        for (const [description, data, valid] of group.tests) {
          if (module.parseM(data).ok === valid) right += 1;
          else wrong.push(`${group.file}: ${group.description}: ${description}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(right).toBe(groups.flatMap((group) => group.tests).length);
    },
    120_000,
  );
});

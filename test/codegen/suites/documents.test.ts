import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { generateTo, styleFor } from '../../../codegen/commands/generate.ts';
import type { Diagnostic } from '../../../codegen/diagnostics.ts';
import { findDocument } from '../../../codegen/load/find-document.ts';
import { nastyDocuments } from './nasty-documents.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'documents-'));
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

async function generateFrom(path: string, name: string): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly isWritten: boolean }> {
  const { folder: schemas, document } = findDocument(path);
  const out = join(folder, name, 'out');
  const { diagnostics, drift } = await generateTo({ schemas, document, out, style: styleFor(out, false) });
  return { diagnostics, isWritten: drift !== undefined };
}

/** What the strictest compiler says of everything that was generated; empty when it compiles. */
function compile(names: readonly string[]): string {
  const config = join(folder, `tsconfig-${names.length}.json`);
  writeFileSync(
    config,
    JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noPropertyAccessFromIndexSignature: true,
        noImplicitOverride: true,
        target: 'es2022',
        module: 'nodenext',
        noEmit: true,
        // what the clients import, the declarations of the AWS SDK, asks for Node's
        types: ['node'],
        lib: ['es2023', 'dom'],
      },
      include: names.map((name) => `${name}/out/**/*.ts`),
    }),
  );
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', config], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('documents made to be stumbled over', () => {
  const written: string[] = [];
  it.each(nastyDocuments.map((one, index) => ({ ...one, name: `nasty-${index}` })))(
    '$title',
    async ({ name, files, refused = [], warned = [], values = {} }) => {
      for (const [path, content] of Object.entries(files)) {
        const target = join(folder, name, path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, typeof content === 'string' ? content : JSON.stringify(content, undefined, 2));
      }
      const { diagnostics, isWritten } = await generateFrom(join(folder, name), name);
      expect([...new Set(diagnostics.map((one) => one.code))].sort(), JSON.stringify(diagnostics)).toEqual([...refused, ...warned].sort());
      for (const one of diagnostics) {
        expect(one.line).toBeGreaterThan(0);
        expect(one.column).toBeGreaterThan(0);
        expect(one.hint).not.toBe('');
      }
      expect(isWritten).toBe(refused.length === 0);
      if (isWritten) written.push(name);
      for (const [module, { valid, invalid }] of Object.entries(values)) {
        const path = pathToFileURL(join(folder, name, 'out', 'validators', `${module}.js`)).href;
        const [parse] = Object.values((await import(/* @vite-ignore */ path)) as Readonly<Record<string, (value: unknown) => { readonly ok: boolean }>>);
        for (const value of valid) expect(parse?.(value), JSON.stringify(value)).toMatchObject({ ok: true });
        for (const value of invalid) expect(parse?.(value), JSON.stringify(value)).toMatchObject({ ok: false });
      }
    },
  );

  it('give output that the strictest compiler takes', () => {
    expect(written.length).toBeGreaterThan(15);
    expect(compile(written)).toBe('');
  });
});

/** The examples of the AsyncAPI specification (Apache-2.0, see data/asyncapi-examples/LICENSE), as they are. */
const examples = join(import.meta.dirname, 'data', 'asyncapi-examples');

describe('the AsyncAPI examples', () => {
  const paths = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((path) => /asyncapi\.ya?ml$/.test(path));
  const written: string[] = [];

  it.each(paths)('%s is generated', async (path) => {
    const name = `example-${path.replaceAll(/\W+/g, '-')}`;
    const { diagnostics, isWritten } = await generateFrom(join(examples, path), name);
    expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
    expect(isWritten).toBe(true);
    written.push(name);
  });

  it('compile strictly', () => {
    expect(written.length).toBeGreaterThanOrEqual(20);
    expect(compile(written)).toBe('');
  });
});

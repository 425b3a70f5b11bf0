import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { GeneratedFile } from '../print/generated-file.ts';
import { createDirectory } from '../output/create-directory.ts';

const require = createRequire(import.meta.url);

/** Compiles sources from `source` to `out` as ESM with declarations. Returns what the compiler said; empty when all is well. */
export function compile(files: readonly GeneratedFile[], source: string, out: string): string {
  for (const folder of [source, out]) rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of files) {
    createDirectory(dirname(join(source, path)));
    writeFileSync(join(source, path), text);
  }
  writeFileSync(
    join(source, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        target: 'es2022',
        module: 'nodenext',
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        declaration: true,
        skipLibCheck: true,
        removeComments: false,
        types: [],
        lib: ['es2022', 'dom'],
        rootDir: '.',
        outDir: out,
      },
      include: ['**/*.ts'],
    }),
  );
  writeFileSync(join(source, 'package.json'), '{"type":"module"}');
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler(), '-p', source], { encoding: 'utf8' });
  if (status !== 0) return `${stdout}${stderr}`.trim();
  // Validators are JavaScript with declarations already.
  for (const { path } of files.filter((file) => /\.(?:js|d\.ts)$/u.test(file.path))) {
    createDirectory(dirname(join(out, path)));
    cpSync(join(source, path), join(out, path));
  }
  return '';
}

function compiler(): string {
  const manifest = require.resolve('typescript/package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly bin: Readonly<Record<string, string>> };
  return join(dirname(manifest), bin['tsc'] ?? 'bin/tsc');
}

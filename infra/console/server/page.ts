/**
 * The page's files. Bundled at the first request (about a tenth of a second) and kept in `.cache/dist` under a hash of
 * all that goes into them, so that a clone needs no build step and an edit needs only a reload.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const app = path.join(root, 'infra/console/app');

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const served: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'main.js': 'text/javascript; charset=utf-8',
  'main.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

let building: { readonly key: string; readonly files: Promise<ReadonlyMap<string, PageFile>> } | undefined;

/** The page's files by name. Built again when a source has changed. Rejects with what is wrong in the sources. */
export function pageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const key = hashOfSources();
  if (building?.key !== key) {
    const files = build(key);
    building = { key, files };
    files.catch(() => (building = undefined));
  }
  return building.files;
}

async function build(key: string): Promise<ReadonlyMap<string, PageFile>> {
  const folder = path.join(root, '.cache/dist', `console-${key}`);
  if (!existsSync(folder)) await bundle(folder);
  return new Map(Object.entries(served).map(([name, type]) => [name, { type, body: readFileSync(path.join(folder, name)) }]));
}

/** Into a folder of its own first: another process may be doing the same. */
async function bundle(folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const esbuild = await import('esbuild');
  await esbuild.build({
    entryPoints: { main: path.join(app, 'main.tsx') },
    outdir: unfinished,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
    loader: { '.svg': 'file' },
  });
  for (const name of ['index.html', 'icon.svg']) copyFileSync(path.join(app, name), path.join(unfinished, name));
  try {
    renameSync(unfinished, folder);
    forgetOthers(folder);
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw cause;
  }
}

/** Earlier builds go: whoever serves one has its files in memory. */
function forgetOthers(folder: string): void {
  const others = readdirSync(path.dirname(folder)).filter((name) => /^console-[0-9a-f]{16}$/u.test(name) && name !== path.basename(folder));
  for (const name of others) rmSync(path.join(path.dirname(folder), name), { recursive: true, force: true });
}

/** Of the page's sources, of the bundler and of the packages that go in. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = readdirSync(app, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const entry of files.map(({ parentPath, name }) => path.join(parentPath, name)).sort())
    hash.update(entry.slice(root.length)).update(readFileSync(entry));
  hash.update(readFileSync(path.join(root, 'generated/manifest.json'))).update(readFileSync(new URL(import.meta.url)));
  const { resolve } = createRequire(import.meta.url);
  for (const name of ['esbuild', 'preact', '@preact/signals', 'diff']) hash.update(versionOf(resolve(name)));
  return hash.digest('hex').slice(0, 16);
}

/** Version of the package that a resolved file belongs to. */
function versionOf(file: string): string {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const version = /"version":\s*"([^"]+)"/u.exec(readFileSync(manifest, 'utf8'))?.[1];
    if (version !== undefined) return version;
  }
  return '';
}

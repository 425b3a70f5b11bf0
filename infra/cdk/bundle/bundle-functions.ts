/**
 * Bundles functions as they run on Lambda: one ESM entry `index.mjs` each, minified, with source maps, everything in it
 * but Node itself and native packages. No Docker, no network. CDK deploys these folders; the tests run the same folders.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { addNativePackages, externals, type Architecture } from './native-packages.ts';
import { shakeSchemas } from './shake-schemas.ts';

export interface BundledFunction {
  readonly name: string;
  /** Folder to deploy. */
  readonly directory: string;
  /** What its machine code is for, if it has any. */
  readonly architecture: Architecture;
  /** Bytes of code that are read at a cold start: the entry and what it imports statically. */
  readonly startBytes: number;
  /** Bytes of all files but source maps. */
  readonly bytes: number;
  /** Changes with the content. */
  readonly sha256: string;
}

export interface FunctionSource {
  readonly name: string;
  /** Entry module, from the project root. */
  readonly entry: string;
}

/** Some dependencies are CommonJS and call `require`, which ESM does not have. */
const REQUIRE = "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** A function whose bundle contains this module starts the sandbox's child process, which needs two files beside it. */
const SANDBOX = 'handlers/sandbox/cell.ts';
const SANDBOX_CHILD = 'handlers/sandbox/child.ts';
const SANDBOX_INTERPRETER = 'node_modules/quickjs-wasi/quickjs.wasm';

/** A function whose bundle contains this module inspects code in a process of its own, whose program lies beside it. */
const PREPARATION = 'handlers/fabricator/gate/preparation.ts';
const PREPARATION_CHILD = 'handlers/fabricator/gate/preparation-child.ts';

const common = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  legalComments: 'none',
  logLevel: 'silent',
  mainFields: ['module', 'main'],
} as const satisfies BuildOptions;

/** Bundles each function into `<outputRoot>/<name>`. Throws with esbuild's own message when a module cannot be resolved. */
export async function bundleFunctions(root: string, outputRoot: string, functions: readonly FunctionSource[]): Promise<ReadonlyMap<string, BundledFunction>> {
  const bundled = new Map<string, BundledFunction>();
  // One after the other: esbuild itself uses all cores.
  for (const source of functions) bundled.set(source.name, await bundleFunction(root, path.join(outputRoot, source.name), source));
  return bundled;
}

async function bundleFunction(root: string, directory: string, { name, entry }: FunctionSource): Promise<BundledFunction> {
  await rm(directory, { recursive: true, force: true });
  const { metafile } = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: [{ in: path.join(root, entry), out: 'index' }],
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    // What is imported lazily becomes a file of its own and costs nothing at a cold start.
    splitting: true,
    chunkNames: 'chunk-[hash]',
    sourcemap: 'linked',
    sourcesContent: false,
    banner: { js: REQUIRE },
    plugins: [shakeSchemas],
    external: [...externals],
    metafile: true,
  });
  const { inputs } = metafile;
  if (SANDBOX in inputs) await addSandbox(root, path.join(directory, 'sandbox'));
  if (PREPARATION in inputs) await addChild(root, PREPARATION_CHILD, path.join(directory, 'preparation'));
  const architecture = await addNativePackages(root, directory, name, metafile);
  return { name, directory, architecture, startBytes: startBytes(metafile), ...(await measure(directory)) };
}

function startBytes({ outputs }: Metafile): number {
  const entry = Object.keys(outputs).find((file) => file.endsWith('/index.mjs'));
  const open = entry === undefined ? [] : [entry];
  const seen = new Set(open);
  for (const file of open) {
    for (const { path: imported, kind } of outputs[file]?.imports ?? []) {
      if (kind !== 'import-statement' || seen.has(imported)) continue;
      seen.add(imported);
      open.push(imported);
    }
  }
  return open.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}

async function addSandbox(root: string, directory: string): Promise<void> {
  await addChild(root, SANDBOX_CHILD, directory);
  await copyFile(path.join(root, SANDBOX_INTERPRETER), path.join(directory, 'quickjs.wasm'));
}

async function addChild(root: string, entry: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await build({
    ...common,
    absWorkingDir: root,
    entryPoints: [path.join(root, entry)],
    outfile: path.join(directory, 'child.mjs'),
    external: [...externals],
  });
}

async function measure(directory: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const files = (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.toSorted()) {
    if (file.endsWith('.map')) continue;
    const content = await readFile(file);
    hash.update(path.relative(directory, file)).update('\0').update(content);
    bytes += content.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

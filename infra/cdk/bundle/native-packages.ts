import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** Lambda's two architectures, as npm names them. */
export type Architecture = 'arm64' | 'x64';

/** arm64 costs less for the same work; it is chosen wherever it can be. */
const PREFERRED: readonly Architecture[] = ['arm64', 'x64'];

/**
 * Packages that load machine code, which no bundler can put into a bundle: they are shipped beside it, each with the
 * binding of one architecture.
 */
const packages: readonly { readonly name: string; readonly binding: (architecture: Architecture) => string }[] = [
  { name: 'oxc-parser', binding: (architecture) => `@oxc-parser/binding-linux-${architecture}-gnu` },
];

/** What stays an import in the bundle: the native packages, and the compiler, which the fabricator does without where it is not installed (27 MB). */
export const externals: readonly string[] = [...packages.map(({ name }) => name), 'typescript'];

/**
 * Copies the native packages that a bundle imports to its `node_modules` and says for which architecture. npm installs
 * only the bindings of the machine it runs on, so a bundle with a native package is for arm64 where that binding is
 * installed and for x64 where only that is. Throws when there is neither.
 */
export async function addNativePackages(root: string, directory: string, functionName: string, { outputs }: Metafile): Promise<Architecture> {
  const imported = new Set(Object.values(outputs).flatMap(({ imports }) => imports.filter(({ external }) => external === true).map(({ path: name }) => name)));
  const needed = packages.filter(({ name }) => imported.has(name));
  const modules = path.join(root, 'node_modules');
  const architecture = PREFERRED.find((candidate) => needed.every(({ binding }) => existsSync(path.join(modules, binding(candidate)))));
  if (architecture === undefined) {
    const wanted = needed.map(({ binding }) => binding('arm64')).join(' ');
    throw new Error(
      `the function "${functionName}" needs a Linux binding of ${needed.map(({ name }) => name).join(', ')}: run this on Linux, or once "npm install --no-save --force ${wanted}"`,
    );
  }
  for (const { name, binding } of needed) {
    for (const folder of [name, binding(architecture)])
      await cp(path.join(modules, folder), path.join(directory, 'node_modules', folder), {
        recursive: true,
        filter: (file) => !/\.(?:map|d\.ts|md)$/u.test(file),
      });
  }
  return architecture;
}

import { existsSync } from 'node:fs';
import { chmod, cp, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** Lambda's two architectures, as npm names them. */
export type Architecture = 'arm64' | 'x64';

/** arm64 costs less for the same work; it is chosen wherever it can be. */
const PREFERRED: readonly Architecture[] = ['arm64', 'x64'];

/** A package with machine code, which no bundler can put into a bundle: it is shipped beside it. */
interface NativePackage {
  /** As npm names it; `binding` holds the machine code for one architecture. */
  readonly name: string;
  readonly binding: (architecture: Architecture) => string;
  /** Folders that are shipped. */
  readonly folders: (architecture: Architecture) => readonly string[];
  /** Of their files, those that are needed at run time, by their path in the folder. */
  readonly ships: (file: string) => boolean;
  /** Whether a bundle needs it. */
  readonly neededBy: (metafile: Metafile) => boolean;
}

const oxcBinding = (architecture: Architecture): string => `@oxc-parser/binding-linux-${architecture}-gnu`;
const compilerBinding = (architecture: Architecture): string => `@typescript/typescript-linux-${architecture}`;

/** Programs that are started. Whatever the mode of new files is here, on Lambda they belong to somebody else. */
const PROGRAM = /(?:^|\/)lib\/tsc$/u;

/** Parser and compiler work in processes of their own, so no import tells who needs them, but the modules that start these. */
const PARSER_STARTER = 'handlers/fabricator/gate/preparation.ts';
const COMPILER_STARTER = 'handlers/fabricator/gate/compiler.ts';

const packages: readonly NativePackage[] = [
  {
    name: 'oxc-parser',
    binding: oxcBinding,
    folders: (architecture) => ['oxc-parser', oxcBinding(architecture)],
    ships: (file) => !/\.(?:map|d\.ts|md)$/u.test(file),
    neededBy: ({ inputs }) => PARSER_STARTER in inputs,
  },
  {
    name: 'typescript',
    binding: compilerBinding,
    folders: (architecture) => [compilerBinding(architecture)],
    // The program and the declarations of the language itself: not those of browsers, which agents do not have.
    ships: (file) => /^(?:lib\/(?:tsc|lib\.(?:(?:es|decorators)[\w.]*\.)?d\.ts)|package\.json|LICENSE|NOTICE\.txt)$/u.test(file),
    neededBy: ({ inputs }) => COMPILER_STARTER in inputs,
  },
];

/** What stays an import in the bundle. */
export const externals: readonly string[] = packages.map(({ name }) => name);

/**
 * Copies the native packages that a bundle needs to its `node_modules` and says for which architecture. npm installs
 * only the bindings of the machine it runs on, so a bundle with a native package is for arm64 where all bindings for it are
 * installed and for x64 where only those are. Throws when there is neither.
 */
export async function addNativePackages(root: string, directory: string, functionName: string, metafile: Metafile): Promise<Architecture> {
  const needed = packages.filter(({ neededBy }) => neededBy(metafile));
  const modules = path.join(root, 'node_modules');
  const architecture = PREFERRED.find((candidate) => needed.every(({ binding }) => existsSync(path.join(modules, binding(candidate)))));
  if (architecture === undefined) {
    const wanted = needed.map(({ binding }) => binding('arm64')).join(' ');
    throw new Error(
      `the function "${functionName}" needs a Linux binding of ${needed.map(({ name }) => name).join(' and ')}: run this on Linux, or once "npm install --no-save --force ${wanted}"`,
    );
  }
  for (const { folders, ships } of needed) {
    for (const folder of folders(architecture)) {
      const [from, to] = [path.join(modules, folder), path.join(directory, 'node_modules', folder)];
      await cp(from, to, {
        recursive: true,
        filter: async (file) => (await stat(file)).isDirectory() || ships(path.relative(from, file).replaceAll(path.sep, '/')),
      });
      for (const file of await readdir(to, { recursive: true })) if (PROGRAM.test(file)) await chmod(path.join(to, file), 0o755);
    }
  }
  return architecture;
}

import type { GeneratedFile } from '../print/generated-file.ts';
import { declarationText } from '../print/declaration-text.ts';
import { eraseTypes } from '../print/erase-types.ts';
import { Memo } from '../print/memo.ts';
import { header } from '../print/module-text.ts';

/** The runtime modules that `files` import from their own `runtime/` folder, and what those import, as JavaScript with declarations. */
export function emitRuntime(files: readonly GeneratedFile[], sourceOf: (name: string) => string): readonly GeneratedFile[] {
  const head = header('the contract toolchain\u2019s runtime');
  return [...runtimeModules(files, sourceOf)].flatMap(([name, source]) => [
    { path: `runtime/${name}.js`, text: `${head}\n\n${erased.get(source, () => eraseTypes(source))}` },
    { path: `runtime/${name}.d.ts`, text: `${head}\n\n${declared.get(source, () => declarationText(`${name}.ts`, source))}` },
  ]);
}

const erased = new Memo<string>();
const declared = new Memo<string>();

/** Name and TypeScript source of those modules. */
export function runtimeModules(files: readonly GeneratedFile[], sourceOf: (name: string) => string): ReadonlyMap<string, string> {
  const pending = files.flatMap((file) => [...file.text.matchAll(/ from '(?:\.{1,2}\/)+runtime\/([\w-]+)\.js'/g)].map((match) => match[1] ?? ''));
  const done = new Map<string, string>();
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (done.has(name)) continue;
    const source = sourceOf(name);
    done.set(name, source);
    pending.push(...[...source.matchAll(/ from '\.\/([\w-]+)\.ts'/g)].map((match) => match[1] ?? ''));
  }
  return done;
}

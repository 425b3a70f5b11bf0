import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripTypes } from './strip-types.ts';

/**
 * The child's program and the one directory it may read. The program goes to the child through standard input, so that
 * no file of ours has to be readable from inside and no time goes into stripping types there (60 ms a start).
 */
export interface SandboxProgram {
  /** Module source; its only import is `quickjs-wasi`, unless that is bundled in. */
  readonly source: string;
  /** Working directory of the child: holds `quickjs.wasm`, and lets the program import `quickjs-wasi`. */
  readonly directory: string;
}

/**
 * Finds the program. In a bundle (Lambda) two files lie beside the function: `sandbox/child.mjs`, which is
 * `handlers/sandbox/child.ts` bundled by esbuild (`format: 'esm'`, `platform: 'node'`, `target: 'node24'`), and
 * `sandbox/quickjs.wasm`, copied from the package `quickjs-wasi`. The function itself must not be bundled with `keepNames`
 * and `minify` together: `guest.toString()` would then call a helper that the engine does not have. In the repository it is the source itself.
 */
export function loadProgram(): SandboxProgram {
  const bundled = fileURLToPath(new URL('./sandbox/', import.meta.url));
  if (existsSync(`${bundled}child.mjs`)) return { source: readFileSync(`${bundled}child.mjs`, 'utf8'), directory: bundled };
  const directory = dirname(createRequire(import.meta.url).resolve('quickjs-wasi/package.json'));
  return { source: stripTypes(readFileSync(new URL('./child.ts', import.meta.url), 'utf8')), directory: `${directory}/` };
}

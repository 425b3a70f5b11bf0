import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Lets esbuild drop the schemas of AWS operations that a function does not call.
 *
 * A client's `schemas_0.js` holds one array per operation and shape. They contain computed keys (`{ [_hH]: … }`), which
 * a bundler must take for side effects, so each client would bring the schemas of its whole service (S3: 69 KB). Here
 * every array becomes the result of a pure function: what nobody refers to goes. The values are the same.
 */
export const shakeSchemas: Plugin = {
  name: 'shake-schemas',
  setup(build) {
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/].*[\\/]dist-es[\\/].*schemas_\d+\.js$/ }, async ({ path }) => ({
      contents: markPure(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** Rewrites `export var X = [ … ];` at the top level; anything of another form stays as it is. */
export function markPure(source: string): string {
  return source.replaceAll(
    /^((?:export )?var [\w$]+ = )(\[(?:[^\n]*|[^\n]*\n(?:[ \t][^\n]*\n)*)\]);$/gmu,
    (_match, head: string, array: string) => `${head}/* @__PURE__ */ (() => ${array})();`,
  );
}

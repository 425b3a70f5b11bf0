import { createRequire } from 'node:module';
import * as yaml from 'js-yaml';
import type { JSONSchema, Options } from 'json-schema-to-typescript';

const require = createRequire(import.meta.url);

/**
 * json-schema-to-typescript without the parts that are never reached here: schemas have no `$ref` when they come to it,
 * text is not formatted, files are not read. Loading those parts takes longer than generating ten messages. Its modules
 * are named one by one, so its version is pinned.
 */
const { compile: compileWith } = withoutLoading(
  {
    'json-schema-to-typescript/dist/src/resolver.js': {
      dereference: async (schema: object) => ({ dereferencedPaths: new WeakMap(), dereferencedSchema: schema }),
    },
    'json-schema-to-typescript/dist/src/formatter.js': { format: async (text: string) => text },
    // a seventh of the text to parse
    lodash: require('lodash/lodash.min.js'),
    // the same package as it is loaded for documents, not a second copy of it
    'js-yaml': yaml,
  },
  () => require('json-schema-to-typescript') as typeof import('json-schema-to-typescript'),
);

const options: Partial<Options> = { bannerComment: '', format: false, additionalProperties: false, unknownAny: true, enableConstEnums: false, maxItems: -1 };

/** TypeScript of a schema without references, under a name, not laid out. */
export async function compileType(schema: JSONSchema, name: string): Promise<string> {
  return await compileWith(schema, name, options);
}

/** Loads something while `require` gives the stand-ins for these modules; afterwards it gives the modules again. */
function withoutLoading<T>(standIns: Readonly<Record<string, unknown>>, load: () => T): T {
  const replaced = Object.entries(standIns).map(([name, exports]) => {
    const path = require.resolve(name);
    const before = require.cache[path];
    require.cache[path] = Object.assign(Object.create(null) as NodeJS.Module, { id: path, filename: path, loaded: true, exports });
    return { path, before };
  });
  try {
    return load();
  } finally {
    for (const { path, before } of replaced) {
      if (before === undefined) delete require.cache[path];
      else require.cache[path] = before;
    }
  }
}

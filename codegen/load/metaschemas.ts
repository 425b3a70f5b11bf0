import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { SourceFile } from './source-file.ts';

const require = createRequire(import.meta.url);

const vocabularies = ['core', 'applicator', 'unevaluated', 'validation', 'meta-data', 'format-annotation', 'content'];

const files: Readonly<Record<string, readonly string[]>> = {
  'http://json-schema.org/draft-06/schema': ['json-schema-draft-06.json'],
  'http://json-schema.org/draft-07/schema': ['json-schema-draft-07.json'],
  'https://json-schema.org/draft/2020-12/schema': ['json-schema-2020-12/schema.json', ...vocabularies.map((name) => `json-schema-2020-12/meta/${name}.json`)],
};

/**
 * The files of a meta-schema that a `$ref` names by its well-known URI; they come with Ajv, so nothing is fetched.
 * Empty when the URI is not one of them.
 */
export function metaschemaFiles(uri: string): readonly SourceFile[] {
  const names = files[uri.replace(/#.*$/, '')] ?? [];
  return names.map((name) => {
    const text = readFileSync(require.resolve(`ajv/dist/refs/${name}`), 'utf8');
    return { path: `metaschema/${name}`, text, data: JSON.parse(text) as unknown };
  });
}

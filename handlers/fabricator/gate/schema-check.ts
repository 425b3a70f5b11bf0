import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Problems } from './verdict.ts';

const MAXIMUM_CHARACTERS = 16_384;
const MAXIMUM_PATTERN = 200;
/** A repeated group that holds a repetition or alternatives. What passes this is ended by the time limit of each check. */
const REPEATED = /[+*}|][^()[\]]*\)[+*{]/;

/** Whether a schema that a model wrote is fit to be offered to models and to be compiled by us. */
export function schemaProblems(field: string, schema: Readonly<Record<string, unknown>>): Problems {
  const problems: string[] = [];
  const text = JSON.stringify(schema);
  if (text.length > MAXIMUM_CHARACTERS) return [`"${field}" has ${text.length} characters, ${MAXIMUM_CHARACTERS} are allowed`];
  if (schema['type'] !== 'object') problems.push(`"${field}" must have "type": "object" at its top`);
  for (const [keyword, value] of keywordsOf(schema)) {
    if (keyword === '$ref' && typeof value === 'string' && !value.startsWith('#'))
      problems.push(`"${field}" refers to "${value}": only references within the schema are allowed`);
    // The pattern runs here, on whatever input comes: nested repetition can take forever.
    for (const pattern of patternsOf(keyword, value))
      if (pattern.length > MAXIMUM_PATTERN || REPEATED.test(pattern))
        problems.push(`"${field}" has the pattern "${pattern.slice(0, 60)}", which may take very long: make it simpler, or check it in the code`);
  }
  if (problems.length > 0) return problems;
  try {
    const { $schema: _dialect, $id: _id, ...rest } = schema;
    new Ajv2020({ strict: false, validateFormats: false }).compile(rest);
    return [];
  } catch (error) {
    return [`"${field}" is no valid JSON Schema: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function patternsOf(keyword: string, value: unknown): readonly string[] {
  if (keyword === 'pattern' && typeof value === 'string') return [value];
  return keyword === 'patternProperties' && typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function* keywordsOf(value: unknown): Generator<readonly [string, unknown]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [keyword, child] of Object.entries(value)) {
    yield [keyword, child];
    yield* keywordsOf(child);
  }
}

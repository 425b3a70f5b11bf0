import { Ajv2020 } from 'ajv/dist/2020.js';
import { isNestedDeeperThan } from '../../core/nesting.ts';
import type { Problems } from './verdict.ts';

const MAXIMUM_CHARACTERS = 16_384;
const MAXIMUM_PATTERN = 200;
const MAXIMUM_LEVELS = 32;
/** A repeated group that holds a repetition or alternatives. What passes this is ended by the time limit of each check. */
const REPEATED = /[+*}|][^()[\]]*\)[+*{]/;

/** Whether a schema that a model wrote is fit to be offered to models and to be compiled by us. */
export function schemaProblems(field: string, schema: Readonly<Record<string, unknown>>): Problems {
  const problems: string[] = [];
  const text = JSON.stringify(schema);
  if (text.length > MAXIMUM_CHARACTERS) return [`"${field}" has ${text.length} characters, ${MAXIMUM_CHARACTERS} are allowed`];
  if (isNestedDeeperThan(schema, MAXIMUM_LEVELS)) return [`"${field}" is nested deeper than ${MAXIMUM_LEVELS} levels: make it flatter`];
  if (schema['type'] !== 'object') problems.push(`"${field}" must have "type": "object" at its top`);
  if (field !== 'outputSchema') problems.push(...offerProblems(field, schema));
  for (const [keyword, value] of keywordsOf(schema)) {
    if (keyword === '$ref' && typeof value === 'string' && !value.startsWith('#'))
      problems.push(`"${field}" refers to "${value}": only references within the schema are allowed`);
    if (keyword === '$async') problems.push(`"${field}" says "$async", which is no JSON Schema: leave it out`);
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

/** What models refuse in the input schema of a tool: one such agent would make them refuse every request that offers it. */
function offerProblems(field: string, schema: Readonly<Record<string, unknown>>): Problems {
  const joined = ['oneOf', 'anyOf', 'allOf'].filter((keyword) => keyword in schema);
  const names = [...keywordsOf(schema)]
    .flatMap(([keyword, value]) => (keyword === 'properties' && typeof value === 'object' && value !== null ? Object.keys(value) : []))
    .filter((name) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(name));
  return [
    ...joined.map(
      (keyword) => `"${field}" has "${keyword}" at its top, which models refuse in tools: describe one object, alternatives belong to its properties`,
    ),
    ...names.map((name) => `"${field}" has the property "${name.slice(0, 80)}": models take names of 1 to 64 letters, digits, "_", "." and "-"`),
  ];
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

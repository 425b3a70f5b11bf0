/** What `agents register` and `tools register` read: a JSON file that describes the code, and the code beside it. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Failure, misuse } from './failure.ts';

export interface Registration {
  readonly id: string;
  readonly source: string;
  readonly description: string;
  readonly schema: Record<string, unknown>;
  readonly outputSchema: Record<string, unknown> | undefined;
  readonly capabilities: readonly string[];
  readonly categories: readonly string[];
  readonly examples: readonly unknown[];
}

/** Fields beside the id, for the message about one that nobody knows. */
const FIELDS: ReadonlySet<string> = new Set(['description', 'schema', 'outputSchema', 'capabilities', 'categories', 'examples', 'source']);

/** Bytes of each file: far more than passes the checks, and little enough to be read. */
const MOST_BYTES = 1024 * 1024;
const MOST_DESCRIPTION = 4_096;

/** Reads `FILE.json`: `{agentId | toolId, description, schema, outputSchema, source: "./code.ts", capabilities?, examples?}`. */
export function readRegistration(file: string, idField: 'agentId' | 'toolId'): Registration {
  const value = readJson(file);
  const [other, command] = idField === 'agentId' ? ['toolId', 'tools'] : ['agentId', 'agents'];
  if (other in value && !(idField in value))
    throw misuse(`"${file}" has "${other}" and describes ${command === 'tools' ? 'a tool' : 'an agent'}: use "${command} register"`);
  for (const field of Object.keys(value))
    if (field !== idField && !FIELDS.has(field)) throw misuse(`"${file}" has an unknown field "${field}": there are ${[idField, ...FIELDS].join(', ')}`);
  const text = (field: string): string => {
    const found = value[field];
    if (typeof found !== 'string' || found === '') throw misuse(`"${file}" needs "${field}", a text`);
    return found;
  };
  const schemaOf = (field: string): Record<string, unknown> => {
    const found = value[field];
    if (!isObject(found)) throw misuse(`"${file}" needs "${field}", a JSON Schema of type object`);
    return found;
  };
  const listOf = (field: string): readonly unknown[] => {
    const found = value[field] ?? [];
    if (!Array.isArray(found)) throw misuse(`"${field}" in "${file}" must be a list`);
    return found;
  };
  const textsOf = (field: string): readonly string[] => {
    const found = listOf(field);
    if (!found.every((item) => typeof item === 'string')) throw misuse(`"${field}" in "${file}" must be a list of texts`);
    return found;
  };
  const id = text(idField);
  if (!/^[a-zA-Z0-9_-]{1,64}$/u.test(id)) throw misuse(`"${idField}" in "${file}" is "${id}": at most 64 letters, digits, "-" and "_"`);
  const description = text('description');
  if (description.length > MOST_DESCRIPTION)
    throw misuse(`"description" in "${file}" has ${description.length} characters, ${MOST_DESCRIPTION} are allowed: say in a sentence or two what it does`);
  return {
    id,
    description,
    schema: schemaOf('schema'),
    outputSchema: idField === 'agentId' ? schemaOf('outputSchema') : undefined,
    capabilities: textsOf('capabilities'),
    categories: textsOf('categories'),
    examples: listOf('examples'),
    source: readText(path.resolve(path.dirname(file), text('source'))),
  };
}

function readJson(file: string): Record<string, unknown> {
  const text = readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw misuse(
      `"${file}" is not JSON: ${cause instanceof Error ? cause.message : String(cause)}. Give the file that describes the code, not the code itself`,
    );
  }
  if (!isObject(value)) throw misuse(`"${file}" must hold one JSON object`);
  return value;
}

function readText(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > MOST_BYTES) throw misuse(`"${file}" has ${size} bytes, ${MOST_BYTES} are allowed: is it the right file?`);
    // Some editors put a mark in front.
    return readFileSync(file, 'utf8').replace(/^\ufeff/u, '');
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw misuse(`cannot read "${file}": ${reasonOf(cause)}`);
  }
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a directory';
    case 'EACCES':
      return 'you may not read it';
    default:
      return String(cause);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What `agents register` and `tools register` read: a JSON file that describes the code, and the code beside it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { misuse } from './failure.ts';

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

/** Reads `FILE.json`: `{agentId | toolId, description, schema, outputSchema, source: "./code.ts", capabilities?, examples?}`. */
export function readRegistration(file: string, idField: 'agentId' | 'toolId'): Registration {
  const value = readJson(file);
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
  const id = text(idField);
  if (!/^[a-zA-Z0-9_-]{1,64}$/u.test(id)) throw misuse(`"${idField}" in "${file}" is "${id}": at most 64 letters, digits, "-" and "_"`);
  return {
    id,
    description: text('description'),
    schema: schemaOf('schema'),
    outputSchema: idField === 'agentId' ? schemaOf('outputSchema') : undefined,
    capabilities: listOf('capabilities').map(String),
    categories: listOf('categories').map(String),
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
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw misuse(`cannot read "${file}": ${cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' ? 'there is no such file' : String(cause)}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

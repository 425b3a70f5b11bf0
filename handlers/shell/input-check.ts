import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false });
const compiled = new WeakMap<object, ValidateFunction | string>();
/** The same by text: a schema is read anew with each snapshot, and compiling it takes milliseconds. */
const compiledByText = new Map<string, ValidateFunction | string>();
/** Texts an instance remembers. */
const REMEMBERED = 1_000;

/**
 * Why a tool's input does not fit the agent's schema, or undefined when it does. A schema that cannot be compiled is
 * the agent's fault, not the model's: the answer says so.
 */
export function problemWithInput(schema: Readonly<Record<string, unknown>>, input: unknown): string | undefined {
  const validate = compile(schema);
  if (typeof validate === 'string') return `the agent's own schema is broken: ${validate}`;
  if (validate(input)) return undefined;
  const [first] = validate.errors ?? [];
  if (first === undefined) return 'it is not valid';
  const where = first.instancePath === '' ? 'the input' : first.instancePath;
  const detail = Object.values(first.params as Record<string, unknown>)
    .map((value) => JSON.stringify(value))
    .join(', ');
  return `${where} ${first.message ?? 'is not valid'}${detail === '' ? '' : ` (${detail})`}`;
}

function compile(schema: Readonly<Record<string, unknown>>): ValidateFunction | string {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const { $schema: _dialect, $id: _id, ...rest } = schema;
  const text = JSON.stringify(rest);
  const made = compiledByText.get(text) ?? compileAnew(rest);
  if (compiledByText.size >= REMEMBERED) forgetAll();
  compiledByText.set(text, made);
  compiled.set(schema, made);
  return made;
}

/** The library keeps what it compiled, too. */
function forgetAll(): void {
  compiledByText.clear();
  ajv.removeSchema();
}

function compileAnew(schema: Readonly<Record<string, unknown>>): ValidateFunction | string {
  try {
    return ajv.compile(schema);
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

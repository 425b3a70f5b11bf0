import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false });
const compiled = new WeakMap<object, ValidateFunction | string>();

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
  let made: ValidateFunction | string;
  try {
    made = ajv.compile(rest);
  } catch (cause) {
    made = cause instanceof Error ? cause.message : String(cause);
  }
  compiled.set(schema, made);
  return made;
}

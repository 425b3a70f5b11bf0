import { createContext, Script } from 'node:vm';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: false });
/** Milliseconds of one check. A pattern such as ^(a|a)*$, or references that double at each level, would take for ever. */
const TIME_MS = 250;
const LONG = /"(?:pattern|patternProperties|uniqueItems|\$ref|\$dynamicRef)":/u;

interface Check {
  readonly check: ValidateFunction;
  /** The schema holds what can make a check take more than the input's length. */
  readonly mayTakeLong: boolean;
}

const compiled = new WeakMap<object, Check | string>();
/** The same by text: a schema is read anew with each snapshot, and compiling it takes milliseconds. */
const compiledByText = new Map<string, Check | string>();
/** Texts an instance remembers. */
const REMEMBERED = 1_000;

/**
 * Why a tool's input does not fit the agent's schema, or undefined when it does. A schema that cannot be compiled is
 * the agent's fault, not the model's: the answer says so.
 */
export function problemWithInput(schema: Readonly<Record<string, unknown>>, input: unknown): string | undefined {
  const validate = compile(schema);
  if (typeof validate === 'string') return `the agent's own schema is broken: ${validate}`;
  const valid = validate.mayTakeLong ? withinTime(() => validate.check(input)) : validate.check(input);
  if (valid === undefined)
    return `it cannot be checked against the agent's own schema within ${TIME_MS} ms: its patterns and references have to be made simpler`;
  if (valid) return undefined;
  const [first] = validate.check.errors ?? [];
  if (first === undefined) return 'it is not valid';
  const where = first.instancePath === '' ? 'the input' : first.instancePath;
  const detail = Object.values(first.params as Record<string, unknown>)
    .map((value) => JSON.stringify(value))
    .join(', ');
  return `${where} ${first.message ?? 'is not valid'}${detail === '' ? '' : ` (${detail})`}`;
}

function compile(schema: Readonly<Record<string, unknown>>): Check | string {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  // A schema that says $async would be checked by a promise: every input would pass, and one that does not fit would end this process.
  const { $schema: _dialect, $id: _id, $async: _async, ...rest } = schema;
  const text = JSON.stringify(rest);
  const made = compiledByText.get(text) ?? compileAnew(rest, text);
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

function compileAnew(schema: Readonly<Record<string, unknown>>, text: string): Check | string {
  try {
    return { check: ajv.compile(schema), mayTakeLong: LONG.test(text) };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

let watched: ((work: () => unknown) => unknown) | undefined;

/** What the work returns; undefined when it was ended after {@link TIME_MS}. V8 can end even a regular expression, but only from a script with a limit. */
function withinTime(work: () => unknown): boolean | undefined {
  watched ??= createWatch();
  try {
    return watched(work) === true;
  } catch (cause) {
    // It is an Error of the script's own realm, of which ours knows nothing.
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw cause;
  }
}

function createWatch(): (work: () => unknown) => unknown {
  const scope: { work?: () => unknown } = {};
  const context = createContext(scope);
  const script = new Script('work()');
  return (work) => {
    scope.work = work;
    try {
      return script.runInContext(context, { timeout: TIME_MS });
    } finally {
      delete scope.work;
    }
  };
}

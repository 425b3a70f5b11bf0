import type { Parsed, Problem } from './parsed.ts';

/** What fails (the shape is Ajv's). */
export interface ValidationError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A generated validation function: adds what is wrong with `value`, which stands at the JSON pointer `at`, to `errors`. */
export type Validate = (value: unknown, at: string, errors: ValidationError[]) => void;

/** Adds an error; generated validators call it for every keyword that fails. */
export function failed(errors: ValidationError[], instancePath: string, keyword: string, params: ValidationError['params']): void {
  errors.push({ instancePath, keyword, params });
}

/** Adds an error for each of `names` that an object lacks. */
export function missing(errors: ValidationError[], at: string, object: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  for (const missingProperty of names) if (object[missingProperty] === undefined) failed(errors, at, 'required', { missingProperty });
}

/** Adds an error for each property of an object that is none of `names`. */
export function unexpected(errors: ValidationError[], at: string, object: object, names: readonly string[]): void {
  for (const additionalProperty in object) if (!names.includes(additionalProperty)) failed(errors, at, 'additionalProperties', { additionalProperty });
}

/** Validates those of `names` that an object has. No name needs escaping in a JSON pointer. */
export function properties(
  errors: ValidationError[],
  at: string,
  object: Readonly<Record<string, unknown>>,
  names: readonly string[],
  validate: Validate,
): void {
  for (const name of names) {
    const value = object[name];
    if (value !== undefined) validate(value, `${at}/${name}`, errors);
  }
}

/** Most problems that are reported of one value. */
const mostProblems = 20;

/** Validates and wraps the outcome; `value` is returned as it is. */
export function parsed<T>(validate: Validate, value: unknown): Parsed<T> {
  const errors: ValidationError[] = [];
  validate(value, '', errors);
  return errors.length === 0 ? { ok: true, value: value as T } : { ok: false, problems: toProblems(errors, value) };
}

function toProblems(errors: readonly ValidationError[], value: unknown): readonly Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const error of errors) {
    const problem = toProblem(error, value);
    const key = `${problem.pointer} ${problem.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    problems.push(problem);
    if (problems.length === mostProblems) break;
  }
  return problems;
}

function toProblem({ instancePath, keyword, params }: ValidationError, root: unknown): Problem {
  const found = shown(valueAt(root, instancePath));
  const at = (expected: string, message = `must be ${expected}`): Problem => ({
    pointer: instancePath,
    message,
    expected,
    ...(found !== undefined && { found }),
  });
  const property = (name: unknown, message: string, expected: string): Problem => ({ pointer: `${instancePath}/${escaped(String(name))}`, message, expected });
  switch (keyword) {
    case 'required':
      return property(params['missingProperty'], 'is missing', 'a value');
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return property(params['additionalProperty'] ?? params['unevaluatedProperty'], 'is not a known property', 'no such property');
    case 'dependentRequired':
      return property(params['missingProperty'], `is missing; it belongs to ${JSON.stringify(params['property'])}`, 'a value');
    case 'type':
      return at(list(params['type']));
    case 'const':
      return at(JSON.stringify(params['allowedValue']));
    case 'enum':
      return at(`one of ${(params['allowedValues'] as readonly unknown[]).map((one) => JSON.stringify(one)).join(', ')}`);
    case 'pattern':
      return at(`a string matching ${String(params['pattern'])}`);
    case 'format':
      return at(`a valid ${String(params['format'])}`);
    case 'minLength':
    case 'maxLength':
      return at(`${bound(keyword)} ${String(params['limit'])} characters long`);
    case 'minItems':
    case 'maxItems':
      return at(`${bound(keyword)} ${String(params['limit'])} items long`);
    case 'minProperties':
    case 'maxProperties':
      return at(`an object with ${bound(keyword)} ${String(params['limit'])} properties`);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return at(`${String(params['comparison'])} ${String(params['limit'])}`);
    case 'multipleOf':
      return at(`a multiple of ${String(params['multipleOf'])}`);
    case 'uniqueItems':
      return at('a list without duplicates', `items ${String(params['j'])} and ${String(params['i'])} are equal`);
    case 'propertyNames':
      return property(params['propertyName'], 'is not an allowed property name', 'another name');
    case 'false schema':
      return at('absent', 'must not be there');
    case 'oneOf':
      return at(
        'valid under exactly one of the alternatives',
        params['passingSchemas'] === null ? 'is valid under none of the alternatives' : 'is valid under more than one alternative',
      );
    case 'anyOf':
      return at('valid under one of the alternatives', 'is valid under none of the alternatives');
    case 'not':
      return at('not what the schema excludes', 'is what the schema excludes');
    case 'contains':
      return at(`a list with at least ${String(params['minContains'])} matching items`);
    default:
      return at(`valid under "${keyword}"`);
  }
}

function bound(keyword: string): string {
  return keyword.startsWith('min') ? 'at least' : 'at most';
}

function list(types: unknown): string {
  return Array.isArray(types) ? types.join(' or ') : String(types);
}

function escaped(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const segment of pointer === '' ? [] : pointer.slice(1).split('/')) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Readonly<Record<string, unknown>>)[segment.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value;
}

/** Short enough for a log line; never the whole of a big payload. */
function shown(value: unknown): string | undefined {
  if (value !== null && typeof value === 'object') return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
  const text = JSON.stringify(typeof value === 'string' && value.length > 80 ? `${value.slice(0, 77)}...` : value);
  return text;
}

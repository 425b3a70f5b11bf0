/**
 * Evaluates IAM policies as documented (IAM user guide: "Policy evaluation logic", "Condition operators", "Multivalued
 * context keys"). Only what our policies use; anything else throws, so that a test never passes by ignorance.
 */
import { list, object, text, type Json, type JsonObject } from './template.ts';

export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Keys of the request; a list is a multivalued key. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export type Decision = 'allowed' | 'explicitly denied' | 'implicitly denied';

/** An explicit denial wins, then an allowance; otherwise it is denied. Within one account a resource's policy may allow as well. */
export function decide(statements: readonly JsonObject[], request: Request): Decision {
  const applying = statements.filter((statement) => applies(statement, request));
  if (applying.some((statement) => statement['Effect'] === 'Deny')) return 'explicitly denied';
  return applying.some((statement) => statement['Effect'] === 'Allow') ? 'allowed' : 'implicitly denied';
}

function applies(statement: JsonObject, request: Request): boolean {
  for (const element of Object.keys(statement))
    if (!['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition', 'Principal'].includes(element))
      throw new Error(`this evaluator does not know the element "${element}"`);
  return (
    matchesAction(statement, request.action) &&
    matchesResource(statement, request.resource) &&
    Object.entries(object(statement['Condition'] ?? {})).every(([operator, keys]) =>
      Object.entries(object(keys)).every(([key, values]) => holds(operator, valuesOf(request, key), list(values).map(text))),
    )
  );
}

function matchesAction(statement: JsonObject, action: string): boolean {
  const matches = (patterns: Json | undefined) => list(patterns).some((pattern) => wildcard(text(pattern).toLowerCase()).test(action.toLowerCase()));
  return statement['NotAction'] === undefined ? matches(statement['Action']) : !matches(statement['NotAction']);
}

function matchesResource(statement: JsonObject, resource: string): boolean {
  const matches = (patterns: Json | undefined) => list(patterns).some((pattern) => wildcard(text(pattern)).test(resource));
  return statement['NotResource'] === undefined ? matches(statement['Resource']) : !matches(statement['NotResource']);
}

/** Undefined when the request does not have the key. Key names are case-insensitive. */
function valuesOf({ context = {} }: Request, key: string): readonly string[] | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  if (found === undefined) return undefined;
  return typeof found === 'string' ? [found] : found;
}

function holds(operator: string, actual: readonly string[] | undefined, wanted: readonly string[]): boolean {
  const [, set, name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/u.exec(operator) ?? [];
  if (name === undefined) throw new Error(`"${operator}" is not a condition operator`);
  if (name === 'Null') return wanted.some((value) => (value === 'true') === (actual === undefined));
  const single = (value: string) => compare(name, value, wanted);
  if (set === 'ForAllValues') return (actual ?? []).every(single);
  if (set === 'ForAnyValue') return (actual ?? []).some(single);
  // A negated operator holds when the key is absent; any other then does not, unless IfExists says so.
  if (actual === undefined) return ifExists !== undefined || name.includes('Not');
  if (actual.length !== 1) throw new Error(`"${operator}" compares a single value, the request has ${actual.length}`);
  return actual.every(single);
}

/** Values are alternatives; for a negated operator none of them may match. */
function compare(operator: string, actual: string, wanted: readonly string[]): boolean {
  const any = (matches: (value: string) => boolean) => wanted.some(matches);
  switch (operator) {
    case 'StringEquals':
      return any((value) => value === actual);
    case 'StringNotEquals':
      return !any((value) => value === actual);
    case 'StringLike':
    case 'ArnLike':
    case 'ArnEquals':
      return any((value) => wildcard(value).test(actual));
    case 'StringNotLike':
      return !any((value) => wildcard(value).test(actual));
    case 'Bool':
      return any((value) => value.toLowerCase() === actual.toLowerCase());
    default:
      throw new Error(`this evaluator does not know the operator "${operator}"`);
  }
}

/** `*` is any text, `?` any one character. */
function wildcard(pattern: string): RegExp {
  return new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/gu, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'su',
  );
}

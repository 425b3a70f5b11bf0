/** One condition of a pattern's list: a value, or a match expression such as `{"prefix": "a"}`. */
import { isObject } from '../../http/fields.ts';
import { addressDigits, inBlock } from './address.ts';
import { InexactNumber } from './event-json.ts';
import { refuse } from './invalid-pattern.ts';
import type { Leaf } from './leaf.ts';
import { equalsIgnoringCase, hasPrefix, hasPrefixIgnoringCase, hasSuffix, hasSuffixIgnoringCase, matchesWildcard, type TextTest } from './text-match.ts';

/** Whether a leaf meets the condition; `absent` is met when there is no leaf. */
export type Condition = ((leaf: Leaf) => boolean) | 'absent';

/** Names of match expressions; event-ruler also keeps names free for later ones, see {@link reservedNames}. */
const expressionNames = ['exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard', 'numeric', 'cidr'];

/** Field names that may not stand in an alternative of `$or`. */
export const reservedNames: readonly string[] = [
  ...expressionNames,
  ...['=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case', 'date-after', 'date-on-or-after'],
  ...['date-before', 'date-on-or-before', 'in-date-range', 'ip-address-in-range', 'ip-address-not-in-range'],
];

/** Reads a condition; refuses what the language does not have. */
export function parseCondition(value: unknown): Condition {
  if (typeof value === 'string') return equalsText(value);
  if (typeof value === 'number') return (leaf) => leaf.number === value;
  if (value === null || typeof value === 'boolean' || value instanceof InexactNumber) {
    const text = value instanceof InexactNumber ? value.source : String(value);
    return (leaf) => leaf.text === text;
  }
  if (!isObject(value)) return refuse('Match value must be String, number, true, false, or null');
  return parseExpression(value);
}

function parseExpression(expression: Readonly<Record<string, unknown>>): Condition {
  const [name, argument] = single(expression, 'Match expression name not found', 'Only one key allowed in match expression');
  switch (name) {
    case 'exactly':
      return onText(sameText(text(argument, 'exact match pattern must be a string')));
    case 'prefix':
      return onText(
        isObject(argument) ? hasPrefixIgnoringCase(caseless(argument, 'prefix')) : hasPrefix(text(argument, 'prefix match pattern must be a string')),
      );
    case 'suffix':
      return onText(
        isObject(argument) ? hasSuffixIgnoringCase(caseless(argument, 'suffix')) : hasSuffix(text(argument, 'suffix match pattern must be a string')),
      );
    case 'equals-ignore-case':
      return onText(equalsIgnoringCase(text(argument, 'equals-ignore-case match pattern must be a string')));
    case 'wildcard':
      return onText(matchesWildcard(text(argument, 'wildcard match pattern must be a string')));
    case 'cidr':
      return inAddressBlock(text(argument, 'cidr match pattern must be a string'));
    case 'numeric':
      return parseNumeric(argument);
    case 'anything-but':
      return parseAnythingBut(argument);
    case 'exists':
      if (typeof argument !== 'boolean') return refuse('exists match pattern must be either true or false.');
      return argument ? () => true : 'absent';
    default:
      return refuse(`Unrecognized match type ${name}`);
  }
}

function onText(test: TextTest): Condition {
  return (leaf) => test(leaf.text);
}

function sameText(value: string): TextTest {
  const quoted = `"${value}"`;
  return (candidate) => candidate === quoted;
}

/** A text that is an address stands for all its spellings. */
function equalsText(value: string): Condition {
  const digits = addressDigits(value);
  return digits === undefined ? onText(sameText(value)) : (leaf) => addressDigits(unquote(leaf.text)) === digits;
}

function inAddressBlock(block: string): Condition {
  const test = inBlock(block);
  return (leaf) => {
    const digits = addressDigits(unquote(leaf.text));
    return digits !== undefined && test(digits);
  };
}

function parseNumeric(argument: unknown): Condition {
  if (!Array.isArray(argument)) return refuse('Value of numeric must be an array.');
  const [operator, first, second, last, ...rest]: readonly unknown[] = argument;
  const bound = comparable(first, `Value of ${String(operator)} must be numeric`);
  if (rest.length > 0 || argument.length === 3) refuse('Too many terms in numeric range expression');
  if (argument.length === 4) return between(operator, bound, second, comparable(last, `Value of ${String(second)} must be numeric`));
  const compare = comparisons[String(operator)] ?? refuse(`Unrecognized numeric range operator: ${String(operator)}`);
  return (leaf) => leaf.number !== undefined && compare(leaf.number, bound);
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function between(lower: unknown, bottom: number, upper: unknown, top: number): Condition {
  if (lower !== '>' && lower !== '>=') return refuse('Too many elements in numeric expression');
  if (upper !== '<' && upper !== '<=') return refuse(`Bad numeric range operator: ${String(upper)}`);
  if (bottom >= top) refuse('Bottom must be less than top');
  const [above, below] = [comparisons[lower], comparisons[upper]];
  return (leaf) => leaf.number !== undefined && above?.(leaf.number, bottom) === true && below?.(leaf.number, top) === true;
}

/** Met by every leaf but those of the list, numbers and other types than the list's included. */
function parseAnythingBut(argument: unknown): Condition {
  if (isObject(argument) && !(argument instanceof InexactNumber)) return parseAnythingButExpression(argument);
  const values: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  const texts = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number');
  if (values.length === 0 || (texts.length !== values.length && numbers.length !== values.length))
    return refuse('Inside anything but list, either all values are number or string, mixed type is not supported');
  if (numbers.length > 0) return (leaf) => leaf.number === undefined || !numbers.includes(leaf.number);
  const tests = texts.map(sameText);
  return (leaf) => !tests.some((test) => test(leaf.text));
}

const negatable: Readonly<Record<string, (value: string) => TextTest>> = {
  prefix: hasPrefix,
  suffix: hasSuffix,
  wildcard: matchesWildcard,
  'equals-ignore-case': equalsIgnoringCase,
};

function parseAnythingButExpression(expression: Readonly<Record<string, unknown>>): Condition {
  const [name, argument] = single(expression, 'Anything-But expression name not found', 'Too many elements in anything-but expression');
  const build = negatable[name] ?? refuse(`Unsupported anything-but pattern: ${name}`);
  const values: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  if (values.length === 0) refuse('Empty arrays are not allowed');
  const tests = values.map((value) => {
    const operand = text(value, `${name} match pattern must be a string`);
    if (operand === '' && (name === 'prefix' || name === 'suffix')) refuse('Null prefix/suffix not allowed');
    return build(operand);
  });
  return (leaf) => !tests.some((test) => test(leaf.text));
}

function caseless(argument: Readonly<Record<string, unknown>>, name: string): string {
  const [operator, operand] = single(argument, `${name} expression name not found`, 'Only one key allowed in match expression');
  if (operator !== 'equals-ignore-case') refuse(`Unsupported ${name} pattern: ${operator}`);
  return text(operand, 'equals-ignore-case match pattern must be a string');
}

function single(expression: Readonly<Record<string, unknown>>, none: string, many: string): readonly [string, unknown] {
  const [first, ...others] = Object.entries(expression);
  if (first === undefined) return refuse(none);
  if (others.length > 0) return refuse(many);
  return first;
}

function text(value: unknown, complaint: string): string {
  return typeof value === 'string' ? value : refuse(complaint);
}

function comparable(value: unknown, complaint: string): number {
  if (value instanceof InexactNumber) return refuse(`Cannot compare number : ${value.source}`);
  return typeof value === 'number' ? value : refuse(complaint);
}

function unquote(quoted: string): string {
  return quoted.startsWith('"') && quoted.endsWith('"') ? quoted.slice(1, -1) : quoted;
}

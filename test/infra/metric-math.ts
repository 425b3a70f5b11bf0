/**
 * CloudWatch metric math, as far as our alarms use it (CloudWatch user guide, "Using metric math"): numbers, ids,
 * + - * /, comparisons (1 or 0), IF and FILL with a number. A datapoint that needs a missing one is missing; division
 * by zero gives none. Anything else throws.
 */

/** Values by period; undefined: no datapoint. */
export type Series = readonly (number | undefined)[];

type Expression =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'metric'; readonly id: string }
  | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Expression[] };

/** The expression's series over `length` periods. */
export function evaluate(source: string, metrics: Readonly<Record<string, Series>>, length: number): Series {
  const expression = parse(source);
  return Array.from({ length }, (_item, index) => valueAt(expression, metrics, index));
}

function valueAt(expression: Expression, metrics: Readonly<Record<string, Series>>, index: number): number | undefined {
  switch (expression.type) {
    case 'number':
      return expression.value;
    case 'metric': {
      const series = metrics[expression.id];
      if (series === undefined) throw new Error(`the expression uses "${expression.id}", which is no metric of the alarm`);
      return series[index];
    }
    case 'binary': {
      const left = valueAt(expression.left, metrics, index);
      const right = valueAt(expression.right, metrics, index);
      return left === undefined || right === undefined ? undefined : apply(expression.operator, left, right);
    }
    case 'call':
      return call(expression.name, expression.args, metrics, index);
  }
}

function call(name: string, [first, second, third]: readonly Expression[], metrics: Readonly<Record<string, Series>>, index: number): number | undefined {
  if (name === 'FILL' && first?.type === 'metric' && second?.type === 'number' && third === undefined) return valueAt(first, metrics, index) ?? second.value;
  if (name === 'IF' && first !== undefined && second !== undefined && third !== undefined) {
    const condition = valueAt(first, metrics, index);
    if (condition === undefined) return undefined;
    return valueAt(condition === 0 ? third : second, metrics, index);
  }
  throw new Error(`this evaluator does not know such a ${name}`);
}

function apply(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : left / right;
    case '>':
      return Number(left > right);
    case '>=':
      return Number(left >= right);
    case '<':
      return Number(left < right);
    case '<=':
      return Number(left <= right);
    default:
      throw new Error(`this evaluator does not know the operator "${operator}"`);
  }
}

const precedence: readonly (readonly string[])[] = [
  ['>', '>=', '<', '<='],
  ['+', '-'],
  ['*', '/'],
];

function parse(source: string): Expression {
  const tokens = source.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|>=|<=|[-+*/<>(),]/gu) ?? [];
  if (tokens.join('') !== source.replaceAll(/\s/gu, '')) throw new Error(`this evaluator cannot read "${source}"`);
  let position = 0;
  const take = (expected?: string): string => {
    const token = tokens[position++];
    if (token === undefined || (expected !== undefined && token !== expected))
      throw new Error(`"${source}": expected ${expected ?? 'more'}, found "${token ?? 'the end'}"`);
    return token;
  };
  const binary = (level: number): Expression => {
    const operators = precedence[level];
    if (operators === undefined) return operand();
    let left = binary(level + 1);
    while (operators.includes(tokens[position] ?? '')) left = { type: 'binary', operator: take(), left, right: binary(level + 1) };
    return left;
  };
  const operand = (): Expression => {
    const token = take();
    if (token === '(') {
      const inside = binary(0);
      take(')');
      return inside;
    }
    if (/^\d/u.test(token)) return { type: 'number', value: Number(token) };
    if (tokens[position] !== '(') return { type: 'metric', id: token };
    take('(');
    const args = [binary(0)];
    while (tokens[position] === ',') {
      take(',');
      args.push(binary(0));
    }
    take(')');
    return { type: 'call', name: token, args };
  };
  const expression = binary(0);
  if (position !== tokens.length) throw new Error(`"${source}": unexpected "${tokens[position] ?? ''}"`);
  return expression;
}

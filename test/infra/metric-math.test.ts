/** The evaluators against the documentation's own examples, before an alarm is judged by them. */
import { describe, expect, it } from 'vitest';
import { stateOf, type Missing, type State } from './alarm-state.ts';
import { evaluate } from './metric-math.ts';

describe('metric math', () => {
  const metrics = { a: [1, undefined, 30], b: [2, 5, 0] };
  it('computes period by period, and a missing operand gives a missing result', () => expect(evaluate('a + b * 2', metrics, 3)).toEqual([5, undefined, 30]));
  it('gives no datapoint for a division by zero', () => expect(evaluate('a / b', metrics, 3)).toEqual([0.5, undefined, undefined]));
  it('compares to 1 and 0', () => expect(evaluate('b >= 2', metrics, 3)).toEqual([1, 1, 0]));
  it('fills what is missing', () => expect(evaluate('FILL(a, 0) + b', metrics, 3)).toEqual([3, 5, 30]));
  it('chooses with IF', () => expect(evaluate('IF(b >= 2, 100 * a, 7)', metrics, 3)).toEqual([100, undefined, 7]));
  it('binds as in arithmetic and respects parentheses', () => expect(evaluate('100 - 10 - 4 * (2 + 3) / 2 > 79', {}, 1)).toEqual([1]));
  it.each([['SUM(METRICS())'], ['a +'], ['a $ b'], ['a b'], ['c'], ['FILL(a, REPEAT)']])('refuses %s', (source) =>
    expect(() => evaluate(source, metrics, 1)).toThrow(),
  );
});

// The user guide's two tables: datapoints from old to new (- missing, 0 within, X breaching), then the state per treatment.
const tables: readonly (readonly [m: number, data: string, missing: State, ignore: State | 'retained', breaching: State, notBreaching: State])[] = [
  [3, '0-X-X', 'OK', 'OK', 'OK', 'OK'],
  [3, '0----', 'OK', 'OK', 'OK', 'OK'],
  [3, '-----', 'INSUFFICIENT_DATA', 'retained', 'ALARM', 'OK'],
  [3, '0XX-X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  [3, '--X--', 'ALARM', 'retained', 'ALARM', 'OK'],
  [2, '0-X-X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  [2, '00X0X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  [2, '0-X--', 'OK', 'OK', 'ALARM', 'OK'],
  [2, '----0', 'OK', 'OK', 'ALARM', 'OK'],
  [2, '---X-', 'ALARM', 'retained', 'ALARM', 'OK'],
];

describe.each(tables)('%i of 3 over %s', (breaching, data, ...states) => {
  const series = data.split('').map((point) => (point === '-' ? undefined : Number(point === 'X')));
  it.each(['missing', 'ignore', 'breaching', 'notBreaching'].map((missing, index) => [missing as Missing, states[index] ?? 'OK'] as const))(
    '%s: %s',
    (missing, expected) => {
      const rule = { periods: 3, breaching, missing, breaches: (value: number) => value === 1 };
      for (const before of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const)
        expect(stateOf(rule, series, before)).toBe(expected === 'retained' ? before : expected);
    },
  );
});

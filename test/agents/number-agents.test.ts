import { describe, expect, it } from 'vitest';
import { agentOf } from './agent-of.ts';

describe('calculator', () => {
  const run = agentOf('calculator');

  it.each([
    ['0.1 + 0.2', '0.3'],
    ['2 + 3 * 4', '14'],
    ['-2^2', '-4'],
    ['2^3^2', '512'],
    ['(1 + 2) * (3 - 4)', '-3'],
    ['15% of 80', '12'],
    ['200 + 10%', '220'],
    ['100 - 25%', '75'],
    ['50% * 50%', '0.25'],
    ['1,234.5 × 2', '2469'],
    ['17 mod 5', '2'],
    ['-7 % 3', '2'],
    ['5!', '120'],
    ['2**100', '1267650600228229401496703205376'],
    ['1/3', '≈ 0.333333333333333 (1/3)'],
    ['sqrt(144)', '12'],
    ['sqrt(2)', '≈ 1.4142135623731'],
    ['round(2.5)', '3'],
    ['round(-2.5)', '-3'],
    ['round(10/3, 2)', '3.33'],
    ['max(1, 7, 3)', '7'],
    ['avg(3, 5, 10)', '6'],
    ['median(1, 9, 4, 2)', '3'],
    ['gcd(12, 18)', '6'],
    ['lcm(4, 6)', '12'],
    ['2(3+4)', '14'],
    ['€1,000 * 1.19', '1190'],
    ['1e3 + 1', '1001'],
    ['0.1^-2', '100'],
    ['log(1000)', '3'],
    ['sin(90 deg)', '1'],
    ['7 ÷ 2', '3.5'],
    ['12 + 3 =', '15'],
  ])('%s = %s', async (expression, exact) => {
    expect((await run({ expression }))['exact']).toBe(exact);
  });

  it.each([
    ['3 km + 250 m', 3.25, 'km'],
    ['3 km + 250 m in m', 3250, 'm'],
    ['90 min in h', 1.5, 'h'],
    ['2 * 500 g', 1000, 'g'],
    ['6 km / 2 km', 3, undefined],
  ])('%s', async (expression, result, unit) => {
    expect(await run({ expression })).toMatchObject({ result, ...(unit === undefined ? {} : { unit }) });
  });

  it.each([
    ['1/0', 'division by zero'],
    ['3 +', 'expected a number before the end'],
    ['(1 + 2', 'closing parenthesis'],
    ['two', 'unknown name "two"'],
    ['3 km + 2 kg', 'cannot add or subtract a length in km and a mass in kg'],
    ['9^9^9', 'too many digits'],
    ['sqrt(-1)', 'not a real number'],
    ['alert(1)', 'unknown function "alert"'],
    ['(('.repeat(100), 'nested too deeply'],
    ['#', 'cannot read "#"'],
    ['2 h 0', 'cannot read "0"'],
  ])('%s is refused: %s', async (expression, message) => {
    await expect(run({ expression })).rejects.toThrow(message);
  });
});

describe('unit-converter', () => {
  const run = agentOf('unit-converter');

  it.each<readonly [number, string, string, number]>([
    [26.2, 'miles', 'kilometres', 42.1648128],
    [72, 'F', 'celsius', 22.2222222222],
    [-40, '°C', '°F', -40],
    [0, 'K', 'C', -273.15],
    [5, 'square feet', 'm2', 0.4645152],
    [1, 'GB', 'MB', 1000],
    [1, 'GiB', 'MiB', 1024],
    [8, 'Mbit', 'MB', 1],
    [100, 'km/h', 'mph', 62.1371192237],
    [1, 'cup', 'ml', 236.5882365],
    [1, 'imperial gallon', 'l', 4.54609],
    [2, 'stones', 'kg', 12.70058636],
    [3, 'hours', 'minutes', 180],
    [1, 'kWh', 'MJ', 3.6],
    [1, 'atm', 'hPa', 1013.25],
    [90, 'degrees', 'turns', 0.25],
    [10, 'kilometers per hour', 'metres per second', 2.77777777778],
    [1, 'acre', 'hectares', 0.40468564224],
    [12, 'inches', 'feet', 1],
    [1, 'light year', 'km', 9460730472580],
    [1, 'cubic metre', 'litres', 1000],
  ])('%d %s in %s', async (value, from, to, result) => {
    expect((await run({ value, from, to }))['result']).toBe(result);
  });

  it('refuses other quantities and unknown units', async () => {
    await expect(run({ value: 1, from: 'miles', to: 'kg' })).rejects.toThrow('cannot convert length (miles) to mass (kg)');
    await expect(run({ value: 1, from: 'parsnips', to: 'kg' })).rejects.toThrow('unknown unit "parsnips"');
    await expect(run({ value: -1, from: 'K', to: 'C' })).rejects.toThrow('absolute zero');
  });
});

describe('date-calculator', () => {
  const run = agentOf('date-calculator');

  it.each([
    [
      { operation: 'difference', date: '2024-02-29', otherDate: '25 December 2025' },
      { result: 665, years: 1, months: 9, restDays: 26 },
    ],
    [
      { operation: 'difference', date: '2025-01-01', otherDate: '2024-01-01' },
      { result: 366, days: -366 },
    ],
    [
      { operation: 'difference', date: '2024-01-01', otherDate: '2024-03-04', unit: 'weeks' },
      { result: 9, unit: 'weeks' },
    ],
    [
      { operation: 'difference', date: '2023-01-15', otherDate: '2024-03-15', unit: 'months' },
      { result: 14, unit: 'months' },
    ],
    [{ operation: 'difference', date: '2024-05-05', otherDate: '2024-05-05' }, { result: 0 }],
    [{ operation: 'add', date: '2024-01-31', amount: 1, unit: 'months' }, { result: '2024-02-29' }],
    [{ operation: 'add', date: '2024-02-29', amount: 1, unit: 'years' }, { result: '2025-02-28' }],
    [
      { operation: 'subtract', date: 'March 1st, 2023', amount: 1, unit: 'days' },
      { result: '2023-02-28', weekday: 'Tuesday' },
    ],
    [{ operation: 'add', date: '2024-03-01', amount: 3, unit: 'workdays' }, { result: '2024-03-06' }],
    [{ operation: 'weekday', date: '29.02.2024' }, { result: 'Thursday' }],
    [{ operation: 'weekday', date: '12/31/1999' }, { result: 'Friday' }],
    [{ operation: 'workdays', date: '2024-03-01', otherDate: '2024-03-11' }, { result: 6 }],
    [
      { operation: 'describe', date: '2021-01-03' },
      { week: 53, dayOfYear: 3, quarter: 1, leapYear: false },
    ],
    [
      { operation: 'describe', date: '1900-12-31' },
      { dayOfYear: 365, leapYear: false },
    ],
  ])('%j', async (input, output) => {
    expect(await run(input)).toMatchObject(output);
  });

  it('agrees with the platform’s calendar over four centuries', async () => {
    const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
    for (let day = -60_000; day < 90_000; day += 1_237) {
      const date = new Date(day * 86_400_000);
      expect((await run({ operation: 'weekday', date: date.toISOString().slice(0, 10) }))['result']).toBe(weekdays[date.getUTCDay()]);
      expect((await run({ operation: 'difference', date: '1970-01-01', otherDate: date.toISOString().slice(0, 10) }))['days']).toBe(day);
    }
  });

  it.each([
    ['2023-02-29', 'not a date of the calendar'],
    ['soon', 'is not a date'],
    ['32 May 2024', 'not a date of the calendar'],
    ['3 Foo 2024', 'names no month'],
  ])('refuses %s', async (date, message) => {
    await expect(run({ operation: 'weekday', date })).rejects.toThrow(message);
  });
});

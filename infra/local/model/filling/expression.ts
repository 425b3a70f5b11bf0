import { withDigits } from './numbers.ts';

const value = String.raw`((?:-?\d[\d.,]*(?:e[+-]?\d+)?%?)(?:\s(?:km|m|cm|mm|kg|g|mg|lb|oz|h|hours?|min|minutes?|s|seconds?|days?|weeks?|l|ml|miles?|feet|inches|pounds|ounces|metres|meters|kilometres|kilometers|grams|kilograms|litres|liters)\b)?|\([^()]*\)|[a-z0-9]+\([^()]*\))`;
const list = String.raw`((?:${value}(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+))+${value})`;
const rule = (source: string): RegExp => new RegExp(source.replaceAll('{v}', value).replaceAll('{l}', list), 'gi');

/** Groups within `{v}` and `{l}`: one for a value, three for a list. */
const rewrites: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [rule(String.raw`\b(?:the )?(?:square root|sqrt) (?:of )?{v}`), (_, a = '') => `sqrt(${a})`],
  [rule(String.raw`\b(?:the )?(?:cube|cubic) root of {v}`), (_, a = '') => `cbrt(${a})`],
  [rule(String.raw`\b(?:the )?factorial of {v}`), (_, a = '') => `factorial(${a})`],
  [rule(String.raw`{v} factorial\b`), (_, a = '') => `factorial(${a})`],
  [rule(String.raw`\b(?:the )?absolute value of {v}`), (_, a = '') => `abs(${a})`],
  [rule(String.raw`\b(?:the )?(?:natural )?log(?:arithm)? of {v}`), (all = '', a = '') => (/natural/i.test(all) ? `ln(${a})` : `log(${a})`)],
  [
    rule(String.raw`\b(?:the )?(sine?|cos(?:ine)?|tan(?:gent)?) of {v}( degrees)?`),
    (_, name = '', a = '', degrees = '') => `${name.slice(0, 3).toLowerCase()}(${a}${degrees === '' || degrees === undefined ? '' : ' deg'})`,
  ],
  [rule(String.raw`{v} (?:squared)\b|\b(?:the )?square of {v}|\bsquare {v}`), (_, a, b, c) => `(${a ?? b ?? c ?? ''}) ^ 2`],
  [rule(String.raw`{v} (?:cubed)\b|\b(?:the )?cube of {v}`), (_, a, b) => `(${a ?? b ?? ''}) ^ 3`],
  [rule(String.raw`{v} (?:raised )?to the (?:power (?:of )?)?{v}(?:st|nd|rd|th)?(?: power)?`), (_, a = '', b = '') => `(${a}) ^ ${b}`],
  [rule(String.raw`{v} (?:to )?(?:the )?power (?:of )?{v}`), (_, a = '', b = '') => `(${a}) ^ ${b}`],
  [rule(String.raw`\b(?:the )?remainder (?:of|when) {v}(?: is)? (?:divided by|over|\/) {v}`), (_, a = '', b = '') => `mod(${a}, ${b})`],
  [rule(String.raw`{v} (?:modulo|mod) {v}`), (_, a = '', b = '') => `mod(${a}, ${b})`],
  [rule(String.raw`\b(?:the )?(?:greatest common (?:divisor|factor)|gcd|highest common factor|hcf) of {l}`), (_, a = '') => `gcd(${commas(a)})`],
  [
    rule(String.raw`\b(?:the )?(?:least|lowest|smallest) common multiple of {l}|\b(?:the )?lcm of {l}`),
    (_, ...groups) => `lcm(${commas(groups.find((group) => typeof group === 'string') ?? '')})`,
  ],
  [rule(String.raw`\b(?:the )?(?:average|mean|avg) of(?: the)?(?: numbers)?:? {l}`), (_, a = '') => `avg(${commas(a)})`],
  [rule(String.raw`\b(?:the )?median of(?: the)?(?: numbers)?:? {l}`), (_, a = '') => `median(${commas(a)})`],
  [rule(String.raw`\b(?:the )?(?:sum|total) of(?: the)?(?: numbers)?:? {l}`), (_, a = '') => `sum(${commas(a)})`],
  [rule(String.raw`\badd (?:a )?{v} (?:vat|tax|tip|markup|surcharge|interest)(?: on| to|) {v}`), (_, a = '', b = '') => `${b} + ${a}`],
  [rule(String.raw`\bby (?:how many|what|how much)(?: percent(?:age)?|%)\b[a-z ]*? from {v} to {v}`), (_, a = '', b = '') => `(${b} - ${a}) / ${a} * 100`],
  [rule(String.raw`\badd (?:up )?(?:the )?(?:numbers )?{l}(?: up| together)?`), (_, a = '') => `sum(${commas(a)})`],
  [rule(String.raw`\b(?:sum|average|total)(?: up)? {l}`), (all = '', a = '') => `${/^average/i.test(all) ? 'avg' : 'sum'}(${commas(a)})`],
  [rule(String.raw`\b(?:the )?(?:maximum|max|largest|biggest|highest|greater|larger)(?: number)? (?:of|among) {l}`), (_, a = '') => `max(${commas(a)})`],
  [rule(String.raw`\b(?:the )?(?:minimum|min|smallest|lowest|smaller)(?: number)? (?:of|among) {l}`), (_, a = '') => `min(${commas(a)})`],
  [rule(String.raw`\b(?:multiply|the product of|product of) {l}`), (_, a = '') => `product(${commas(a)})`],
  [rule(String.raw`\b(?:the )?(?:difference) (?:between|of) {v} (?:and|to) {v}`), (_, a = '', b = '') => `abs(${a} - ${b})`],
  [rule(String.raw`\b(?:the )?(?:ratio|quotient) (?:between|of) {v} (?:and|to|by|over) {v}`), (_, a = '', b = '') => `${a} / ${b}`],
  [rule(String.raw`\bdivide {v} (?:by|with|into) {v}`), (_, a = '', b = '') => `${a} / ${b}`],
  [rule(String.raw`\bmultiply {v} (?:by|with|and|times) {v}`), (_, a = '', b = '') => `${a} * ${b}`],
  [rule(String.raw`\bsubtract {v} from {v}|\btake {v} (?:away )?from {v}`), (_, a, b, c, d) => `${b ?? d ?? ''} - ${a ?? c ?? ''}`],
  [rule(String.raw`\badd {v} (?:to|and|plus) {v}`), (_, a = '', b = '') => `${b} + ${a}`],
  [rule(String.raw`\b(?:increase|raise) {v} by {v}`), (_, a = '', b = '') => `${a} + ${b}`],
  [rule(String.raw`\b(?:decrease|reduce|lower) {v} by {v}`), (_, a = '', b = '') => `${a} - ${b}`],
  [rule(String.raw`{v} (?:increased|raised) by {v}`), (_, a = '', b = '') => `${a} + ${b}`],
  [rule(String.raw`{v} (?:decreased|reduced|lowered|discounted) by {v}`), (_, a = '', b = '') => `${a} - ${b}`],
  [rule(String.raw`{v} (?:with|after|at|less|minus)? ?(?:a |an )?{v} (?:discount|off|reduction)`), (_, a = '', b = '') => `${a} - ${b}`],
  [rule(String.raw`(?:a |an )?{v} (?:(?:discount|reduction|off) (?:on|of|from)|off) {v}`), (_, a = '', b = '') => `${b} - ${a}`],
  [rule(String.raw`{v} (?:plus|with|including) (?:a |an )?{v} (?:tax|vat|tip|markup|surcharge)`), (_, a = '', b = '') => `${a} + ${b}`],
  [rule(String.raw`(?:a |an )?{v} tip on (?:a )?{v}(?: bill)?`), (_, a = '', b = '') => `${a} of ${b}`],
  [rule(String.raw`(?:a |an )?tip on (?:a |an )?{v}(?: bill| meal| check)? (?:at|of) {v}`), (_, a = '', b = '') => `${b} of ${a}`],
  [
    rule(String.raw`\b(?:what )?percent(?:age)? (?:of|is) {v} (?:is|of) {v}`),
    (all = '', a = '', b = '') => (/percent(?:age)? of/i.test(all) ? `${b} / ${a} * 100` : `${a} / ${b} * 100`),
  ],
  [rule(String.raw`{v} (?:is|as) (?:what|a) percent(?:age)? of {v}`), (_, a = '', b = '') => `${a} / ${b} * 100`],
  [rule(String.raw`\b(?:half|halve)(?: of)? {v}`), (_, a = '') => `${a} / 2`],
  [
    rule(String.raw`\b(?:a|one) (third|quarter|fifth|tenth) of {v}`),
    (_, part = '', a = '') => `${a} / ${{ third: 3, quarter: 4, fifth: 5, tenth: 10 }[part.toLowerCase()] ?? 1}`,
  ],
  [rule(String.raw`\b(?:double|twice)(?: of)? {v}`), (_, a = '') => `2 * ${a}`],
  [rule(String.raw`\btriple(?: of)? {v}`), (_, a = '') => `3 * ${a}`],
  [
    rule(
      String.raw`\bround {v}(?: off)?(?: to (\d+) (?:decimal places?|decimals?|digits?|places?)| to (?:the )?nearest (?:whole number|integer|whole|unit|one))?`,
    ),
    (_, a = '', digits) => (digits === undefined ? `round(${a})` : `round(${a}, ${digits})`),
  ],
  [rule(String.raw`{v},? rounded to (\d+) (?:decimal places?|decimals?|digits?|places?)`), (_, a = '', digits = '0') => `round(${a}, ${digits})`],
];

/** Words of asking around an expression. */
const frame =
  /^(?:(?:so|now|and|then|please|also)\s+)*(?:what(?:'s| is| are| do you get (?:for|when)| would .* be)?|how much (?:is|are|would .* be)|calculate|compute|evaluate|work out|find|give|get|determine|solve|take|tell me|show|return)?\s*(?:the\s+)?(?:(?:result|value|answer|outcome|calculation|expression)\s*(?:of|for|to|:)?\s+)?/i;

/** The arithmetic expression that a text asks for, in the calculator's notation; undefined when there is more to it. */
export function expressionIn(text: string): string | undefined {
  let rest = ` ${withDigits(text).toLowerCase().trim()} `
    .replace(/\b(?:the )?(?:following )?(?:amounts?|values|figures|numbers|prices|integers)\b:?(?= -?[\d$€£])/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/(\d)\s?(?:percent|per cent)\b/g, '$1%')
    .replace(/[$€£](?=\d)/g, '')
    .replace(/(\d(?:[\d.,]*\d)?) (?:euros?|dollars?|eur|usd|gbp)\b/g, '$1')
    .replace(/\b(\d+(?:\.\d+)?) (million|thousand|hundred)\b/g, (_, digits: string, size: string) =>
      String(Number(digits) * ({ million: 1e6, thousand: 1e3, hundred: 100 }[size] ?? 1)),
    )
    .trim()
    .replace(frame, '')
    .replace(/(?:\s+(?:for me|please|exactly|in total))+$/, '')
    .replace(/[?=.!\s]+$/, '')
    .trim();
  for (let round = 0; round < 4; round += 1) {
    const before = rest;
    for (const [pattern, rewrite] of rewrites) rest = rest.replace(pattern, (...found) => rewrite(...(found.slice(0, -2) as string[])));
    if (rest === before) break;
  }
  rest = rest
    .replace(/\bmultiplied (?:by|with)\b|\btimes\b|×|(?<=\d\s)x(?=\s\d)/g, '*')
    .replace(/\bdivided by\b|÷/g, '/')
    .replace(/\bplus\b|\badded to\b/g, '+')
    .replace(/\bminus\b|−/g, '-')
    .replace(/\bthe\b|\bnumbers?\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return isExpression(rest) ? rest : symbolic(rest);
}

/** A whole expression: nothing but numbers, operators, known functions and units, with something to compute. */
function isExpression(text: string): boolean {
  const foreign = text.replace(
    /\b(?:sqrt|cbrt|abs|round|floor|ceil|trunc|min|max|sum|product|avg|mean|median|gcd|lcm|mod|pow|factorial|exp|ln|log|log2|log10|sin|cos|tan|asin|acos|atan|deg|pi|e|of|km|m|cm|mm|kg|g|mg|lb|oz|h|hours?|min|minutes?|s|seconds?|days?|weeks?|l|ml|miles?|feet|inches|pounds|ounces|metres|meters|kilometres|kilometers|grams|kilograms|litres|liters|in|to)\b|[\d\s.,+\-*/^()!%]|(?<=\d)e[+-]?(?=\d)/g,
    '',
  );
  const numbers = text.match(/\d[\d.,]*/g)?.length ?? 0;
  return (
    foreign === '' &&
    (numbers > 1 || /[!]|[a-z]\(/.test(text)) &&
    /\d/.test(text) &&
    /[\d)%!](?:\s?[a-z]+)?\s*(?:[-+*/^!%]|of\b)|[a-z]\(/.test(text) &&
    !/^\s*(?:\d+\s*%|-?[\d.,]+)\s*$/.test(text) &&
    !/[-+*/^]\s*$/.test(text)
  );
}

/** The longest piece in symbols: "the value of 12 * (3 + 4) in my notes". */
function symbolic(text: string): string | undefined {
  const residue = text
    .replace(/[\d.,\s]*\d[\d\s.,+\-*/^()!%]*[-+*/^][\d\s.,+\-*/^()!%]*[\d)!%]/, ' ')
    .replace(
      /\b(?:is|what|the|value|result|of|expression|calculate|compute|equal|equals|a|answer|to|for|this|sum|calculation|following|please|much|how)\b/g,
      ' ',
    )
    .trim();
  if (residue !== '' && !/^[\s.?:!]*$/.test(residue)) return undefined;
  const found = /\(*-?\d[\d\s.,+\-*/^()!%]*[-+*/^][\d\s.,+\-*/^()!%]*[\d)!%]/.exec(text)?.[0].trim();
  return found !== undefined && isExpression(found) ? found : undefined;
}

function commas(numbers: string): string {
  return (numbers.match(/-?\d[\d.]*(?:,\d{3}(?!\d))*(?:\.\d+)?%?|[a-z0-9]+\([^()]*\)/g) ?? [])
    .map((number) => number.replace(/[.,]$/, '').replaceAll(',', /\(/.test(number) ? ',' : ''))
    .join(', ');
}

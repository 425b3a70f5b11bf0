import { defineKind, type AgentKind } from '../agent-kind.ts';

export const interest: AgentKind = defineKind({
  agentId: 'interest-calculator',
  title: 'interest and loan payments',
  signs: [[/\b(?:simple|compound|compounded) interest\b|\binterest (?:on|of|for|at)\b|\bcompounded\b/, 2], [/\b(?:monthly|loan|mortgage) (?:payments?|instal?ments?|rate)\b|\bmortgage\b|\bloan\b/, 2]],
  description: 'Simple interest, compound interest, and the monthly payment of a loan or mortgage.',
  categories: ['finance'],
  inputs: 'method, principal, rate (percent a year), years, compoundsPerYear (1 when absent).',
  outputs: 'result (interest earned, or the monthly payment), total, summary.',
  constraints: 'Pure computation; amounts are rounded to cents at the end.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['method', 'principal', 'rate', 'years'],
    properties: {
      method: { type: 'string', enum: ['simple', 'compound', 'loan'], description: 'simple: simple interest. compound: interest on interest, compounded. loan: monthly payment of a loan, mortgage, instalment.' },
      principal: { type: 'number', minimum: 0, description: 'Amount of money, loan or deposit.' },
      rate: { type: 'number', description: 'Interest rate in percent a year.' },
      years: { type: 'number', minimum: 0, description: 'Term in years.' },
      compoundsPerYear: { type: 'integer', minimum: 1, maximum: 366, description: 'How often interest is compounded a year.' },
    },
  },
  results: { result: { type: 'number' }, total: { type: 'number' } },
  example: { method: 'compound', principal: 1000, rate: 5, years: 3 },
  code: String.raw`
const cents = value => Math.round((value + Number.EPSILON) * 100) / 100;

export async function handler(input, ctx) {
  const { method, principal, rate, years } = input;
  const share = rate / 100;
  if (method === 'loan') {
    const months = Math.round(years * 12);
    if (months < 1) throw new Error('the term must be at least one month');
    const monthly = share / 12;
    const payment = monthly === 0 ? principal / months : principal * monthly / (1 - (1 + monthly) ** -months);
    return { result: cents(payment), total: cents(payment * months), interest: cents(payment * months - principal), summary: 'The monthly payment is ' + cents(payment) + ' for ' + months + ' months, ' + cents(payment * months) + ' in all, of which ' + cents(payment * months - principal) + ' is interest' };
  }
  const times = input.compoundsPerYear ?? 1;
  const total = method === 'simple' ? principal * (1 + share * years) : principal * (1 + share / times) ** (times * years);
  return { result: cents(total - principal), total: cents(total), summary: 'The ' + method + ' interest on ' + principal + ' at ' + rate + ' % over ' + years + ' years is ' + cents(total - principal) + ', ' + cents(total) + ' in all' };
}`,
});

export const percentChange: AgentKind = defineKind({
  agentId: 'percent-change',
  title: 'percentage change',
  signs: [[/\bpercent(?:age)? (?:change|increase|decrease|growth|difference)\b|\bgrowth rate\b|\b(?:change|increase|decrease|growth) in percent/, 2]],
  description: 'Percentage change (increase, decrease, growth) from one number to another.',
  categories: ['math'],
  inputs: 'from, to.',
  outputs: 'result (percent, negative for a decrease), difference, summary.',
  constraints: 'Pure computation; from must not be zero.',
  schema: { type: 'object', additionalProperties: false, required: ['from', 'to'], properties: { from: { type: 'number', description: 'The earlier number.' }, to: { type: 'number', description: 'The later number.' } } },
  results: { result: { type: 'number' }, difference: { type: 'number' } },
  example: { from: 80, to: 100 },
  code: String.raw`
export async function handler(input, ctx) {
  if (input.from === 0) throw new Error('the change from zero has no percentage');
  const difference = Number((input.to - input.from).toPrecision(12));
  const result = Number(((difference / Math.abs(input.from)) * 100).toPrecision(10));
  return { result, difference, unit: '%', summary: 'From ' + input.from + ' to ' + input.to + ' is ' + (result < 0 ? 'a decrease' : 'an increase') + ' of ' + Math.abs(result) + ' %' };
}`,
});

export const bodyMassIndex: AgentKind = defineKind({
  agentId: 'body-mass-index',
  title: 'body mass index',
  signs: [[/\bbmi\b|\bbody mass index\b/, 2]],
  description: 'Body mass index (BMI) from weight and height.',
  categories: ['health'],
  inputs: 'weightKg, heightM (metres; values above 3 are taken as centimetres).',
  outputs: 'result (kg/m²), category, summary.',
  constraints: 'Pure computation; categories of the World Health Organization for adults; no medical advice.',
  schema: { type: 'object', additionalProperties: false, required: ['weightKg', 'heightM'], properties: { weightKg: { type: 'number', exclusiveMinimum: 0, description: 'Weight in kg.' }, heightM: { type: 'number', exclusiveMinimum: 0, description: 'Height in m or cm, tall.' } } },
  results: { result: { type: 'number' }, category: { type: 'string' } },
  example: { weightKg: 70, heightM: 1.75 },
  code: String.raw`
export async function handler(input, ctx) {
  const height = input.heightM > 3 ? input.heightM / 100 : input.heightM;
  const result = Math.round((input.weightKg / (height * height)) * 10) / 10;
  const category = result < 18.5 ? 'underweight' : result < 25 ? 'normal weight' : result < 30 ? 'overweight' : 'obese';
  return { result, category, summary: 'The body mass index is ' + result + ' kg/m² (' + category + ' by the WHO table)' };
}`,
});

export const checksum: AgentKind = defineKind({
  agentId: 'checksum-validation',
  title: 'Luhn and ISBN checks',
  signs: [[/\bluhn\b|\bcard numbers?\b|\bisbn\b|\bcheck ?digits?\b/, 2]],
  description: 'Checks the check digit of a number: Luhn (card numbers), ISBN-10 and ISBN-13.',
  categories: ['validation'],
  inputs: 'digits (spaces and hyphens are ignored), scheme (by length when absent).',
  outputs: 'result (valid or not), scheme, summary.',
  constraints: 'Pure computation; says nothing of whether the number is in use.',
  schema: { type: 'object', additionalProperties: false, required: ['digits'], properties: { digits: { type: 'string', minLength: 2, maxLength: 64, description: 'The number with its check digit.' }, scheme: { type: 'string', enum: ['luhn', 'isbn'], description: 'luhn: card. isbn: book.' } } },
  results: { result: { type: 'boolean' }, scheme: { type: 'string' } },
  example: { digits: '978-3-16-148410-0' },
  code: String.raw`
export async function handler(input, ctx) {
  const digits = String(input.digits).replace(/[^0-9Xx]/g, '').toUpperCase();
  if (digits.length < 2) throw new Error('"' + input.digits + '" holds no number');
  const scheme = input.scheme ?? ((digits.length === 13 && /^97[89]/.test(digits)) || (digits.length === 10) ? 'isbn' : 'luhn');
  const values = Array.from(digits, digit => (digit === 'X' ? 10 : Number(digit)));
  let result;
  if (scheme === 'isbn' && digits.length === 10) result = values.reduce((sum, value, index) => sum + value * (10 - index), 0) % 11 === 0;
  else if (scheme === 'isbn') result = digits.length === 13 && values.reduce((sum, value, index) => sum + value * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0;
  else result = values.reverse().reduce((sum, value, index) => sum + (index % 2 === 0 ? value : value * 2 > 9 ? value * 2 - 9 : value * 2), 0) % 10 === 0;
  return { result, scheme, summary: input.digits + ' is ' + (result ? 'valid' : 'not valid') + ' by the ' + (scheme === 'isbn' ? 'ISBN' : 'Luhn') + ' check' };
}`,
});

export const geometry: AgentKind = defineKind({
  agentId: 'geometry',
  title: 'geometric formulas',
  signs: [[/\b(?:area|perimeter|circumference|volume|surface(?: area)?|diagonal|hypotenuse)\b/, 0.6], [/\b(?:circle|square|rectangle|triangle|sphere|cube|cuboid|box|cylinder|cone|trapezoid|trapezium|ellipse|hexagon|right triangle)\b/, 0.7], [/\bhypotenuse\b|\bpythagor/, 1.5]],
  description: 'Area, perimeter, volume and surface of geometric shapes: circle, square, rectangle, triangle, ellipse, trapezoid, sphere, cube, cuboid (box), cylinder, cone; hypotenuse of a right triangle.',
  categories: ['math'],
  inputs: 'shape, the lengths by name (radius, diameter, side, width, length, height, base), or dimensions in the usual order.',
  outputs: 'area and perimeter, or volume and surface; result (the measure asked for), summary.',
  constraints: 'Pure computation; lengths are positive and in one unit.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['shape'],
    properties: {
      shape: { type: 'string', enum: ['circle', 'square', 'rectangle', 'triangle', 'rightTriangle', 'ellipse', 'trapezoid', 'sphere', 'cube', 'cuboid', 'cylinder', 'cone'], description: 'The shape. cuboid: box. rightTriangle: hypotenuse, Pythagoras.' },
      measure: { type: 'string', enum: ['area', 'perimeter', 'circumference', 'volume', 'surface', 'hypotenuse', 'diagonal'], description: 'Which measure is the result.' },
      radius: { type: 'number', exclusiveMinimum: 0 },
      diameter: { type: 'number', exclusiveMinimum: 0 },
      side: { type: 'number', exclusiveMinimum: 0, description: 'Side or edge.' },
      width: { type: 'number', exclusiveMinimum: 0, description: 'Wide.' },
      length: { type: 'number', exclusiveMinimum: 0, description: 'Long.' },
      height: { type: 'number', exclusiveMinimum: 0, description: 'High, tall.' },
      base: { type: 'number', exclusiveMinimum: 0 },
      dimensions: { type: 'array', items: { type: 'number' }, description: 'Lengths without a name, in the usual order.' },
    },
  },
  results: { shape: { type: 'string' }, result: { type: 'number' } },
  example: { shape: 'circle', measure: 'area', radius: 5 },
  code: String.raw`
const NEEDS = { circle: ['radius'], square: ['side'], rectangle: ['width', 'height'], triangle: ['base', 'height'], rightTriangle: ['base', 'height'], ellipse: ['width', 'height'], trapezoid: ['base', 'width', 'height'], sphere: ['radius'], cube: ['side'], cuboid: ['length', 'width', 'height'], cylinder: ['radius', 'height'], cone: ['radius', 'height'] };
const STANDS_FOR = { height: ['length', 'side', 'base'], width: ['base', 'length', 'side'], side: ['length', 'width', 'height'], base: ['width', 'length', 'side'], length: ['side', 'base'] };

function lengthsOf(input) {
  const given = { ...input };
  if (given.radius === undefined && given.diameter !== undefined) given.radius = given.diameter / 2;
  const used = new Set();
  const spare = [...(input.dimensions ?? [])];
  const found = {};
  for (const name of NEEDS[input.shape]) if (given[name] !== undefined) { found[name] = given[name]; used.add(name); }
  for (const name of NEEDS[input.shape]) {
    if (found[name] !== undefined) continue;
    const other = (STANDS_FOR[name] ?? []).find(candidate => given[candidate] !== undefined && !used.has(candidate));
    if (other !== undefined) { found[name] = given[other]; used.add(other); }
    else found[name] = spare.shift();
    if (!(found[name] > 0)) throw new Error('a ' + input.shape + ' needs ' + NEEDS[input.shape].join(' and ') + '; "' + name + '" is missing');
  }
  return found;
}

function measuresOf(shape, { radius: r, side: a, width: w, height: h, base: b, length: l }) {
  const pi = Math.PI;
  switch (shape) {
    case 'circle': return { area: pi * r * r, perimeter: 2 * pi * r };
    case 'square': return { area: a * a, perimeter: 4 * a, diagonal: a * Math.SQRT2 };
    case 'rectangle': return { area: w * h, perimeter: 2 * (w + h), diagonal: Math.hypot(w, h) };
    case 'triangle': return { area: b * h / 2 };
    case 'rightTriangle': return { area: b * h / 2, hypotenuse: Math.hypot(b, h), perimeter: b + h + Math.hypot(b, h) };
    case 'ellipse': return { area: pi * w * h / 4 };
    case 'trapezoid': return { area: (b + w) * h / 2 };
    case 'sphere': return { volume: 4 / 3 * pi * r ** 3, surface: 4 * pi * r * r };
    case 'cube': return { volume: a ** 3, surface: 6 * a * a, diagonal: a * Math.sqrt(3) };
    case 'cuboid': return { volume: l * w * h, surface: 2 * (l * w + l * h + w * h), diagonal: Math.hypot(l, w, h) };
    case 'cylinder': return { volume: pi * r * r * h, surface: 2 * pi * r * (r + h) };
    default: return { volume: pi * r * r * h / 3, surface: pi * r * (r + Math.hypot(r, h)) };
  }
}

export async function handler(input, ctx) {
  const asked = input.measure === 'circumference' ? 'perimeter' : input.measure === 'area' && ['sphere', 'cube', 'cuboid', 'cylinder', 'cone'].includes(input.shape) ? 'surface' : input.measure;
  const shape = asked === 'hypotenuse' ? 'rightTriangle' : input.shape;
  const lengths = lengthsOf({ ...input, shape });
  const measures = Object.fromEntries(Object.entries(measuresOf(shape, lengths)).map(([name, value]) => [name, Number(value.toPrecision(10))]));
  const name = asked !== undefined && measures[asked] !== undefined ? asked : Object.keys(measures)[0];
  const given = Object.entries(lengths).map(([key, value]) => key + ' ' + value).join(', ');
  const label = shape === 'circle' && name === 'perimeter' ? 'circumference' : name;
  return { shape, ...measures, result: measures[name], summary: 'The ' + label + ' of a ' + (shape === 'rightTriangle' ? 'right triangle' : shape) + ' with ' + given + ' is ' + measures[name] };
}`,
});

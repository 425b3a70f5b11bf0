import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `geometry`. */
export const geometry: AgentKind = defineKind({
  agentId: 'geometry',
  title: 'geometric formulas',
  signs: [
    [/\b(?:area|perimeter|circumference|volume|surface(?: area)?|diagonal|hypotenuse)\b/, 0.6],
    [/\b(?:circle|square|rectangle|triangle|sphere|cube|cuboid|box|cylinder|cone|trapezoid|trapezium|ellipse|hexagon|right triangle)\b/, 0.7],
    [/\bhypotenuse\b|\bpythagor/, 1.5],
  ],
  description:
    'Area, perimeter, volume and surface of geometric shapes: circle, square, rectangle, triangle, ellipse, trapezoid, sphere, cube, cuboid (box), cylinder, cone; hypotenuse of a right triangle.',
  categories: ['math'],
  inputs: 'shape, the lengths by name (radius, diameter, side, width, length, height, base), or dimensions in the usual order.',
  outputs: 'area and perimeter, or volume and surface; result (the measure asked for), summary.',
  constraints: 'Pure computation; lengths are positive and in one unit.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['shape'],
    properties: {
      shape: {
        type: 'string',
        enum: ['circle', 'square', 'rectangle', 'triangle', 'rightTriangle', 'ellipse', 'trapezoid', 'sphere', 'cube', 'cuboid', 'cylinder', 'cone'],
        description: 'The shape. cuboid: box. rightTriangle: hypotenuse, Pythagoras.',
      },
      measure: {
        type: 'string',
        enum: ['area', 'perimeter', 'circumference', 'volume', 'surface', 'hypotenuse', 'diagonal'],
        description: 'Which measure is the result.',
      },
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

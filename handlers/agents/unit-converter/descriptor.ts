import type { AgentDescriptor } from '../agent-descriptor.ts';

/** Conversion between units of the same quantity. */
export const unitConverter: AgentDescriptor = {
  agentId: 'unit-converter',
  description:
    'Converts a value from one unit of measurement to another: length (kilometres, metres, miles, feet, inches), mass or weight (kilograms, pounds, ounces), temperature (Celsius, Fahrenheit, Kelvin), volume (litres, gallons, cups), area (square metres, acres, hectares), speed (km/h, mph, knots), data (bytes, kB, MiB, gigabits), time (seconds, hours, days), energy (joules, kWh, calories), pressure (bar, psi, pascal), power and angle. Use it whenever a quantity with a unit is wanted in another unit.',
  categories: ['built-in', 'math'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['value', 'from', 'to'],
    properties: {
      value: { type: 'number', description: 'The amount to convert.' },
      from: { type: 'string', minLength: 1, maxLength: 60, description: 'Source unit, for instance "miles", "kg", "°F", "km/h".' },
      to: { type: 'string', minLength: 1, maxLength: 60, description: 'Target unit of the same quantity.' },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['result', 'unit', 'quantity', 'summary'],
    properties: {
      result: { type: 'number', description: 'The converted amount.' },
      unit: { type: 'string', description: 'Symbol of the target unit.' },
      quantity: { type: 'string', description: 'What is measured, for instance length.' },
      summary: { type: 'string' },
    },
  },
};

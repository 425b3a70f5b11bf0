import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `temperature-table`. */
export const temperatureTable: AgentKind = defineKind({
  agentId: 'temperature-table',
  title: 'temperature tables',
  signs: [[/\btable\b[^.]*\b(?:celsius|fahrenheit|temperatures?)\b|\b(?:celsius|fahrenheit|temperatures?)\b[^.]*\btable\b/, 2]],
  description: 'Writes a conversion table of temperatures in Celsius, Fahrenheit and Kelvin over a range.',
  categories: ['math'],
  inputs: 'start, end, step (10 when absent), unit of the range.',
  outputs: 'result (a Markdown table), rows, summary.',
  constraints: 'Pure computation; at most 1,000 rows.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['start', 'end'],
    properties: {
      start: { type: 'number', description: 'First temperature, from.' },
      end: { type: 'number', description: 'Last temperature, to.' },
      step: { type: 'number', exclusiveMinimum: 0, description: 'Distance of the rows, steps.' },
      unit: { type: 'string', enum: ['celsius', 'fahrenheit', 'kelvin'], description: 'Unit of start and end; celsius when absent.' },
    },
  },
  results: { result: { type: 'string' }, rows: { type: 'integer' } },
  example: { start: 0, end: 100, step: 10 },
  code: String.raw`
export async function handler(input, ctx) {
  const step = input.step ?? 10;
  const [start, end] = input.start <= input.end ? [input.start, input.end] : [input.end, input.start];
  const count = Math.floor((end - start) / step + 1e-9) + 1;
  if (!(step > 0) || count > 1000) throw new Error('the table would have ' + count + ' rows; at most 1,000 are supported');
  const unit = input.unit ?? 'celsius';
  const toCelsius = { celsius: value => value, fahrenheit: value => (value - 32) * 5 / 9, kelvin: value => value - 273.15 }[unit];
  const show = value => Number(value.toFixed(2));
  const lines = Array.from({ length: count }, (_, index) => {
    const celsius = toCelsius(start + index * step);
    return '| ' + show(celsius) + ' | ' + show(celsius * 9 / 5 + 32) + ' | ' + show(celsius + 273.15) + ' |';
  });
  return { result: ['| °C | °F | K |', '| ---: | ---: | ---: |', ...lines].join('\n'), rows: count, summary: 'A table of ' + count + ' temperatures from ' + start + ' to ' + end + ' ' + unit };
}`,
});

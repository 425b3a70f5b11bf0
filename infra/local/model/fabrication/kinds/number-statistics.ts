import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `number-statistics`. */
export const numberStatistics: AgentKind = defineKind({
  agentId: 'number-statistics',
  title: 'statistics of a list of numbers',
  signs: [
    [/\bstandard deviation|\bvariance\b|\bstddev\b/, 1.2],
    [/\bmode\b|\bquartiles?\b|\bpercentiles?\b|\boutliers?\b/, 1],
    [/\bstatistics? (?:of|for|over) (?:the |these |a list of )?(?:numbers|values|list)/, 1.2],
  ],
  description: 'Statistics of a list of numbers: mean, median, mode, variance, standard deviation, quartiles, range.',
  categories: ['math'],
  inputs: 'numbers.',
  outputs: 'count, sum, mean, median, mode, min, max, range, variance and standardDeviation (sample and population), quartiles, summary.',
  constraints: 'Pure computation; 1 to 100,000 numbers.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['numbers'],
    properties: { numbers: { type: 'array', minItems: 1, items: { type: 'number' }, description: 'The numbers.' } },
  },
  results: {
    count: { type: 'integer' },
    mean: { type: 'number' },
    median: { type: 'number' },
    mode: { type: 'array' },
    variance: { type: 'number' },
    standardDeviation: { type: 'number' },
    populationStandardDeviation: { type: 'number' },
  },
  example: { numbers: [2, 4, 4, 4, 5, 5, 7, 9] },
  code: String.raw`
const tidy = value => Number(value.toPrecision(12));

function quantile(sorted, share) {
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (place - low);
}

export async function handler(input, ctx) {
  const numbers = input.numbers;
  if (!Array.isArray(numbers) || numbers.length === 0) throw new Error('"numbers" must be a list with at least one number');
  const sorted = [...numbers].sort((a, b) => a - b);
  const count = sorted.length;
  const sum = sorted.reduce((total, value) => total + value, 0);
  const mean = sum / count;
  const squares = sorted.reduce((total, value) => total + (value - mean) ** 2, 0);
  const counts = new Map();
  for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const mode = most === 1 ? [] : [...counts].filter(([, times]) => times === most).map(([value]) => value);
  const variance = count > 1 ? squares / (count - 1) : 0;
  const output = {
    count, sum: tidy(sum), mean: tidy(mean), median: tidy(quantile(sorted, 0.5)), mode, min: sorted[0], max: sorted[count - 1], range: tidy(sorted[count - 1] - sorted[0]),
    variance: tidy(variance), standardDeviation: tidy(Math.sqrt(variance)), populationVariance: tidy(squares / count), populationStandardDeviation: tidy(Math.sqrt(squares / count)),
    quartiles: [tidy(quantile(sorted, 0.25)), tidy(quantile(sorted, 0.5)), tidy(quantile(sorted, 0.75))],
  };
  output.summary = count + ' numbers: mean ' + output.mean + ', median ' + output.median + ', mode ' + (mode.length === 0 ? 'none' : mode.join(' and ')) + ', standard deviation ' + output.standardDeviation + ' (sample) or ' + output.populationStandardDeviation + ' (population), variance ' + output.variance + ', range ' + output.range;
  return output;
}`,
});

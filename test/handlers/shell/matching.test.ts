import { expect, it } from 'vitest';
import { activationOf } from '../../../handlers/core/fabrication/activation.ts';
import { canonicalNeed } from '../../../handlers/core/fabrication/need.ts';
import { matchAgents } from '../../../handlers/shell/matching.ts';

const agent = (agentId: string, description: string, properties: object = {}) => ({
  agentId,
  description,
  schema: { type: 'object', properties },
});
const agents = [
  agent('csv-statistics', 'Statistics over a CSV file: mean, median, extremes per column.', { csv: { type: 'string', description: 'The table.' } }),
  agent('text-analysis', 'Counts words, sentences and reading time of a text.', { text: { type: 'string' } }),
  agent('unit-converter', 'Converts between units of length, mass and time.', { fromUnit: { type: 'string' } }),
  agent('fabricator', 'Creates a new agent that counts words, statistics, units.'),
];

it('finds agents by name, description and schema, best first, never the fabricator', () => {
  expect(matchAgents('count the words of a text', agents, 3)).toMatchObject([{ agentId: 'text-analysis', score: 1 }]);
  expect(matchAgents('the median of a column in a CSV', agents, 3)[0]).toMatchObject({ agentId: 'csv-statistics' });
  expect(matchAgents('translate a poem into French', agents, 3)).toEqual([]);
  expect(matchAgents('words units statistics', agents, 2)).toHaveLength(2);
});

it('takes the same need in slightly other words for the same', () => {
  expect(canonicalNeed('An agent that counts the words of a text.', undefined)).toBe(canonicalNeed('agent to count words of TEXT', undefined));
  expect(canonicalNeed('converts metres to feet', undefined)).not.toBe(canonicalNeed('converts feet to metres', undefined));
  expect(canonicalNeed('counts words', 'a')).not.toBe(canonicalNeed('counts words', 'b'));
  expect(canonicalNeed('количество слов', undefined)).toBe('\nколичество слов');
});

it('activates by capability set', () => {
  const hosts = ['api.example.com'];
  expect(
    [[], ['model'], [`tool:double@${'a'.repeat(64)}`], ['http:api.example.com'], ['model', 'http:evil.example'], ['shell']].map(
      (set) => activationOf(set, hosts).activation,
    ),
  ).toEqual(['auto', 'auto', 'auto', 'review', 'never', 'never']);
});

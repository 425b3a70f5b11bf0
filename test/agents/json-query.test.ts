import { describe, expect, it } from 'vitest';
import { agentOf } from './agent-of.ts';

const run = agentOf('json-query');
const json = JSON.stringify({
  users: [
    { name: 'Ada', age: 36, address: { city: 'London' } },
    { name: 'Linus', age: 54, address: { city: 'Helsinki' } },
  ],
});

describe('json-query', () => {
  it('finds a plain field in the objects of an entry', async () => {
    expect(await run({ json, where: [{ field: 'city', operator: 'eq', value: 'london' }], aggregate: 'count' })).toMatchObject({ matched: 1, result: 1 });
  });

  it('follows a path with a filter', async () => {
    expect(await run({ json, path: 'users[?age > 40].name' })).toMatchObject({ result: ['Linus'] });
  });

  it.each([[{ field: 'weight', aggregate: 'sum' }], [{ sortBy: 'weight', limit: 1 }], [{ where: [{ field: 'weight', operator: 'gt', value: 1 }] }]])(
    'names the fields there are when %o names another',
    async (input) => {
      await expect(run({ json, ...input })).rejects.toThrow('no entry has a field "weight": the fields are "name", "age", "address"');
    },
  );
});

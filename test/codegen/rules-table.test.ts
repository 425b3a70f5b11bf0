import { describe, expect, it } from 'vitest';
import { compareModels } from '../../codegen/compat/compare-models.ts';
import type { Diagnostic } from '../../codegen/diagnostics.ts';
import type { Model } from '../../codegen/model/model.ts';
import { generateInline } from './inline-document.ts';

const entity = (name: string, more: object = {}, schema: object = {}): object => ({
  title: name,
  description: name,
  type: 'object',
  additionalProperties: false,
  required: ['id', 'item'],
  properties: { id: { type: 'string' }, item: { type: 'string' }, due: { type: 'integer' }, expiresAt: { type: 'integer' } },
  'x-table': {
    table: 'things',
    entity: name,
    partitionKey: 'id',
    sortKey: 'item',
    timeToLive: 'expiresAt',
    indexes: [{ name: 'due', partitionKey: 'item', sortKey: 'due', projection: ['id'] }],
    ...more,
  },
  ...schema,
});

async function of(first: object, second: object): Promise<{ readonly model: Model | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  return await generateInline({ 'x-tables': [{ $ref: 'a.json' }, { $ref: 'b.json' }] }, { 'a.json': first, 'b.json': second });
}

const told = ({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): readonly string[] =>
  diagnostics.map(({ code, file, pointer, line, hint }) => `${code} ${file}${pointer} ${line !== undefined && line > 1 ? 'placed' : 'lost'} ${hint}`);

describe('entities of one table', () => {
  it('are what the table uses of them', async () => {
    expect(told(await of(entity('a'), entity('b')))).toEqual([]);
  });

  it.each<[string, object, object, string]>([
    ['an expiry', { timeToLive: 'expiresAtt' }, {}, 'table-attribute-missing b.json/x-table/timeToLive placed Did you mean "expiresAt"?'],
    [
      'a key of an index',
      { indexes: [{ name: 'other', partitionKey: 'itemm', projection: ['id'] }] },
      {},
      'table-attribute-missing b.json/x-table/indexes/0/partitionKey placed Did you mean "item"?',
    ],
    [
      'a projected attribute',
      { indexes: [{ name: 'other', partitionKey: 'item', projection: ['id', 'dou'] }] },
      {},
      'table-attribute-missing b.json/x-table/indexes/0/projection/1 placed Did you mean "due"?',
    ],
    ['a key that may be absent', {}, { required: ['item'] }, 'table-key-optional b.json/properties/id placed Add it to "required".'],
  ])('are told of %s that they do not have', async (_, more, schema, expected) => {
    // an expiry that only one of them has is told all the same
    expect(told(await of(entity('a', { timeToLive: undefined }), entity('b', more, schema)))).toEqual([expected]);
  });

  it.each<[string, object, string]>([
    ['no sort key', { sortKey: undefined }, 'sortKey'],
    ['another partition key', { partitionKey: 'item' }, 'partitionKey'],
    ['another expiry', { timeToLive: 'due' }, 'timeToLive'],
    ['another index', { indexes: [{ name: 'due', partitionKey: 'id', sortKey: 'due', projection: ['id'] }] }, 'indexes/0/partitionKey'],
  ])('do not describe it differently: %s', async (_, more, pointer) => {
    expect(told(await of(entity('a'), entity('b', more)))).toEqual([expect.stringMatching(`^table-disagreement b.json/x-table/${pointer} placed`)]);
  });

  it('break when the keys of one of them change', async () => {
    const before = await of(entity('a'), entity('b'));
    const after = await of(entity('a', { sortKey: undefined }), entity('b'));
    if (before.model === undefined || after.model === undefined) throw new Error('there is no model');
    const { verdict, changes } = compareModels(before.model, after.model, 'backward');
    expect(verdict).toBe('major');
    expect(changes.map(({ rule }) => rule)).toContain('entity-key-changed');
  });
});

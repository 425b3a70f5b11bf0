import { describe, expect, it } from 'vitest';
import { agentOf } from './agent-of.ts';

describe('text-analysis', () => {
  const run = agentOf('text-analysis');
  const text = 'Dr. Smith paid 3.50 euros for it. It’s well-known, isn’t it? Yes!\n\nThe end … or not.\n';

  it('counts words, sentences, paragraphs and lines', async () => {
    expect(await run({ text, measures: ['words', 'sentences', 'paragraphs', 'lines'] })).toMatchObject({ words: 16, sentences: 4, paragraphs: 2, lines: 3 });
  });

  it('gives the one measure as result', async () => {
    expect(await run({ text: 'a bb ccc', measures: ['longestWord'] })).toEqual({ longestWord: 'ccc', result: 'ccc', summary: 'longest word "ccc"' });
  });

  it('counts keywords as whole words in any case', async () => {
    expect(await run({ text: 'Art, art and party. ART!', terms: ['art', 'cart'] })).toMatchObject({
      occurrences: [
        { term: 'art', count: 3 },
        { term: 'cart', count: 0 },
      ],
    });
  });

  it('leaves function words out of the frequent terms', async () => {
    expect((await run({ text: 'The cat and the dog and the cat', measures: ['frequentTerms'], top: 1 }))['frequentTerms']).toEqual([{ term: 'cat', count: 2 }]);
  });

  it.each([
    ['The cat sat on the mat and it was happy with all of that.', 'English'],
    ['Der Hund ist nicht im Haus, und die Katze ist auf dem Dach.', 'German'],
    ['Le chat est dans la maison et il ne dort pas avec les autres.', 'French'],
    ['12345', 'unknown'],
  ])('guesses the language of "%s"', async (sample, name) => {
    expect((await run({ text: sample, measures: ['language'] }))['result']).toBe(name);
  });

  it('takes an empty text', async () => {
    expect(await run({ text: '', measures: ['words', 'sentences', 'lines', 'readability'] })).toMatchObject({ words: 0, sentences: 0, lines: 0 });
  });
});

describe('text-compare', () => {
  const run = agentOf('text-compare');

  it('finds the shortest edit of lines', async () => {
    expect(await run({ first: 'a\nb\nc\n', second: 'a\nx\nc\nd\n' })).toMatchObject({
      equal: false,
      added: ['x', 'd'],
      removed: ['b'],
      similarity: 57.1,
      diff: '- b\n+ x\n  c\n+ d',
    });
  });

  it('does not care for line ends', async () => {
    expect(await run({ first: 'a\r\nb\r\n', second: 'a\nb' })).toMatchObject({ equal: true, similarity: 100 });
  });

  it('compares words', async () => {
    expect(await run({ first: 'the quick fox', second: 'the slow fox', mode: 'words' })).toMatchObject({ added: ['slow'], removed: ['quick'] });
  });

  it('compares lists whatever their form and order', async () => {
    expect(await run({ first: '- Pear\n- apple', second: 'apple; fig, pear', mode: 'lists', ignoreCase: true })).toMatchObject({
      common: ['Pear', 'apple'],
      added: ['fig'],
      removed: [],
    });
  });

  it('takes two empty texts', async () => {
    expect(await run({ first: '', second: '' })).toMatchObject({ equal: true });
  });

  it('stays within memory on large texts', async () => {
    const lines = (from: number): string => Array.from({ length: 5000 }, (_, index) => `line ${index + from}`).join('\n');
    expect(await run({ first: lines(0), second: lines(1) })).toMatchObject({ added: ['line 5000'], removed: ['line 0'] });
  });
});

describe('json-query', () => {
  const run = agentOf('json-query');
  const json = JSON.stringify({
    meta: { page: 1 },
    orders: [
      { id: 1, status: 'paid', total: 10, customer: { name: 'Ann' }, tags: ['a', 'b'] },
      { id: 2, status: 'open', total: '30.5', customer: { name: 'Bob' }, tags: [] },
      { id: 3, status: 'Paid', total: 5, customer: { name: 'Ann' }, tags: ['b'] },
    ],
  });

  it.each([
    ['orders[1].total', '30.5'],
    ['$.meta.page', 1],
    ['orders[-1].customer.name', 'Ann'],
    ['orders[*].id', [1, 2, 3]],
    ['orders[0:2].id', [1, 2]],
    ['orders[?status == "paid" && total > 5].id', [1]],
    ['..name', ['Ann', 'Bob', 'Ann']],
    ['orders.id', [1, 2, 3]],
    ["orders[?tags ~ 'b'].id", [1, 3]],
  ])('follows %s', async (path, result) => {
    expect((await run({ json, path }))['result']).toEqual(result);
  });

  it('aggregates with numbers in texts', async () => {
    expect((await run({ json, aggregate: 'sum', field: 'total' }))['result']).toBe(45.5);
    expect((await run({ json, aggregate: 'count', where: [{ field: 'status', operator: 'eq', value: 'paid' }] }))['result']).toBe(2);
    expect((await run({ json, aggregate: 'sum', field: 'total', groupBy: 'customer.name' }))['result']).toEqual({ Ann: 15, Bob: 30.5 });
    expect((await run({ json, aggregate: 'distinct', field: 'tags' }))['result']).toEqual(['a', 'b']);
  });

  it('sorts and limits', async () => {
    expect((await run({ json, field: 'id', sortBy: 'total', order: 'descending', limit: 2 }))['result']).toEqual([2, 1]);
  });

  it('reads one value a line', async () => {
    expect((await run({ json: '{"n":1}\n{"n":2}\n', aggregate: 'sum', field: 'n' }))['result']).toBe(3);
  });

  it('says what is wrong', async () => {
    await expect(run({ json: '{oops' })).rejects.toThrow('the text is not JSON');
    await expect(run({ json, field: 'price' })).rejects.toThrow('no entry has a field "price": the fields are "id", "status"');
    await expect(run({ json, path: 'orders[' })).rejects.toThrow('cannot read "["');
    await expect(run({ json, aggregate: 'mean', field: 'status' })).rejects.toThrow('no numbers');
  });
});

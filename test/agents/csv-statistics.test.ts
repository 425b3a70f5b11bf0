import { describe, expect, it } from 'vitest';
import { agentOf } from './agent-of.ts';

const run = agentOf('csv-statistics');
const mixed =
  '\uFEFFproduct,price,region,discount\r\n"Lamp, big",12.50,North,10%\r\n"6"" pipe","1,049.00",South,\r\nTable,€99.5,north,5%\r\n\r\n"Multi\nline",(20),South,N/A\r\n';

describe('csv-statistics', () => {
  it('reads quotes, commas and line ends in fields, currency signs, thousands separators and negative amounts', async () => {
    expect(await run({ csv: mixed, columns: ['price'], statistics: ['sum', 'min', 'max', 'count'] })).toMatchObject({
      rows: 4,
      columns: { price: { sum: 1141, min: -20, max: 1049, count: 4 } },
    });
  });

  it('skips cells that are no numbers and says how many', async () => {
    expect(await run({ csv: mixed, columns: ['discount'], statistics: ['mean'] })).toMatchObject({
      columns: { discount: { mean: 7.5, skipped: 2 } },
      result: 7.5,
    });
  });

  it.each([
    ['semicolons and decimal commas', 'a;b\n1,5;2\n1.234,5;3\n', 1236],
    ['tabs', 'a\tb\n1.5\t2\n2.5\t3\n', 4],
    ['bars', 'a|b\n1|x\n2|y\n', 3],
    ['blanks as thousands separators', 'a,b\n1 234,x\n766,y\n', 2000],
    ['apostrophes as thousands separators', 'a,b\n"1\'000",x\n1,y\n', 1001],
  ])('reads %s', async (_, csv, sum) => {
    expect((await run({ csv, columns: ['a'], statistics: ['sum'] }))['result']).toBe(sum);
  });

  it('computes every statistic of a sample', async () => {
    const { columns } = await run({ csv: 'n\n2\n4\n4\n4\n5\n5\n7\n9\n' });
    expect(columns).toEqual({
      n: { count: 8, sum: 40, mean: 5, median: 4.5, min: 2, max: 9, range: 7, stddev: 2.1380899353, variance: 4.57142857143, distinct: 5 },
    });
  });

  it('adds decimals without binary noise', async () => {
    expect((await run({ csv: 'n\n0.1\n0.2\n', statistics: ['sum'] }))['result']).toBe(0.3);
  });

  it('names the columns of a table without header', async () => {
    expect(await run({ csv: '1,2\n3,4\n', columns: ['column 2'], statistics: ['sum'] })).toMatchObject({ rows: 2, result: 6 });
  });

  it('names the columns there are', async () => {
    expect(await run({ csv: 'a,b\n1,2\n', statistics: ['columnNames'] })).toMatchObject({ result: ['a', 'b'], summary: '2 columns: a, b' });
  });

  it('refuses a figure of a column without numbers and names those with numbers', async () => {
    await expect(run({ csv: 'name,score\nA,1\n', columns: ['name'], statistics: ['mean'] })).rejects.toThrow(
      'the column "name" holds no numbers to take the mean of: columns of numbers are "score"',
    );
  });

  it('lists the rows that meet a condition in the order of the file', async () => {
    expect(await run({ csv: 'name,score\nA,1\nB,9\nC,5\n', where: [{ column: 'score', operator: 'lt', value: 9 }], top: 20 })).toMatchObject({
      top: [
        { name: 'A', score: '1' },
        { name: 'C', score: '5' },
      ],
      summary: '2 rows where score is below 9: 1. name A, score 1 | 2. name C, score 5',
    });
  });

  it('filters, any case, and counts', async () => {
    expect(
      await run({
        csv: mixed,
        statistics: ['count'],
        where: [
          { column: 'Region', operator: 'eq', value: 'NORTH' },
          { column: 'price', operator: 'gte', value: 99.5 },
        ],
      }),
    ).toMatchObject({ matchedRows: 1, result: 1 });
  });

  it('groups in order of the names', async () => {
    const { groups } = await run({ csv: 'k,v\nb,1\na,2\nb,3\n', groupBy: 'k', columns: ['v'], statistics: ['sum'] });
    expect(groups).toEqual([
      { group: 'a', rows: 1, columns: { v: { sum: 2 } } },
      { group: 'b', rows: 2, columns: { v: { sum: 4 } } },
    ]);
  });

  it('lists top and bottom rows', async () => {
    const csv = 'name,score\nA,5\nB,9\nC,n/a\nD,7\n';
    expect((await run({ csv, sortBy: 'score', top: 2 }))['top']).toEqual([
      { name: 'B', score: '9' },
      { name: 'D', score: '7' },
    ]);
    expect((await run({ csv, sortBy: 'score', top: 1, order: 'ascending' }))['top']).toEqual([{ name: 'A', score: '5' }]);
  });

  it('finds a column by nearly its name and names the columns otherwise', async () => {
    expect((await run({ csv: 'Unit Price (EUR),q\n3,1\n', columns: ['unit_price'], statistics: ['max'] }))['result']).toBe(3);
    await expect(run({ csv: 'a,b\n1,2\n', columns: ['salary'] })).rejects.toThrow('there is no column "salary": the columns are "a", "b"');
  });

  it('refuses an empty table', async () => {
    await expect(run({ csv: ' \n' })).rejects.toThrow('the CSV text is empty');
  });

  it('takes 50,000 rows in seconds', async () => {
    const csv = `n,g\n${Array.from({ length: 50_000 }, (_, index) => `${index},${index % 7}`).join('\n')}`;
    expect((await run({ csv, columns: ['n'], statistics: ['mean'] }))['result']).toBe(24999.5);
  });
});

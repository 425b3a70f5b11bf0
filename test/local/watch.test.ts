/** What the endpoints tell of changes in their own process. */
import { expect, it } from 'vitest';
import { Watch } from '../../infra/local/watch.ts';

const body = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const id = (text: string) => ({ id: { S: text } });

it('names every item that a request wrote, whatever the operation', () => {
  const told: unknown[] = [];
  const watch = new Watch(() => {});
  watch.add({ item: (table, attributes) => told.push([table, attributes]) });
  watch.tables('PutItem', body({ TableName: 'a', Item: id('1') }));
  watch.tables('UpdateItem', body({ TableName: 'a', Key: id('2') }));
  watch.tables('DeleteItem', body({ TableName: 'a', Key: id('3') }));
  watch.tables('BatchWriteItem', body({ RequestItems: { b: [{ PutRequest: { Item: id('4') } }, { DeleteRequest: { Key: id('5') } }] } }));
  watch.tables(
    'TransactWriteItems',
    body({
      TransactItems: [
        { Put: { TableName: 'c', Item: id('6') } },
        { Update: { TableName: 'd', Key: id('7') } },
        { ConditionCheck: { TableName: 'd', Key: id('8') } },
      ],
    }),
  );
  watch.tables('GetItem', body({ TableName: 'a', Key: id('9') }));
  expect(told).toEqual([
    ['a', id('1')],
    ['a', id('2')],
    ['a', id('3')],
    ['b', id('4')],
    ['b', id('5')],
    ['c', id('6')],
    ['d', id('7')],
  ]);
});

it('reads no body while nobody watches items, and tells nobody after the end', () => {
  const watch = new Watch(() => {});
  const told: string[] = [];
  const end = watch.add({ queue: (name) => told.push(name) });
  expect(() => watch.tables('PutItem', Buffer.from('not json'))).not.toThrow();
  watch.queue('q');
  end();
  watch.queue('r');
  expect(told).toEqual(['q']);
});

it('reports a watcher that throws and tells the others', () => {
  const defects: unknown[] = [];
  const told: string[] = [];
  const watch = new Watch((error) => defects.push(error));
  const broken = new Error('broken');
  watch.add({
    queue: () => {
      throw broken;
    },
  });
  watch.add({ queue: (name) => told.push(name) });
  watch.queue('q');
  expect([defects, told]).toEqual([[broken], ['q']]);
});

import { describe, expect, it } from 'vitest';
import { createOfflineModel } from '../../../infra/local/model/offline-model.ts';
import { work } from '../../eval/team.ts';

const prices = { name: 'prices.csv', content: 'product,category,price,stock\nLamp,Home,12.50,10\nChair,Home,49.00,3\nPen,Office,1.20,500\n' };
const notes = { name: 'notes.txt', content: 'Anna wrote this. Bob read it.\n' };

/** The answer without the step's own words. */
async function answer(task: string): Promise<string> {
  return (await work(createOfflineModel(), task, task.includes('notes') ? [notes] : [prices])).answer;
}

describe('what a step says and no input can say is refused with the reason', () => {
  it.each([
    ['What is the average weight in prices.csv?', 'there is no column "weight": the columns are "product", "category", "price", "stock".'],
    ['average price per brand in prices.csv', 'there is no column "brand": the columns are "product", "category", "price", "stock".'],
    ['How many products have a weight above 10 in prices.csv?', 'there is no column "weight": the columns are "product", "category", "price", "stock".'],
    [
      'How many products are there for Garden in prices.csv?',
      'prices.csv does not hold "Garden"; its columns are "product", "category", "price", "stock": name the column, as in "where product is Garden".',
    ],
    ['What is the total price in 2023 in prices.csv?', 'it is not clear what the number 2023 stands for.'],
    ['What share of the total price in prices.csv is Home?', 'no agent works out "share" over a file.'],
    ['What is the average price in price.csv?', 'the file "price.csv" is not attached (attached: "prices.csv").'],
    ['How many words did Carla write in notes.txt?', 'a measure of the whole text says nothing of "Carla".'],
    ['How many words are in the first sentence of notes.txt?', 'no agent measures only a part of a text ("first sentence").'],
  ])('%s', async (task, reason) => {
    expect(await answer(task)).toContain(reason);
  });

  it('reads a value that only the rest of a long file holds', async () => {
    const content = `score,team\n${Array.from({ length: 400 }, (_, index) => `${index},${index < 390 ? 'red' : 'green'}\n`).join('')}`;
    expect((await work(createOfflineModel(), 'How many rows in long.csv belong to the team green?', [{ name: 'long.csv', content }])).answer).toContain(
      '10 rows where team is green',
    );
  });
});

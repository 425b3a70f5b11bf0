import type { TeamFile } from './team.ts';

const file = (name: string, content: string): TeamFile => ({ name, content });

/** Mean price 54.2, total 271, 5 rows; Home 2 rows, Office 3. */
export const prices = file(
  'prices.csv',
  'product,category,price,stock\nLamp,Home,12.50,10\nChair,Home,49.00,3\nPen,Office,1.20,500\nDesk,Office,199.99,2\n"Ink, black",Office,8.31,40\n',
);
/** 23 words, 5 sentences. */
export const notes = file(
  'notes.txt',
  'Meeting notes. We talked about prices and delivery. Delivery takes two weeks. Prices stay the same!\n\nAnna will call the supplier on Monday.\n',
);
/** Mean salary 5000. */
export const staffA = file('a.csv', 'name,department,salary\nAnn,IT,5000\nBob,HR,4000\nCid,IT,6000\n');
/** Mean salary 5250. */
export const staffB = file('b.csv', 'name,department,salary\nDee,IT,7000\nEve,HR,3500\n');
/** Two shipped of three; totals 242.5, shipped 162.5, Ann 162.5. */
export const orders = file(
  'orders.json',
  JSON.stringify(
    {
      orders: [
        { id: 1, status: 'shipped', total: 120.5, customer: 'Ann' },
        { id: 2, status: 'open', total: 80, customer: 'Bob' },
        { id: 3, status: 'shipped', total: 42, customer: 'Ann' },
      ],
    },
    null,
    1,
  ),
);
export const before = file('old.txt', 'one\ntwo\nthree\n');
export const after = file('new.txt', 'one\n2\nthree\nfour\n');
/** Mean distance 4 miles. */
export const runs = file('runs.csv', 'date,distance_miles,minutes\n2024-01-01,3,30\n2024-01-02,5,45\n');
/** Sorted without duplicates: apple, fig, pear. */
export const fruit = file('fruit.txt', 'pear\napple\npear\nfig\n');
/** Continental style; total 3,734.50, 3 rows. */
export const sales = file('umsatz.csv', 'region;betrag;monat\nNord;1.234,50;Januar\nSüd;2.000,00;Januar\nNord;500,00;Februar\n');

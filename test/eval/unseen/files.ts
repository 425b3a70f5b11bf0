import type { TeamFile } from '../team.ts';

const file = (name: string, content: string): TeamFile => ({ name, content });
const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => `${line(index + 1)}\n`).join('');

/** 6 rows; revenue 1299.90 in all, North 520, South 380, East 399.90; units 43, Widget 30, Gadget 10, Gizmo 3. */
export const sales = file(
  'sales.csv',
  'date,region,product,units,revenue\n2024-01-05,North,Widget,10,250.00\n2024-01-12,South,Gadget,4,180.00\n2024-02-03,North,Gadget,6,270.00\n2024-02-20,East,Widget,12,300.00\n2024-03-11,South,Widget,8,200.00\n2024-03-15,East,Gizmo,3,99.90\n',
);
/** Mean salary 64666.67, Engineering 73333.33, Marketing 59500, Sales 49000; mean age 39.67, median 39.5. */
export const employees = file(
  'employees.csv',
  'name,department,age,salary,city\nAlice,Engineering,34,72000,Berlin\nBob,Marketing,45,58000,Paris\nCarla,Engineering,29,65000,Berlin\nDavid,Sales,51,49000,Madrid\nEva,Marketing,38,61000,Paris\nFarid,Engineering,41,83000,London\n',
);
/** Totals 525, 630 and 450. */
export const firstQuarter = file('q1.csv', 'store,amount\nA,100\nB,250\nC,175\n');
export const secondQuarter = file('q2.csv', 'store,amount\nA,120\nB,200\nC,310\n');
export const thirdQuarter = file('q3.csv', 'store,amount\nA,90\nB,300\nC,60\n');
/** 500 rows, far more than a preview shows; team green only in the last hundred: their mean is 450.5, that of all 250.5. */
export const big = file('big.csv', `id,score,team\n${lines(500, (index) => `${index},${index},${index > 400 ? 'green' : index % 2 === 0 ? 'blue' : 'red'}`)}`);
/** 1 to 600, one a line: 180300 in all. */
export const numbers = file('numbers.txt', lines(600, String));
/** 37 words, 5 sentences, 3 lines, 24 unique words; keeper 3 times, the 8 times. */
export const story = file(
  'story.txt',
  'The old lighthouse stood on the cliff. Every night the keeper lit the lamp, and every night the ships passed safely.\nOne winter the lamp went dark. The keeper was gone.\nNobody knew where the keeper went.\n',
);
export const letter = file(
  'letter.txt',
  'Dear Sam,\nPlease send 3 copies of the report to maria@example.org and info@example.com.\nThe meeting is on 2024-05-02.\nThanks, Maria\n',
);
/** 4 items, qty 433 (hardware 420, tools 13), mean price 8.6875. */
export const inventory = file(
  'inventory.json',
  JSON.stringify({
    warehouse: 'Lyon',
    items: [
      { sku: 'A1', name: 'Bolt', qty: 120, price: 0.25, category: 'hardware' },
      { sku: 'B2', name: 'Hammer', qty: 8, price: 14.5, category: 'tools' },
      { sku: 'C3', name: 'Saw', qty: 5, price: 19.9, category: 'tools' },
      { sku: 'D4', name: 'Nut', qty: 300, price: 0.1, category: 'hardware' },
    ],
  }),
);
export const users = file(
  'users.json',
  JSON.stringify(
    [
      { id: 1, name: 'Ada', age: 36, active: true, address: { city: 'London' } },
      { id: 2, name: 'Linus', age: 54, active: false, address: { city: 'Helsinki' } },
      { id: 3, name: 'Grace', age: 45, active: true, address: { city: 'London' } },
    ],
    null,
    2,
  ),
);
/** Only in the first bread; only in the second butter and tea; in both apples, milk and eggs. */
export const firstDraft = file('draft1.txt', 'apples\nbread\nmilk\neggs\n');
export const secondDraft = file('draft2.txt', 'apples\nmilk\nbutter\neggs\ntea\n');
/** Titles with ratings 8.1, 6.4, 7.9, 5.5, 7.0: mean 6.98; Drama 8.1 and 7, Comedy 6.4 and 5.5, Horror 7.9. */
export const films = file(
  'films.csv',
  'title,genre,year,rating,length_min\nHarbour,Drama,2019,8.1,124\nPicnic,Comedy,2021,6.4,95\nCellar,Horror,2021,7.9,101\nWedding Two,Comedy,2018,5.5,99\nTides,Drama,2022,7.0,140\n',
);
/** 2024-05-02 14.20 food, 05-09 60.00 travel, 05-20 8.80 food, 06-03 120.00 rent: 203 in all, May 83. */
export const expenses = file(
  'expenses.csv',
  'Date;Category;Amount\n2024-05-02;food;14.20\n2024-05-09;travel;60.00\n2024-05-20;food;8.80\n2024-06-03;rent;120.00\n',
);
/** Mean temperature 15, July 24; rain Oslo 130, Rome 85, Cairo 5. */
export const weather = file(
  'weather.csv',
  'city,month,temp_c,rain_mm\nOslo,Jan,-4,50\nOslo,Jul,17,80\nRome,Jan,8,70\nRome,Jul,26,15\nCairo,Jan,14,5\nCairo,Jul,29,0\n',
);
/** Two tickets are of high priority, two not closed; hours: Mia 5, Leo 9. */
export const tickets = file(
  'tickets.json',
  JSON.stringify({
    tickets: [
      { id: 'T1', priority: 'high', hours: 5, owner: 'Mia', closed: true },
      { id: 'T2', priority: 'low', hours: 1, owner: 'Leo', closed: false },
      { id: 'T3', priority: 'high', hours: 8, owner: 'Leo', closed: false },
    ],
  }),
);
/** 19 words; rivers 4 times. */
export const essay = file(
  'essay.md',
  '# Rivers\n\nRivers shape valleys. Rivers carry water, sand and stones to the sea.\n\nMany cities were built near rivers.\n',
);
/** Bolts 130 in two rows; warehouse A 150. */
export const stock = file('stock.csv', 'item,warehouse,qty,unit_price\nBolt,A,100,0.2\nNut,A,50,0.1\nBolt,B,30,0.25\nGear,B,5,12.5\n');
/** Anna and Ben are in both. */
export const team = file('team.txt', 'Anna\nBen\nCara\n');
export const guests = file('guests.txt', 'Ben\nDora\nAnna\n');
/** Two dogs of 30 and 12 kg; Bella is the oldest. */
export const pets = file(
  'pets.csv',
  'pet,species,weight_kg,age_years,owner\nRex,dog,30,5,Tom\nMia,cat,4,3,Sue\nBella,dog,12,9,Sue\nKiki,bird,0.1,2,Tom\nNemo,fish,0.05,1,Ann\n',
);
/** Means: math 78.33, english 81.67, art 84.33. */
export const grades = file('grades.csv', 'student;math;english;art\nLea;90;80;70\nMax;60;75;95\nZoe;85;90;88\n');
/** Milk is out of stock; 27 pieces in all. */
export const shop = file(
  'shop.json',
  JSON.stringify({
    shop: 'Corner',
    products: [
      { name: 'Tea', price: 3.5, stock: 20, tags: ['drink'] },
      { name: 'Milk', price: 1.2, stock: 0, tags: ['drink', 'fresh'] },
      { name: 'Bread', price: 2.8, stock: 7, tags: ['fresh'] },
    ],
  }),
);
/** 27 words in 2 sentences; choose and moon twice each. */
export const speech = file(
  'speech.txt',
  'We choose to go to the moon. We choose to go to the moon in this decade, not because it is easy, but because it is hard.\n',
);

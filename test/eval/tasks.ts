/**
 * The evaluation set: tasks with outcomes a program can check, each in several wordings. The tests run it on the offline
 * model; `npm run eval` runs it on any model, with the real prompts on the embedded runtime.
 */
import { after, before, fruit, notes, orders, prices, runs, sales, staffA, staffB } from './files.ts';
import type { Outcome, TeamAgent, TeamFile } from './team.ts';

export interface EvalTask {
  readonly name: string;
  readonly wordings: readonly string[];
  readonly files?: readonly TeamFile[];
  /** Agents beside the built-in ones. */
  readonly agents?: readonly TeamAgent[];
  readonly context?: Readonly<Record<string, unknown>>;
  /** What the answer must hold: numbers as they are (thousands separators and further digits allowed), or patterns. */
  readonly holds: readonly (number | RegExp)[];
  /** Agents whose calls succeed, turn by turn, order within a turn ignored; any when absent. */
  readonly calls?: readonly (readonly string[])[] | undefined;
  /** It is about the tools that the supervisor answers itself: only on the embedded runtime. */
  readonly needs?: 'supervisor';
  /** A limit of the offline model that another one does not have. */
  readonly only?: 'offline';
  /** What the answer must not claim. */
  readonly never?: RegExp;
}

/** Why an outcome is not what the task wants; undefined when it is. Which agents are called counts only when `strict`. */
export function problemWith(task: EvalTask, outcome: Outcome, strict = true): string | undefined {
  const plain = outcome.answer.replace(/(\d),(?=\d{3}\b)/g, '$1');
  for (const wanted of task.holds) {
    const found =
      typeof wanted === 'number'
        ? new RegExp(`(?<![\\d.])${String(wanted).replace('.', '\\.')}(?![\\d]*[.]?[1-9])`).test(plain) ||
          (String(wanted).includes('.') && new RegExp(`(?<![\\d.])${String(wanted).replace('.', '\\.')}\\d*`).test(plain))
        : wanted.test(plain);
    if (!found) return `the answer does not hold ${String(wanted)}: ${outcome.answer}`;
  }
  if (task.never?.test(plain) === true) return `the answer claims ${String(task.never)}: ${outcome.answer}`;
  if (strict && task.calls !== undefined) {
    const made = outcome.calls.map((turn) =>
      turn
        .filter((call) => call.ok)
        .map((call) => call.agent)
        .toSorted()
        .join('+'),
    );
    const wanted = task.calls.map((turn) => turn.toSorted().join('+'));
    if (made.join(' | ') !== wanted.join(' | ')) return `calls were ${made.join(' | ')}, wanted ${wanted.join(' | ')}`;
  }
  return undefined;
}

const flaky: TeamAgent = {
  name: 'stock-lookup',
  description: 'Looks up how many pieces of a product are in stock in the warehouse.',
  inputSchema: { json: { type: 'object', required: ['product'], properties: { product: { type: 'string', description: 'Product name.' } } } },
  run: (input, call) => {
    if (call === 1) throw new Error('the warehouse is temporarily unavailable');
    return { product: input['product'], stock: 17 };
  },
};
const broken: TeamAgent = {
  ...flaky,
  run: () => {
    throw new Error('the warehouse database is down');
  },
};
const translator: TeamAgent = {
  name: 'translator',
  description: 'Translates a text into another language.',
  inputSchema: {
    json: {
      type: 'object',
      required: ['text', 'targetLanguage'],
      properties: {
        text: { type: 'string', description: 'Text to translate.' },
        targetLanguage: { type: 'string', description: 'Language to translate into.' },
      },
    },
  },
  run: (input) => ({ translation: input['text'] === 'good morning' && input['targetLanguage'] === 'French' ? 'bonjour' : `?${JSON.stringify(input)}` }),
};
const weather: TeamAgent = {
  name: 'weather-report',
  description: 'Current weather and temperature of a city.',
  inputSchema: {
    json: {
      type: 'object',
      required: ['city'],
      properties: { city: { type: 'string', description: 'City name.' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
    },
  },
  run: (input) => `It is 18 degrees and sunny in ${String(input['city'])}`,
};

/** Its total stands far behind what is shown of a result. */
const inventory: TeamAgent = {
  name: 'inventory-export',
  description: 'Exports the whole inventory of a warehouse: every item and the total value of the stock.',
  inputSchema: { json: { type: 'object', required: ['warehouse'], properties: { warehouse: { type: 'string', description: 'Name of the warehouse.' } } } },
  run: (input) => ({
    warehouse: input['warehouse'],
    items: Array.from({ length: 900 }, (_, index) => ({ sku: `SKU-${10_000 + index}`, shelf: `A${index % 40}`, pieces: (index * 7) % 50 })),
    total: 48_211.5,
  }),
};
/** Its description has no word of the task, only others of the same meaning. */
const forecast: TeamAgent = {
  ...weather,
  name: 'forecast',
  description: 'Current forecast for a city: sky and temperature.',
};
/** More agents than are offered at once. */
const crowd: readonly TeamAgent[] = Array.from({ length: 30 }, (_, index) => ({
  name: `archive-${index + 1}`,
  description: `Keeps the papers of department ${index + 1}.`,
  inputSchema: { json: { type: 'object', required: ['paper'], properties: { paper: { type: 'string', description: 'Title of the paper.' } } } },
  run: () => 'kept',
}));

/** Any honest way to say that something was not possible. */
const UNDONE = /could not|couldn't|cannot|can't|unable|not available|unavailable|failed|was not possible/i;

export const evalTasks: readonly EvalTask[] = [
  {
    name: 'mean of a column',
    files: [prices],
    wordings: [
      'What is the average price in prices.csv?',
      'Compute the mean of the price column of prices.csv',
      'prices.csv: how much does a product cost on average (price)?',
    ],
    holds: [54.2],
    calls: [['csv-statistics']],
  },
  {
    name: 'several statistics of a column',
    files: [prices],
    wordings: [
      'Give me the minimum, maximum and median price in prices.csv',
      'What are the lowest, the highest and the median price in prices.csv?',
      'Report min, max and median of price for prices.csv',
    ],
    holds: [1.2, 199.99, 12.5],
    calls: [['csv-statistics']],
  },
  {
    name: 'count of rows with a condition',
    files: [prices],
    wordings: [
      'How many products cost more than 10 in prices.csv?',
      'Count the rows in prices.csv where price is greater than 10',
      'In prices.csv, how many products have a price above 10?',
    ],
    holds: [3],
    calls: [['csv-statistics']],
  },
  {
    name: 'groups',
    files: [prices],
    wordings: [
      'Average price per category in prices.csv',
      'What is the mean price for each category in prices.csv?',
      'Compute the average price grouped by category from prices.csv',
    ],
    holds: [30.75, 69.8333],
    calls: [['csv-statistics']],
  },
  {
    name: 'the largest row',
    files: [prices],
    wordings: [
      'Which product in prices.csv is the most expensive?',
      'What is the most expensive product in prices.csv?',
      'Find the product with the highest price in prices.csv',
    ],
    holds: [/Desk/],
    calls: [['csv-statistics']],
  },
  {
    name: 'the top rows',
    files: [prices],
    wordings: [
      'Show the top 2 products by price in prices.csv',
      'List the 2 most expensive products in prices.csv',
      'Top 2 rows of prices.csv by price, please',
    ],
    holds: [/Desk[\s\S]*Chair/],
    calls: [['csv-statistics']],
  },
  {
    name: 'a continental table',
    files: [sales],
    wordings: ['What is the total of betrag in umsatz.csv?', 'Sum up the betrag column of umsatz.csv', 'umsatz.csv: total betrag?'],
    holds: [3734.5],
    calls: [['csv-statistics']],
  },
  {
    name: 'words of a document',
    files: [notes],
    wordings: ['How many words has notes.txt?', 'Count the words in notes.txt', 'What is the word count of notes.txt?'],
    holds: [23],
    calls: [['text-analysis']],
  },
  {
    name: 'occurrences of a word',
    files: [notes],
    wordings: [
      'How often does the word "delivery" occur in notes.txt?',
      'How many times is "delivery" mentioned in notes.txt?',
      'Count the occurrences of "delivery" in notes.txt',
    ],
    holds: [/twice|\b2\b/],
    calls: [['text-analysis']],
  },
  {
    name: 'two agents at once over two files',
    files: [prices, notes],
    wordings: [
      'What is the average price in prices.csv and how many words has notes.txt?',
      'Give me the mean price of prices.csv and the word count of notes.txt.',
      'Please analyse both files: average price for prices.csv, number of words for notes.txt.',
      '1. Average of price in prices.csv\n2. Number of words in notes.txt',
      'Count the words in notes.txt. Also compute the average price in prices.csv.',
    ],
    holds: [54.2, 23],
    calls: [['csv-statistics', 'text-analysis']],
  },
  {
    name: 'the same figure of two files compared',
    files: [staffA, staffB],
    wordings: [
      'Compare the mean salary in a.csv with the one in b.csv',
      'Which file has the higher average salary, a.csv or b.csv?',
      'Is the average salary higher in a.csv or in b.csv?',
      'Compare the average salary of a.csv and b.csv',
    ],
    holds: [5000, 5250, /b\.csv is higher/],
    calls: [['csv-statistics', 'csv-statistics']],
  },
  {
    name: 'a difference of two figures',
    files: [staffA, staffB],
    wordings: [
      'What is the difference between the average salary in a.csv and the average salary in b.csv?',
      'Compute the mean salary of a.csv and the mean salary of b.csv, then calculate the difference between the two',
      'Find the average salary in b.csv and the average salary in a.csv. Then subtract the second from the first.',
    ],
    holds: [250],
    calls: [['csv-statistics', 'csv-statistics'], ['calculator']],
  },
  {
    name: 'unit conversion',
    wordings: ['Convert 26.2 miles to kilometres', 'How many kilometres are 26.2 miles?', 'What is 26.2 miles in km?', 'Express 26.2 mi in kilometers'],
    holds: [42.1648],
    calls: [['unit-converter']],
  },
  {
    name: 'temperature',
    wordings: ['Convert 72 °F to Celsius', 'What is 72 degrees Fahrenheit in degrees Celsius?', '72F in C?'],
    holds: [22.2222],
    calls: [['unit-converter']],
  },
  {
    name: 'two conversions at once',
    wordings: [
      'Convert 5 km to miles and 3 kg to pounds',
      'How many miles are 5 km, and how many pounds are 3 kg?',
      'Convert 5 km to miles. Convert 3 kg to pounds.',
    ],
    holds: [3.1068, 6.6138],
    calls: [['unit-converter', 'unit-converter']],
  },
  {
    name: 'arithmetic',
    wordings: ['What is 12 * (3 + 4) - 5?', 'Calculate 12 * (3 + 4) - 5', 'Please work out 12*(3+4)-5 for me'],
    holds: [79],
    calls: [['calculator']],
  },
  {
    name: 'arithmetic in words',
    wordings: ['What is 15% of 80?', 'How much is 15 percent of 80?', 'Calculate fifteen percent of eighty'],
    holds: [12],
    calls: [['calculator']],
  },
  {
    name: 'roots and powers',
    wordings: ['What is the square root of 144?', 'Compute the square root of 144', 'sqrt(144)?'],
    holds: [12],
    calls: [['calculator']],
  },
  {
    name: 'two dependent steps',
    wordings: [
      'Convert 26.2 miles to kilometres, then multiply the result by 3',
      'Convert 26.2 miles to kilometres and multiply the result by 3',
      'First convert 26.2 miles to km. Then multiply that by 3.',
      'How many km are 26.2 miles? Multiply the answer by 3.',
    ],
    holds: [126.4944],
    calls: [['unit-converter'], ['calculator']],
  },
  {
    name: 'a figure of a file worked with',
    files: [prices],
    wordings: [
      'What is 15% of the total price in prices.csv?',
      'Sum the price column of prices.csv, then take 15% of the result',
      'Calculate the total price in prices.csv and then compute 15% of it',
    ],
    holds: [40.65],
    calls: [['csv-statistics'], ['calculator']],
  },
  {
    name: 'a figure of a file converted',
    files: [runs],
    wordings: [
      'Find the average distance_miles in runs.csv and convert it to kilometres',
      'Convert the average distance in runs.csv from miles to kilometres',
      'What is the mean distance in runs.csv? Convert it from miles to km.',
    ],
    holds: [6.4373],
    calls: [['csv-statistics'], ['unit-converter']],
  },
  {
    name: 'two figures then a third',
    files: [prices, notes],
    wordings: [
      'Find the average price in prices.csv. Then count the words in notes.txt. Finally multiply the two results.',
      'Compute the mean price of prices.csv and the number of words of notes.txt, then multiply both numbers',
      'Get the average price from prices.csv and the word count from notes.txt and then multiply the average price by the word count',
    ],
    holds: [1246.6],
    calls: [['csv-statistics', 'text-analysis'], ['calculator']],
  },
  {
    name: 'JSON: count with a condition',
    files: [orders],
    wordings: [
      'How many orders in orders.json have the status shipped?',
      'Count the orders with status "shipped" in orders.json',
      'In orders.json, how many orders are shipped?',
    ],
    holds: [2],
    calls: [['json-query']],
  },
  {
    name: 'JSON: sum by group',
    files: [orders],
    wordings: [
      'Sum of total per customer in orders.json',
      'What is the sum of total for each customer in orders.json?',
      'orders.json: add up total grouped by customer',
    ],
    holds: [162.5, 80],
    calls: [['json-query']],
  },
  {
    name: 'dates',
    wordings: [
      'How many days are between 2024-01-01 and 2024-12-25?',
      'Number of days from 2024-01-01 to 2024-12-25',
      'How many days is it from January 1, 2024 until December 25, 2024?',
    ],
    holds: [359],
    calls: [['date-calculator']],
  },
  {
    name: 'weekday',
    wordings: ['What day of the week was 29 February 2024?', 'Which weekday was 2024-02-29?', 'On what day of the week did 29 February 2024 fall?'],
    holds: [/Thursday/],
    calls: [['date-calculator']],
  },
  {
    name: 'a date moved',
    wordings: ['What date is 90 days after 2024-01-15?', 'Add 90 days to 2024-01-15', 'Which date is 90 days from 2024-01-15?'],
    holds: [/2024-04-14/],
    calls: [['date-calculator']],
  },
  {
    name: 'two texts compared',
    files: [before, after],
    wordings: ['What are the differences between old.txt and new.txt?', 'Compare old.txt with new.txt', 'Diff old.txt and new.txt'],
    holds: [/two/, /four/],
    calls: [['text-compare']],
  },
  {
    name: 'a quoted text',
    wordings: [
      'How many words are in "the quick brown fox jumps"?',
      "Count the words in the sentence 'the quick brown fox jumps'",
      'Count the words of this text: the quick brown fox jumps',
    ],
    holds: [5],
    calls: [['text-analysis']],
  },
  {
    name: 'a table in the task',
    wordings: [
      'What is the average of score in this CSV?\n```\nname,score\nA,10\nB,20\n```',
      'Average score in this table:\nname,score\nA,10\nB,20',
      'Compute the mean score of the following CSV:\nname,score\nA,10\nB,20\n',
    ],
    holds: [15],
    calls: [['csv-statistics']],
  },
  {
    name: 'fabrication then use: Roman numerals',
    wordings: ['Convert 1994 to roman numerals', 'Write 1994 as a Roman numeral', 'What is 1994 in Roman numerals?'],
    holds: [/MCMXCIV/],
    calls: [['fabricator'], ['roman-numerals']],
  },
  {
    name: 'fabrication then use: prime factors',
    wordings: ['What are the prime factors of 360?', 'Find the prime factorization of 360', 'Factorise 360 into primes'],
    holds: [/2\^3 × 3\^2 × 5/],
    calls: [['fabricator'], ['prime-numbers']],
  },
  {
    name: 'fabrication over a file',
    files: [fruit],
    wordings: [
      'Sort the lines of fruit.txt alphabetically and remove duplicates',
      'Remove duplicate lines from fruit.txt and sort them',
      'Deduplicate and sort the lines in fruit.txt',
    ],
    holds: [/apple\W+fig\W+pear/],
    calls: [['fabricator'], ['line-tools']],
  },
  {
    name: 'fabrication of a cipher',
    wordings: [
      'Encrypt "Hello World" with a Caesar cipher with shift 3',
      "Apply a caesar cipher (shift 3) to 'Hello World'",
      'Use a Caesar shift of 3 to encode "Hello World"',
    ],
    holds: [/Khoor Zruog/],
    calls: [['fabricator'], ['caesar-cipher']],
  },
  {
    name: 'a step whose result goes to a new agent',
    wordings: [
      'Add 1990 and 4, then convert the sum to roman numerals',
      'What is 1990 + 4? Write the result as a Roman numeral.',
      'Compute 1990 plus 4 and convert the result to roman numerals',
    ],
    holds: [/MCMXCIV/],
    calls: [['calculator'], ['fabricator'], ['roman-numerals']],
  },
  {
    name: 'an agent beside a new agent',
    files: [notes],
    wordings: [
      'How many words has notes.txt, and what is 2024 in Roman numerals?',
      'Count the words in notes.txt and convert 2024 to roman numerals',
      'Convert 2024 to roman numerals. How many words are in notes.txt?',
    ],
    holds: [23, /MMXXIV/],
    calls: [['fabricator', 'text-analysis'], ['roman-numerals']],
  },
  {
    name: 'loan payment',
    wordings: [
      'What is the monthly payment for a loan of 200000 at 4% over 30 years?',
      'Monthly payment of a mortgage of $200,000 with 4% interest for 30 years',
      'Calculate the monthly loan payment: 200000 principal, 4 % rate, 30 years',
    ],
    holds: [954.83],
    calls: [['fabricator'], ['interest-calculator']],
  },
  {
    name: 'geometry',
    wordings: ['What is the area of a circle with radius 5?', 'Compute the area of a circle of radius 5', 'A circle has a radius of 5. What is its area?'],
    holds: [78.5398],
    calls: [['fabricator'], ['geometry']],
  },
  {
    name: 'a failing agent recovers',
    agents: [flaky],
    wordings: [
      'How many pieces of "Lamp" are in stock in the warehouse?',
      'Look up the stock of the product "Lamp" in the warehouse',
      'What is the stock of product "Lamp"?',
    ],
    holds: [17],
  },
  {
    name: 'a failing agent stays broken',
    agents: [broken],
    wordings: [
      'How many pieces of "Lamp" are in stock in the warehouse?',
      'Look up the stock of the product "Lamp" in the warehouse',
      'What is the stock of product "Lamp"?',
    ],
    holds: [UNDONE, /down|unavailable|unreachable|fail/i],
    never: /\b17\b/,
  },
  {
    name: 'one part fails, the other is answered',
    agents: [broken],
    files: [notes],
    wordings: [
      'Look up the stock of the product "Lamp" in the warehouse and count the words in notes.txt',
      'How many words has notes.txt, and what is the stock of product "Lamp" in the warehouse?',
      '- stock of product "Lamp" in the warehouse\n- word count of notes.txt',
    ],
    holds: [UNDONE, 23],
  },
  {
    name: 'nothing fits',
    only: 'offline',
    wordings: ['Write a poem about the sea', 'Compose a short poem on the ocean', 'Please write me a poem about waves'],
    holds: [/could not be done/],
    calls: [[]],
  },
  {
    name: 'a missing file',
    wordings: ['What is the average price in missing.csv?', 'How many words has missing.txt?', 'Mean of price in missing.csv please'],
    holds: [/not (been )?(attached|provided|found|available)|no (such )?(file|attachment)|missing|attach/i],
    calls: [],
  },
  {
    name: 'a foreign agent by its description',
    agents: [translator],
    wordings: ['Translate "good morning" into French', 'Translate the text "good morning" to French', 'Please translate "good morning" into French for me'],
    holds: [/bonjour/],
    calls: [['translator']],
  },
  {
    name: 'a foreign agent that answers in words',
    agents: [weather],
    wordings: ['What is the weather in Paris?', 'How is the weather in Paris?', 'Tell me the current weather of Paris'],
    holds: [/18 degrees and sunny in Paris/],
    calls: [['weather-report']],
  },
  {
    name: 'a result too long to be shown',
    needs: 'supervisor',
    agents: [inventory],
    wordings: [
      'Export the inventory of the warehouse "North", then multiply the total by 2',
      'Export the whole inventory of warehouse "North" and then double the total',
      '1. export the inventory of the warehouse "North"\n2. multiply the total by 2',
    ],
    holds: [96_423],
    calls: [['inventory-export'], ['read_result', 'read_result'], ['calculator']],
  },
  {
    name: 'an agent that is not among those offered',
    needs: 'supervisor',
    agents: [...crowd, forecast],
    wordings: ['What is the weather in Paris?', 'How is the weather in Paris?', 'Tell me the current weather of Paris'],
    holds: [/18 degrees and sunny in Paris/],
    calls: [['find_agents'], ['forecast']],
  },
  {
    name: 'a new agent where none of many fits',
    needs: 'supervisor',
    agents: crowd,
    wordings: ['Convert 1994 to roman numerals', 'What is 1994 in roman numerals?', 'Express the number 1994 as a roman numeral'],
    holds: [/MCMXCIV/],
    calls: [['find_agents'], ['fabricator'], ['roman-numerals']],
  },
];

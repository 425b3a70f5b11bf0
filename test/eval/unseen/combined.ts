import { prices } from '../files.ts';
import type { EvalTask } from '../tasks.ts';
import type { TeamAgent } from '../team.ts';
import { ask, orRefused } from './ask.ts';
import { employees, firstQuarter, sales, secondQuarter, story } from './files.ts';

const exchange: TeamAgent = {
  name: 'exchange-rate',
  description: 'Looks up the current exchange rate between two currencies.',
  inputSchema: {
    json: {
      type: 'object',
      required: ['base', 'quote'],
      properties: {
        base: { type: 'string', pattern: '^[A-Z]{3}$', description: 'Currency code to convert from.' },
        quote: { type: 'string', pattern: '^[A-Z]{3}$', description: 'Currency code to convert to.' },
      },
    },
  },
  run: (input, call) => {
    if (call === 1) throw new Error('the rate service is temporarily unavailable');
    return input['base'] === 'EUR' && input['quote'] === 'USD' ? { rate: 1.09 } : { rate: -1 };
  },
};
const offline: TeamAgent = {
  ...exchange,
  run: () => {
    throw new Error('the rate service is offline');
  },
};

const several: readonly EvalTask[] = [
  ask('What is 15 * 12 and how many km are 10 miles?', [180, 16.09]),
  ask('Tell me the total revenue in sales.csv, the number of words in story.txt and what 20% of 450 is.', [1299.9, 37, 90], [sales, story]),
  ask('Convert 10 kg to pounds; what weekday was 2000-01-01; and what is 9 squared?', [22.046, /Saturday/, 81]),
  ask("How many employees are there in employees.csv? And what's the average price in prices.csv?", [6, 54.2], [employees, prices]),
  ask('Convert 5 miles to km and then divide that by 2', [4.0233]),
  ask('Add 15 and 27, then multiply the result by 3, and then subtract 6', [120]),
  ask("What's the difference between the highest and the lowest salary in employees.csv?", [34000], [employees]),
  ask('Find the average age in employees.csv, then multiply it by 12', [476], [employees]),
  ask('Count the words in story.txt and multiply that by 2', [74], [story]),
  ask('What is the total revenue in sales.csv divided by the number of rows?', orRefused(/216\.65/), [sales]),
  ask('Take the total amount of q1.csv and the total amount of q2.csv and add them up', [1155], [firstQuarter, secondQuarter]),
  ask('What is the number of words in story.txt as a Roman numeral?', [/XXXVII/], [story]),
  ask('What percentage of the total revenue in sales.csv comes from the North region?', orRefused(/\b40\.0/), [sales]),
  ask('Compute 8 * 9. Is the result a prime number?', [/72 is not a prime|72 is not prime/]),
  ask('Add 10 days to 2024-02-20 and tell me what weekday that is.', [/2024-03-01/, /Friday/]),
];

const fabricated: readonly EvalTask[] = [
  ask('what is 49 in roman numerals', [/XLIX/]),
  ask('What number is MCMLXXXIV?', [1984]),
  ask('Is 221 prime?', [/not a prime|not prime/]),
  ask('First 8 fibonacci numbers', [/0, 1, 1, 2, 3, 5, 8, 13/]),
  ask('Is "A man a plan a canal Panama" a palindrome?', [/is a palindrome/]),
  ask('Encode HELLO with caesar cipher shift 5', [/MJQQT/]),
  ask('Make a slug from "10 Tips for Better Sleep"', [/10-tips-for-better-sleep/]),
  ask('what is ff in decimal', [255]),
  ask('convert 156 to binary', [/10011100/]),
  ask('What does ... --- ... mean in morse code?', [/SOS/]),
  ask('How do you write SOS in morse?', [/\.\.\. --- \.\.\./]),
  ask('Spell the number 1234 in words', [/one thousand,? two hundred/]),
  ask("Reverse the string 'drawer'", [/reward/]),
  ask('Convert "my variable name" to camelCase', [/myVariableName/]),
  ask('List all prime numbers below 30', [/2, 3, 5, 7, 11, 13, 17, 19, 23, 29/]),
  ask('What are the factors of 36?', [/1, 2, 3, 4, 6, 9, 12, 18, 36/]),
  ask('Are "dusty" and "study" anagrams?', [/are anagrams/]),
  ask("How many vowels are in 'banana split'?", [4]),
  ask('what is 0b1011 in decimal', [11]),
  ask('Volume of a sphere with radius 3', [113.097]),
  ask('Sort these words alphabetically: kiwi, banana, apple', [/apple\W+banana\W+kiwi/]),
];

const failing: readonly EvalTask[] = [
  ask('What is the exchange rate from EUR to USD?', [1.09], [], [exchange]),
  ask('Look up the current exchange rate between EUR and USD', { holds: [/could not be done/, /service is offline/] }, [], [offline]),
  ask('What is 6*7 and what is the exchange rate from EUR to USD?', [42, /could not be done/, /service is offline/], [], [offline]),
];

/** Several questions in one task, steps that need each other, agents that must be made first, and agents that fail. */
export const combinedTasks: readonly EvalTask[] = [...several, ...fabricated, ...failing];

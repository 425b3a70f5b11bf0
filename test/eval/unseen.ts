/**
 * Tasks as strangers put them, one wording each; the outcomes were written down before the first run. A task that is
 * beyond a model of rules may be refused, but never answered wrongly: `refused` demands it, `orRefused` allows it.
 */
import { after, before, notes, prices } from './files.ts';
import type { EvalTask } from './tasks.ts';
import type { TeamAgent } from './team.ts';
import { big, employees, firstDraft, firstQuarter, inventory, letter, numbers, sales, secondDraft, secondQuarter, story, thirdQuarter, users } from './unseen-files.ts';

type Outcome = Pick<EvalTask, 'holds' | 'never'>;

const refusal = /could not be done|not attached|names nothing to do/;
const refused = (never?: RegExp): Outcome => ({ holds: [refusal], ...(never === undefined ? {} : { never }) });
const orRefused = (right: RegExp): Outcome => ({ holds: [new RegExp(`${right.source}|${refusal.source}`)] });
const ask = (wording: string, outcome: EvalTask['holds'] | Outcome, files: EvalTask['files'] = [], agents: EvalTask['agents'] = []): EvalTask => ({ name: wording, wordings: [wording], files, agents, ...('holds' in outcome ? outcome : { holds: outcome }) });

const exchange: TeamAgent = {
  name: 'exchange-rate',
  description: 'Looks up the current exchange rate between two currencies.',
  inputSchema: { json: { type: 'object', required: ['base', 'quote'], properties: { base: { type: 'string', pattern: '^[A-Z]{3}$', description: 'Currency code to convert from.' }, quote: { type: 'string', pattern: '^[A-Z]{3}$', description: 'Currency code to convert to.' } } } },
  run: (input, call) => {
    if (call === 1) throw new Error('the rate service is temporarily unavailable');
    return input['base'] === 'EUR' && input['quote'] === 'USD' ? { rate: 1.09 } : { rate: -1 };
  },
};
const offline: TeamAgent = { ...exchange, run: () => { throw new Error('the rate service is offline'); } };

const arithmetic: readonly EvalTask[] = [
  ask("What's 17 times 23?", [391]),
  ask('How much is 1250 divided by 8?', [156.25]),
  ask('what is 2 to the power of 10', [1024]),
  ask('(48 - 6) * 3 / 7 = ?', [18]),
  ask('What is the sum of 12, 15, 18 and 21?', [66]),
  ask('Calculate the average of 4, 8, 15, 16, 23, 42', [18]),
  ask("What's the remainder when 100 is divided by 7?", [2]),
  ask('I bought 3 books at 12.50 each and a pen for 2.30. How much did I spend?', orRefused(/\b39\.8/)),
  ask('A train travels 180 km in 2 hours. What is its average speed?', orRefused(/\b90\b/)),
  ask('What is 7 factorial?', [5040]),
  ask('cube root of 729', [9]),
  ask('What is 3/4 + 5/6?', [1.58333]),
  ask('Find the greatest common divisor of 84 and 126', [42]),
  ask('Round 3.14159 to 2 decimal places', [3.14]),
  ask('what is half of 390', [195]),
  ask('Subtract 45 from 120', [75]),
  ask('What is the median of 3, 9, 1, 7 and 5?', [5]),
  ask('What is 10 divided by 0?', refused()),
  ask('What is 18% of 250?', [45]),
  ask('If a jacket costs 80 euros and is discounted by 25%, what is the final price?', orRefused(/\b60\b/)),
  ask('45 is what percent of 180?', [25]),
  ask('What percentage of 60 is 15?', [25]),
  ask('Increase 240 by 15%', [276]),
  ask('By how many percent did the price rise from 40 to 50?', [25]),
  ask('Add 19% VAT to 200', [238]),
  ask('What is the tip on a $64 bill at 20%?', [12.8]),
  ask('what is 12.5 percent of 1,600', [200]),
];

const units: readonly EvalTask[] = [
  ask('How many feet are in 3 meters?', [9.8425]),
  ask('Convert 100 fahrenheit to celsius', [37.7777]),
  ask("what's 5 kg in lbs", [11.0231]),
  ask('90 minutes in hours', [1.5]),
  ask('How many seconds are there in 2 hours?', [7200]),
  ask('How many MB are 3 GB?', [3000]),
  ask('convert 60 mph to km/h', [96.56]),
  ask('How many litres is 5 gallons?', [18.927]),
  ask('Convert 5 km to kilograms', refused()),
  ask('How tall is 6 feet 2 inches in cm?', [187.96]),
  ask('How many days are in 3 weeks?', [21]),
  ask('convert 2.5 acres to hectares', [1.0117]),
  ask('What is 0 degrees Celsius in Kelvin?', [273.15]),
  ask('Convert 7 zorbs to metres', refused()),
];

const tables: readonly EvalTask[] = [
  ask("What's the total revenue in sales.csv?", [1299.9], [sales]),
  ask('average salary in employees.csv', [64666.66], [employees]),
  ask('Which employee earns the most?', [/Farid/], [employees]),
  ask('Who is the oldest person in employees.csv?', [/David/], [employees]),
  ask('Who is the youngest?', [/Carla/], [employees]),
  ask('How many employees work in Engineering?', [3], [employees]),
  ask('How many people in employees.csv live in Paris?', [2], [employees]),
  ask('Show me the average salary per department from employees.csv', [73333.33, 59500, 49000], [employees]),
  ask('total units by product in sales.csv', [30, 10, 3], [sales]),
  ask('Which region had the highest total revenue in sales.csv?', { holds: [/North/, 520], never: /South|East/ }, [sales]),
  ask('What is the total revenue for the North region in sales.csv?', [520], [sales]),
  ask('How many rows does sales.csv have?', [6], [sales]),
  ask('What is the median age in employees.csv?', [39.5], [employees]),
  ask('List the top 3 salaries in employees.csv', [/83000[\s\S]*72000[\s\S]*65000/], [employees]),
  ask('Top 2 employees by age', { holds: [/David[\s\S]*Bob/], never: /Farid/ }, [employees]),
  ask('How many different cities are there in employees.csv?', [4], [employees]),
  ask('What is the salary of Eva?', { holds: [61000], never: /64666/ }, [employees]),
  ask('Average age of employees in Berlin', [31.5], [employees]),
  ask('What are the min and max revenue in sales.csv?', [99.9, 300], [sales]),
  ask('What columns does employees.csv have?', orRefused(/name.*department.*age.*salary.*city/), [employees]),
  ask('Compare the total amount in q1.csv, q2.csv and q3.csv', [525, 630, 450], [firstQuarter, secondQuarter, thirdQuarter]),
  ask('Which of q1.csv, q2.csv and q3.csv has the highest total amount?', [/q2\.csv \(630\), q1|q2\.csv is higher/], [firstQuarter, secondQuarter, thirdQuarter]),
  ask('How much higher is the total amount in q2.csv than in q1.csv?', [105], [firstQuarter, secondQuarter]),
  ask('What is the average revenue, and how many rows are there in sales.csv?', [216.65, 6], [sales]),
  ask("What's the average age? What's the highest salary? How many people are in Sales?", [39.666, 83000, /Sales[^\n]*\b1\b/], [employees]),
  ask('Which product sold the most units in sales.csv?', [/Widget/], [sales]),
  ask('Sum revenue where product is Gadget in sales.csv', [450], [sales]),
  ask('How many sales had revenue above 200 in sales.csv?', [3], [sales]),
  ask('How many employees are younger than 40?', [3], [employees]),
  ask('How many employees older than 35 work in Marketing?', [2], [employees]),
  ask('average score of team green in big.csv', { holds: [450.5], never: /250\.5/ }, [big]),
  ask('How many rows in big.csv belong to the team green?', [100], [big]),
  ask('What is the highest score in big.csv?', [500], [big]),
  ask('What is the sum of the numbers in numbers.txt?', [180300], [numbers]),
  ask('Give me the standard deviation of salary in employees.csv', [11775.6], [employees]),
  ask('What is the average of the column weight in prices.csv?', { holds: [/no column "weight"/, /"price"/, /"stock"/], never: /54\.2/ }, [prices]),
  ask('What is the total profit in sales.csv?', { holds: [/no column "profit"/, /"revenue"/], never: /1299/ }, [sales]),
  ask('average weight in prices.csv', { holds: [/no column "weight"/], never: /54\.2/ }, [prices]),
  ask('Summarise the sales by region', { holds: [/no column "region"/, /"category"/], never: /new agent/ }, [prices]),
  ask('average price per brand in prices.csv', { holds: [/no column "brand"/], never: /54\.2/ }, [prices]),
  ask('Which city has the largest population in employees.csv?', refused(/new agent/), [employees]),
  ask('How many rows are in budget.csv?', { holds: [/"budget\.csv" is not attached/] }),
  ask("What's the mean salary in employees.csv and the total in expenses.csv?", [64666.66, /"expenses\.csv" is not attached/], [employees]),
  ask('What is the average price in price.csv?', { holds: [/"price\.csv" is not attached/], never: /54\.2/ }, [prices]),
  ask('How many employees work in Oslo?', { holds: [/\b0\b|could not be done/], never: /\b6\b/ }, [employees]),
];

const texts: readonly EvalTask[] = [
  ask('How many words are in story.txt?', [37], [story]),
  ask('Count the sentences in story.txt', [5], [story]),
  ask('How many lines does story.txt have?', [3], [story]),
  ask('How often does the word keeper appear in story.txt?', [3], [story]),
  ask('How many times does "the" occur in story.txt?', [8], [story]),
  ask("What's the longest word in story.txt?", [/lighthouse/], [story]),
  ask('What are the three most common words in story.txt?', { holds: [/keeper \(3\)/], never: /letters|sentence/ }, [story]),
  ask('How long does it take to read story.txt?', [/0\.16|under a minute/], [story]),
  ask('How many words did Anna write in notes.txt?', refused(/\b23\b/), [notes]),
  ask('How many lines has old.txt? How many has new.txt?', [/old\.txt\D*3\b/, /new\.txt\D*4\b/], [before, after]),
  ask('How many characters are in "hello world"?', [11]),
  ask('Does story.txt mention the word lamp?', [/\b2\b|twice|yes/i], [story]),
  ask('How many unique words are in story.txt?', [24], [story]),
  ask('Find all email addresses in letter.txt', [/maria@example\.org/, /info@example\.com/], [letter]),
  ask('How many paragraphs are there in notes.txt?', [2], [notes]),
  ask('Which is longer, story.txt or notes.txt?', [/story\.txt is (?:higher|longer)/, 37, 23], [story, notes]),
  ask('What is the average sentence length in story.txt?', [7.4], [story]),
  ask('Summarise story.txt in one sentence', [/lighthouse|keeper/], [story]),
  ask('When was the lighthouse built according to story.txt?', refused(), [story]),
  ask('Who is the keeper in story.txt?', refused(), [story]),
  ask('Who wrote story.txt?', refused(), [story]),
  ask('Which items are in draft1.txt but not in draft2.txt?', [/only in the first[^;]*bread/], [firstDraft, secondDraft]),
  ask('What changed between draft1.txt and draft2.txt?', [/bread/, /butter/, /tea/], [firstDraft, secondDraft]),
  ask('Are draft1.txt and draft2.txt identical?', [/added|not identical|differ/], [firstDraft, secondDraft]),
  ask('What do draft1.txt and draft2.txt have in common?', [/in both[^;]*apples, milk, eggs/], [firstDraft, secondDraft]),
];

const json: readonly EvalTask[] = [
  ask('How many items are in inventory.json?', [4], [inventory]),
  ask('What is the total qty in inventory.json?', [433], [inventory]),
  ask('What is the average price of the items in inventory.json?', [8.6875], [inventory]),
  ask('Which item is the most expensive in inventory.json?', { holds: [/Saw/], never: /Bolt/ }, [inventory]),
  ask('How many items in inventory.json are in the tools category?', [2], [inventory]),
  ask('What is the price of the Hammer?', { holds: [14.5], never: /19\.9/ }, [inventory]),
  ask('List the names of all users in users.json', [/Ada/, /Linus/, /Grace/], [users]),
  ask('How many users are active?', [2], [users]),
  ask('Who is the oldest user in users.json?', { holds: [/Linus/], never: /Grace/ }, [users]),
  ask('How many users live in London?', [2], [users]),
  ask('What is the total weight in inventory.json?', { holds: [/no (?:entry has a )?field "weight"/, /"qty"/], never: /433/ }, [inventory]),
  ask('sum of qty by category in inventory.json', [420, 13], [inventory]),
  ask('In inventory.json, which items have a qty below 10?', { holds: [/Hammer/, /Saw/], never: /Bolt|Nut/ }, [inventory]),
  ask('What is the average age of the users?', [45], [users]),
];

const dates: readonly EvalTask[] = [
  ask('How many days between March 1, 2024 and April 15, 2024?', [45]),
  ask('What day of the week is December 25, 2025?', [/Thursday/]),
  ask('What date is 3 weeks after 2024-02-10?', [/2024-03-02/]),
  ask('What was the date 45 days before 2024-03-01?', [/2024-01-16/]),
  ask('Is 2023 a leap year?', [/not a leap/]),
  ask('How many working days are between 2024-01-01 and 2024-01-31?', [/\b2[23]\b/]),
  ask('How many weeks are there between 2024-01-01 and 2024-03-04?', [/\b9\b(?! days)/]),
  ask('What weekday is it 100 days after 2024-01-01?', [/Wednesday/]),
  ask('Add 2 months to 31 January 2024', [/2024-03-31/]),
  ask('How old is someone born on 1990-05-17 on 2024-05-16?', [33]),
  ask('What day is 30 February 2024?', refused()),
];

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
  ask('Spell the number 1234 in words', [/one thousand two hundred/]),
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

const beyond: readonly EvalTask[] = [
  'What is the capital of France?', 'Who won the world cup in 1998?', "Translate 'hello' into German", "What's the weather in Rome tomorrow?", 'Book me a flight to Lisbon', 'Draw a picture of a cat', 'Tell me a joke', 'asdf qwerty',
  'What is the stock price of Apple?', 'How many people live in Germany?', 'Send an email to bob@example.com saying hi', 'What is the meaning of life?', 'How many moons does Jupiter have?', 'What is the boiling point of water?', 'Order 3 pizzas', 'How many words did Shakespeare use?',
].map(wording => ask(wording, refused()));

const failing: readonly EvalTask[] = [
  ask('What is the exchange rate from EUR to USD?', [1.09], [], [exchange]),
  ask('Look up the current exchange rate between EUR and USD', { holds: [/could not be done/, /service is offline/] }, [], [offline]),
  ask('What is 6*7 and what is the exchange rate from EUR to USD?', [42, /could not be done/, /service is offline/], [], [offline]),
];

/** All of them; every one must end as its outcome says. */
export const unseenTasks: readonly EvalTask[] = [...arithmetic, ...units, ...tables, ...texts, ...json, ...dates, ...several, ...fabricated, ...beyond, ...failing];

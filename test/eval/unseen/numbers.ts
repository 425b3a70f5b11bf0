import type { EvalTask } from '../tasks.ts';
import { ask, orRefused, refused } from './ask.ts';

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

const dates: readonly EvalTask[] = [
  ask('How many days between March 1, 2024 and April 15, 2024?', [45]),
  ask('What day of the week is December 25, 2025?', [/Thursday/]),
  ask('What date is 3 weeks after 2024-02-10?', [/2024-03-02/]),
  ask('What was the date 45 days before 2024-03-01?', [/2024-01-16/]),
  ask('Is 2023 a leap year?', [/not a leap/]),
  ask('How many working days are between 2024-01-01 and 2024-01-31?', [/\b2[23]\b/]),
  ask('How many weeks are there between 2024-01-01 and 2024-03-04?', [/: 9 weeks/]),
  ask('What weekday is it 100 days after 2024-01-01?', [/Wednesday/]),
  ask('Add 2 months to 31 January 2024', [/2024-03-31/]),
  ask('How old is someone born on 1990-05-17 on 2024-05-16?', [33]),
  ask('What day is 30 February 2024?', refused()),
];

/** Arithmetic, percentages, units and dates. */
export const numbersTasks: readonly EvalTask[] = [...arithmetic, ...units, ...dates];

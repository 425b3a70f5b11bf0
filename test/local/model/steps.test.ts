import { describe, expect, it } from 'vitest';
import { attachedDocument } from '../../../infra/local/model/reading/document.ts';
import { markTask, unmark } from '../../../infra/local/model/reading/marked-task.ts';
import { stepsOf } from '../../../infra/local/model/reading/steps.ts';

const files = {
  prices: attachedDocument('prices.csv', 'name,price\na,1'),
  notes: attachedDocument('notes.txt', 'hello'),
  a: attachedDocument('a.csv', 'name,salary\nx,1'),
  b: attachedDocument('b.csv', 'name,salary\nx,1'),
};

/** Steps in plain words; `<n>` stands for the result of step n. */
function steps(task: string, documents: readonly (keyof typeof files)[] = []): readonly string[] {
  const marked = markTask({ task, documents: documents.map((name) => files[name]) });
  return stepsOf(marked, (text) => /word|price|longest/.test(text)).map((step) => unmark(step.text, marked, (id) => `<${id}>`));
}

describe('a task is cut into steps', () => {
  it.each<readonly [string, readonly (keyof typeof files)[], readonly string[]]>([
    [
      'What is the average price in prices.csv and how many words has notes.txt?',
      ['prices', 'notes'],
      ['What is the average price in prices.csv', 'how many words has notes.txt'],
    ],
    ['Convert 26.2 miles to kilometres, then multiply the result by 3', [], ['Convert 26.2 miles to kilometres', 'multiply <0> by 3']],
    ['Compare the mean salary in a.csv with the one in b.csv', ['a', 'b'], ['the mean salary in a.csv', 'the mean salary in b.csv']],
    [
      'the mean and the maximum of price in prices.csv and the word count of notes.txt',
      ['prices', 'notes'],
      ['the mean and the maximum of price in prices.csv', 'the word count of notes.txt'],
    ],
    ['Convert 5 km to miles and 3 kg to pounds', [], ['Convert 5 km to miles', 'Convert 3 kg to pounds']],
    ['Convert the average price in prices.csv to roman numerals', ['prices'], ['the average price in prices.csv', 'convert <0> to roman numerals']],
    ['What is 15% of the total price in prices.csv?', ['prices'], ['the total price in prices.csv', '15% of <0>']],
    ['How many words are in notes.txt and what is its longest word?', ['notes'], ['How many words are in notes.txt', 'what is the longest word in notes.txt']],
    [
      'Find the average price in prices.csv. Then count the words in notes.txt. Finally divide the word count by the average price.',
      ['prices', 'notes'],
      ['Find the average price in prices.csv', 'count the words in notes.txt', 'divide <1> by <0>'],
    ],
    ['Compute 10 + 5 and 6 * 7 and add the results', [], ['Compute 10 + 5', '6 * 7', 'add <0> and <1>']],
    ['What is 12 * (3 + 4) - 5?', [], ['What is 12 * (3 + 4) - 5']],
    ['A circle has a radius of 5. What is its area?', [], ['What is its area (A circle has a radius of 5)']],
    ['Compute the sum of 3, 5 and 10', [], ['Compute the sum of 3, 5 and 10']],
    ['How many words has notes.txt? How many has prices.csv?', ['notes', 'prices'], ['How many words has notes.txt', 'How many words has prices.csv']],
    [
      'What is the mean salary in a.csv divided by the mean salary in b.csv?',
      ['a', 'b'],
      ['What is the mean salary in a.csv', 'the mean salary in b.csv', '<0> divided by <1>'],
    ],
    ['Write 2024 in Roman numerals and in binary', [], ['Write 2024 in Roman numerals', 'Write 2024 in binary']],
    ['What is the average price in other.csv?', ['prices'], ['What is the average price in other.csv']],
    ['What is the average of 12, 18 and the square root of 81?', [], ['What is the average of 12, 18 and the square root of 81']],
    ['Thanks! Please convert 5 km to miles. Show your work.', [], ['convert 5 km to miles']],
    ['Count the words in "this, and then that; and count."', [], ['Count the words in "this, and then that; and count."']],
  ])('%s', (task, documents, wanted) => {
    expect(steps(task, documents)).toEqual(wanted);
  });
});

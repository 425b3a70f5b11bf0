import { after, before, notes } from '../files.ts';
import type { EvalTask } from '../tasks.ts';
import { ask, refused } from './ask.ts';
import { firstDraft, inventory, letter, secondDraft, story, users } from './files.ts';

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

/** Texts and JSON documents. */
export const documentsTasks: readonly EvalTask[] = [...texts, ...json];

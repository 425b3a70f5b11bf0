import type { EvalTask } from '../tasks.ts';
import { ask, refused } from './ask.ts';

/** What no agent can do. */
export const beyondTasks: readonly EvalTask[] = [
  'What is the capital of France?',
  'Who won the world cup in 1998?',
  "Translate 'hello' into German",
  "What's the weather in Rome tomorrow?",
  'Book me a flight to Lisbon',
  'Draw a picture of a cat',
  'Tell me a joke',
  'asdf qwerty',
  'What is the stock price of Apple?',
  'How many people live in Germany?',
  'Send an email to bob@example.com saying hi',
  'What is the meaning of life?',
  'How many moons does Jupiter have?',
  'What is the boiling point of water?',
  'Order 3 pizzas',
  'How many words did Shakespeare use?',
].map((wording) => ask(wording, refused()));

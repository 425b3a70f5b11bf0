import type { AgentDescriptor } from '../agent-descriptor.ts';

/** Counts, readability and frequent terms of a document. */
export const textAnalysis: AgentDescriptor = {
  agentId: 'text-analysis',
  description:
    'Analyses a text or document: number of words, characters, letters, sentences, paragraphs and lines, unique words, longest word, average word and sentence length, reading time in minutes, readability (Flesch), most frequent or most common words, language detection, and how often given keywords occur. Use it for any question about the wording or length of a .txt or .md file or a quoted text.',
  categories: ['built-in', 'text'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: {
      text: { type: 'string', description: 'The text, or the reference attachment:<file name>.' },
      measures: {
        type: 'array',
        items: {
          type: 'string',
          enum: [
            'words',
            'characters',
            'letters',
            'sentences',
            'paragraphs',
            'lines',
            'uniqueWords',
            'longestWord',
            'averageWordLength',
            'averageSentenceLength',
            'readingTime',
            'readability',
            'frequentTerms',
            'language',
            'occurrences',
          ],
        },
        description: 'What to report; an overview of all when absent.',
      },
      terms: { type: 'array', items: { type: 'string' }, description: 'Keywords or phrases whose occurrences are counted (whole words, any case).' },
      top: { type: 'integer', minimum: 1, maximum: 100, description: 'How many frequent terms; 10 when absent.' },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['summary'],
    properties: {
      words: { type: 'integer' },
      characters: { type: 'integer' },
      letters: { type: 'integer' },
      sentences: { type: 'integer' },
      paragraphs: { type: 'integer' },
      lines: { type: 'integer' },
      uniqueWords: { type: 'integer' },
      longestWord: { type: 'string' },
      averageWordLength: { type: 'number' },
      averageSentenceLength: { type: 'number' },
      readingTime: { type: 'number', description: 'Minutes at 230 words a minute.' },
      readability: { type: 'object', description: 'Flesch reading ease and its meaning.' },
      frequentTerms: { type: 'array', description: 'term and count, without function words.' },
      language: { type: 'object', description: 'Guess with its share of known function words.' },
      occurrences: { type: 'array', description: 'term and count of the keywords asked for.' },
      result: { description: 'The measure, when exactly one was asked for.' },
      summary: { type: 'string', description: 'The findings in words.' },
    },
  },
};

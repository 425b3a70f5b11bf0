import type { AgentDescriptor } from '../agent-descriptor.ts';

/** Differences of two texts or two lists. */
export const textCompare: AgentDescriptor = {
  agentId: 'text-compare',
  description:
    'Compares two texts, documents or lists and reports the differences (diff): lines or words added, removed and unchanged, similarity in percent, whether they are identical; for lists which items are only in the first, only in the second, or in both (common, missing, overlap). Use it to diff two text files or two versions, not to compare figures.',
  categories: ['built-in', 'text'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['first', 'second'],
    properties: {
      first: { type: 'string', description: 'First text or list (one item a line, or separated by commas), or the reference attachment:<file name>.' },
      second: { type: 'string', description: 'Second text or list, or the reference attachment:<file name>.' },
      mode: {
        type: 'string',
        enum: ['lines', 'words', 'lists'],
        description: 'lines: ordered line diff (default). words: word diff. lists: which items are in one or both, order ignored.',
      },
      ignoreCase: { type: 'boolean', description: 'Treat upper and lower case as equal.' },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['equal', 'similarity', 'summary'],
    properties: {
      equal: { type: 'boolean' },
      similarity: { type: 'number', description: 'Percent of shared units (Dice coefficient).' },
      added: { type: 'array', items: { type: 'string' }, description: 'Only in the second.' },
      removed: { type: 'array', items: { type: 'string' }, description: 'Only in the first.' },
      common: { type: 'array', items: { type: 'string' }, description: 'In both (lists only).' },
      diff: { type: 'string', description: 'Unified listing: "-" first, "+" second, at most 200 lines.' },
      summary: { type: 'string' },
    },
  },
};

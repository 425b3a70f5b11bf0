import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `pattern-extraction`. */
export const extraction: AgentKind = defineKind({
  agentId: 'pattern-extraction',
  title: 'extracting e-mail addresses, links, numbers and dates',
  signs: [
    [/\b(?:extract|find|list|get|pull)\b[^.]*\b(?:e-?mails?(?: addresses)?|urls?|links?|hashtags?|phone numbers?|mentions)\b/, 2],
    [/\bextract\b[^.]*\b(?:numbers|dates|ip addresses)\b/, 2],
    [/\be-?mail addresses\b|\bhashtags?\b/, 1],
  ],
  description: 'Extracts e-mail addresses, URLs (links), numbers, dates, phone numbers or hashtags from a text.',
  categories: ['text'],
  inputs: 'text, what.',
  outputs: 'result (the list, each once), count, summary.',
  constraints: 'Pure computation; patterns, no check of whether an address exists.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text', 'what'],
    properties: {
      text: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The text to search.' },
      what: {
        type: 'string',
        enum: ['emails', 'urls', 'numbers', 'dates', 'phoneNumbers', 'hashtags'],
        description: 'What to extract. emails: e-mail, email, mail addresses. urls: links, web addresses.',
      },
    },
  },
  results: { result: { type: 'array' }, count: { type: 'integer' } },
  example: { text: 'Write to ana@example.com or see https://example.com.', what: 'emails' },
  code: String.raw`
const PATTERNS = {
  emails: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  urls: /https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?]/g,
  numbers: /(?<![\w.-])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w])|(?<![\w.-])-?\d+(?:\.\d+)?(?![\w])/g,
  dates: /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4}\b/g,
  phoneNumbers: /(?<![\w.])\+?\d[\d\s()/-]{6,}\d(?![\w.])/g,
  hashtags: /#[\p{L}\p{N}_]+/gu,
};

export async function handler(input, ctx) {
  const result = [...new Set(input.text.match(PATTERNS[input.what]) ?? [])];
  return { result, count: result.length, summary: result.length === 0 ? 'No ' + input.what + ' found' : result.length + ' ' + input.what + ': ' + result.slice(0, 50).join(', ') };
}`,
});

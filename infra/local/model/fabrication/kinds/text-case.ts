import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `text-case`. */
export const textCase: AgentKind = defineKind({
  agentId: 'text-case',
  title: 'upper, lower, title, camel, snake, kebab case and slugs',
  signs: [
    [/\b(?:upper|lower|title|camel|pascal|snake|kebab|sentence)[- ]?case\b|\bcapital letters\b|\bcapitali[sz]\w*|\bin capitals\b|\bslug(?:s|ify|ified)?\b/, 2],
  ],
  description: 'Changes the case of a text: uppercase, lowercase, title case, sentence case, camelCase, PascalCase, snake_case, kebab-case, or a URL slug.',
  categories: ['text'],
  inputs: 'text, style.',
  outputs: 'result (the changed text), summary.',
  constraints: 'Pure computation; programming styles and slugs keep letters and digits only.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text', 'style'],
    properties: {
      text: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The text to change.' },
      style: {
        type: 'string',
        enum: ['uppercase', 'lowercase', 'titleCase', 'sentenceCase', 'camelCase', 'pascalCase', 'snakeCase', 'kebabCase', 'slug'],
        description: 'Wanted style. uppercase: capitals, capital letters. titleCase: capitalise each word, headline. slug: url slugify.',
      },
    },
  },
  results: { result: { type: 'string' } },
  example: { text: 'The quick brown fox', style: 'titleCase' },
  code: String.raw`
function wordsOf(text) {
  return text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/([a-z0-9])([A-Z])/g, '$1 $2').match(/[A-Za-z0-9]+/g) ?? [];
}

function capitalised(word) {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

function change(text, style) {
  switch (style) {
    case 'uppercase': return text.toUpperCase();
    case 'lowercase': return text.toLowerCase();
    case 'titleCase': return text.toLowerCase().replace(/(^|[\s"'“(\[-])(\p{L})/gu, (all, before, letter) => before + letter.toUpperCase());
    case 'sentenceCase': return text.toLowerCase().replace(/(^\s*|[.!?]\s+)(\p{L})/gu, (all, before, letter) => before + letter.toUpperCase());
    case 'camelCase': return wordsOf(text).map((word, index) => (index === 0 ? word.toLowerCase() : capitalised(word))).join('');
    case 'pascalCase': return wordsOf(text).map(capitalised).join('');
    case 'snakeCase': return wordsOf(text).map(word => word.toLowerCase()).join('_');
    default: return wordsOf(text).map(word => word.toLowerCase()).join('-');
  }
}

export async function handler(input, ctx) {
  const result = change(input.text, input.style);
  return { result, summary: 'As ' + input.style + ': ' + result.slice(0, 500) };
}`,
});

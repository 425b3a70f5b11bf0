import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `line-tools`. */
export const lineTools: AgentKind = defineKind({
  agentId: 'line-tools',
  title: 'sorting and deduplicating lines',
  signs: [
    [/\bsort(?:s|ed|ing)?\b|\balphabetical(?:ly)?\b|\balphabeti[sz]e\b/, 1.5],
    [/\bduplicates?\b|\bdedupe?\w*|\bdeduplicat\w*|\bunique (?:lines|items|values|entries|words|list)\b|\brepeated lines\b/, 1.5],
    [/\b(?:number|shuffle|trim) (?:the )?lines\b|\bblank lines\b|\bempty lines\b/, 1],
  ],
  description: 'Sorts, deduplicates, reverses, trims or numbers the lines of a text or the items of a list.',
  categories: ['text'],
  inputs: 'text (one item a line, or separated by commas), operations, order.',
  outputs: 'result (the lines), items, removed (how many lines went), summary.',
  constraints: 'Pure computation; numbers are sorted by value; the first of equal lines stays.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: {
      text: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The lines, items, words or numbers.' },
      operations: {
        type: 'array',
        items: { type: 'string', enum: ['sort', 'deduplicate', 'reverse', 'trim', 'number'] },
        description: 'What to do, in this order of the list; sort when absent.',
      },
      order: { type: 'string', enum: ['ascending', 'descending'], description: 'Order of sort.' },
    },
  },
  results: { result: { type: 'string' }, items: { type: 'array' }, removed: { type: 'integer' } },
  example: { text: 'pear\napple\npear', operations: ['sort', 'deduplicate'] },
  code: String.raw`
export async function handler(input, ctx) {
  const source = input.text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const given = source.includes('\n') ? source.split('\n') : source.split(/\s*[,;]\s*(?:and\s+)?|\s+and\s+/);
  const asked = new Set(input.operations ?? []);
  if (asked.size === 0 || (input.order !== undefined && !asked.has('sort') && !asked.has('deduplicate'))) asked.add('sort');
  let items = given.map(line => line.trim()).filter(line => line !== '');
  if (asked.has('deduplicate')) items = [...new Map([...items].reverse().map(item => [item.toLowerCase(), item])).values()].reverse();
  if (asked.has('sort')) {
    const numeric = items.every(item => /^-?[\d.,]+$/.test(item));
    items.sort((a, b) => (numeric ? Number(a.replace(/,/g, '')) - Number(b.replace(/,/g, '')) : a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0));
    if (input.order === 'descending') items.reverse();
  }
  if (asked.has('reverse') && !(asked.has('sort') && input.order === 'descending')) items.reverse();
  const lines = asked.has('number') ? items.map((item, index) => index + 1 + '. ' + item) : items;
  return { result: lines.join('\n'), items, removed: given.length - items.length, summary: items.length + ' lines' + (given.length > items.length ? ' (' + (given.length - items.length) + ' removed)' : '') + ': ' + items.slice(0, 30).join(', ') + (items.length > 30 ? ', …' : '') };
}`,
});

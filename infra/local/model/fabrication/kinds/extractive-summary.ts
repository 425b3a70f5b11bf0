import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `extractive-summary`. */
export const summary: AgentKind = defineKind({
  agentId: 'extractive-summary',
  title: 'extractive summaries',
  signs: [[/\bsummar(?:y|i[sz]e|ies|i[sz]ation)\b|\bgist\b|\btl;?dr\b|\bkey (?:points|sentences)\b|\bmost important sentences\b/, 1.5]],
  description: 'Summarises a text by its most telling sentences, word for word (extractive summary).',
  categories: ['text'],
  inputs: 'text, sentences (how many, 3 when absent).',
  outputs: 'result (the sentences in their order), sentencesOfText, summary.',
  constraints: 'Pure computation; sentences are scored by the frequency of their content words, nothing is rephrased.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: {
      text: { type: 'string', minLength: 1, maxLength: 1_000_000, description: 'The text to summarise.' },
      sentences: { type: 'integer', minimum: 1, maximum: 50, description: 'How many sentences.' },
    },
  },
  results: { result: { type: 'string' }, sentencesOfText: { type: 'integer' } },
  example: { text: 'Bees pollinate plants. Plants feed people. People therefore need bees. The weather was nice.', sentences: 2 },
  code: String.raw`
const SMALL = new Set('the of and to in a is that it for was on are as with his they at be this from have or by not but what all were we when your can said there an which she do how their if will one about into than its no has had him her been who more out up so them some would other could our you i he my me us'.split(' '));

export async function handler(input, ctx) {
  const sentences = input.text.replace(/\s+/g, ' ').trim().split(/(?<=[.!?]["'”]?) (?=["'“]?[\p{Lu}\p{N}])/u).filter(sentence => /\p{L}/u.test(sentence));
  const wordsOf = sentence => (sentence.toLowerCase().match(/\p{L}{3,}/gu) ?? []).filter(word => !SMALL.has(word));
  const counts = new Map();
  for (const word of sentences.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const scored = sentences.map((sentence, index) => {
    const words = wordsOf(sentence);
    const total = words.reduce((sum, word) => sum + counts.get(word), 0);
    return { sentence, index, score: words.length === 0 ? 0 : total / Math.sqrt(words.length + 4) + (index === 0 ? 1 : 0) };
  });
  const chosen = [...scored].sort((a, b) => b.score - a.score || a.index - b.index).slice(0, input.sentences ?? 3).sort((a, b) => a.index - b.index);
  const result = chosen.map(entry => entry.sentence).join(' ');
  return { result, sentencesOfText: sentences.length, summary: result };
}`,
});

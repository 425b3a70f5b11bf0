import type { Evidence } from '../filling/evidence.ts';
import type { Schema } from '../filling/schema.ts';
import { wordsOf } from '../reading/terms.ts';
import { requestWords, sameMeaning, stopwords } from '../reading/vocabulary.ts';

/** What the agent must be able to do, for a search by words: the step's own, and others of the same meaning. */
export function searchWordsOf(evidence: Evidence): string {
  const words = wordsOf(evidence.text).filter((word) => !stopwords.has(word) && !requestWords.has(word));
  return [...new Set(words.flatMap((word) => [word, ...sameMeaning(word)]))].join(' ').slice(0, 2_000);
}

/** The fabricator's input for a step that no agent fits: what is needed, in plain words, as general as the words allow. */
export function needOf(evidence: Evidence, schema: Schema): Readonly<Record<string, unknown>> {
  const example = evidence.text
    .replace(/⟦d\d+⟧/g, () => 'the given file')
    .replace(/⟦q(\d+)⟧/g, (_, index: string) => `"${(evidence.quotes[Number(index)] ?? '').slice(0, 300)}"`)
    .trim();
  const inputs = [
    ...(evidence.documents.length > 0
      ? [
          `the content of a file as text (for instance ${evidence.documents.map((document) => document.name).join(', ')}, ${evidence.documents.map((document) => ({ csv: 'a CSV table', json: 'a JSON document', text: 'plain text' })[document.kind]).join(', ')})`,
        ]
      : []),
    ...(evidence.quotes.length > 0 ? ['a text'] : []),
    ...(evidence.numbers.length > 0
      ? [
          `numbers (for instance ${evidence.numbers
            .slice(0, 5)
            .map((number) => number.value)
            .join(', ')})`,
        ]
      : []),
    ...(evidence.dates.length > 0 ? ['dates'] : []),
  ];
  const taskDetails = [
    `Needed is an agent for this kind of task: ${example}.`,
    `It takes as input ${inputs.length === 0 ? 'what the task names' : inputs.join(' and ')}, never fixed values, and returns a JSON object with the result.`,
    'It computes on its input alone, without network access.',
  ].join(' ');
  const required = schema.required ?? ['taskDetails'];
  return { [required[0] ?? 'taskDetails']: taskDetails };
}

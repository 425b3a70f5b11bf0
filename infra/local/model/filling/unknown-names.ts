/**
 * Names that a text uses like fields of a table or document that has no such field: "average weight", "per brand",
 * "weight above 10". They go to the agent as they are; it answers which fields there are. To leave them out would answer
 * another question.
 */
import { fieldsOf, wordValuesOf, type TaskDocument } from '../reading/document.ts';
import { monthNames } from './conditions.ts';
import { isAbbreviation } from './fields.ts';
import { meaning, wordsOf } from '../reading/terms.ts';
import { actionVerbs, requestWords, stopwords } from '../reading/vocabulary.ts';

const statistic =
  '(?:average|mean|avg|total|sum(?:med|s)?(?: up)?|median|highest|lowest|largest|smallest|biggest|greatest|maximum|minimum|max|min|standard deviation|variance|range)';
const word = String.raw`["“]?(\p{L}[\p{L}\d_-]*)`;
const lead = String.raw`(?:\s+(?:of|in|all|the|values?|column|field))*\s+`;

/** Where a text names what it wants figures of. */
const figures: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:column|field)\s+(?:named\s+|called\s+)?${word}`, 'giu'),
  new RegExp(String.raw`${word}["”]?\s+(?:column|field)\b`, 'giu'),
  new RegExp(String.raw`\b${statistic}${lead}${word}`, 'giu'),
];
const groups = new RegExp(String.raw`\b(?:grouped by|group by|broken down by|by|per|for each|for every|in each)\s+(?:the\s+)?${word}`, 'giu');
const compared = new RegExp(
  String.raw`${word}["”]?\s+(?:(?:is|are|was|were|of)\s+)?(above|over|below|under|at least|at most|(?:greater|more|larger|higher|bigger|less|lower|smaller|fewer) than|exceeding)\s+[$€£]?(\d[\d,]*(?:\.\d+)?)`,
  'giu',
);

/** Words that stand for a row, a table or a figure as such, never for a field. */
const neutral = new Set(
  [
    'row',
    'line',
    'file',
    'table',
    'column',
    'csv',
    'json',
    'cell',
    'group',
    'mean',
    'sum',
    'max',
    'min',
    'median',
    'count',
    'distinct',
    'stddev',
    'variance',
    'range',
    'across',
    'overall',
    'within',
    'element',
    'object',
    'array',
    'key',
    'document',
    'text',
    'spreadsheet',
    'percent',
    'hand',
    'header',
    'data',
    'dataset',
  ].map(meaning),
);

/** The field that a text wants figures of and the document has not. */
export function unknownFigure(text: string, document: TaskDocument): string | undefined {
  return figures
    .flatMap((pattern) => [...spread(text).matchAll(pattern)])
    .map((match) => unknownIn(match, document))
    .find((name) => name !== undefined);
}

/** The field that a text groups or orders by and the document has not. */
export function unknownGroup(text: string, document: TaskDocument): string | undefined {
  return [...spread(text).matchAll(groups)].map((match) => unknownIn(match, document)).find((name) => name !== undefined);
}

/** A comparison of a field that the document has not with a number. */
export function unknownComparison(
  text: string,
  document: TaskDocument,
): { readonly field: string; readonly words: string; readonly value: number } | undefined {
  for (const match of spread(text).matchAll(compared)) {
    const name = match[1] ?? '';
    if (isUnknown(name, document) && !/^(?:cost|costs|costing|worth|earn|earns|earning|\p{L}+ed)$/iu.test(name))
      return { field: name, words: match[2] ?? '', value: Number((match[3] ?? '').replaceAll(',', '')) };
  }
  return undefined;
}

/** Proper names and quotations of a text that neither the document's fields nor its values explain. */
export function unknownValues(text: string, quotes: readonly string[], document: TaskDocument): readonly string[] {
  const plain = text.replace(/⟦[^⟧]*⟧/g, ' ');
  const names = [...plain.matchAll(/(?<=[\p{L}\d,;:)]\s+)\p{Lu}\p{Ll}[\p{L}'-]*/gu)].map((match) => match[0].replace(/'s?$/, ''));
  const quoted = quotes.filter((_, index) => text.includes(`⟦q${index}⟧`)).filter((quote) => quote.length < 60 && !quote.includes('\n'));
  return [...names, ...quoted].filter((name) => isUnknown(name, document) && !/^(?:which|what|who|how|also|then|please|in|and|or|for|i)$/i.test(name));
}

function unknownIn(match: RegExpMatchArray, document: TaskDocument): string | undefined {
  const name = match[1];
  if (name === undefined || !isUnknown(name, document)) return undefined;
  // "total sales revenue", "amount of revenue": the name that counts comes right behind.
  const next = wordsOf((match.input ?? '').slice((match.index ?? 0) + match[0].length).split(/[.,;:?!§]/)[0] ?? '').slice(0, 2);
  return next.some((follower) => isField(follower, document)) ? undefined : name;
}

function isUnknown(name: string, document: TaskDocument): boolean {
  const words = wordsOf(name).filter((part) => !stopwords.has(part) && !requestWords.has(part) && !actionVerbs.has(part) && !neutral.has(meaning(part)));
  return (
    words.length > 0 &&
    !words.some((part) => isField(part, document)) &&
    !words.some((part) => isValue(part, document)) &&
    !wordsOf(document.name.replace(/[._-]/g, ' '))
      .map(meaning)
      .some((part) => words.map(meaning).includes(part))
  );
}

function isField(name: string, document: TaskDocument): boolean {
  return fieldsOf(document).some(
    (field) => wordsOf(field).some((part) => meaning(part) === meaning(name) || isAbbreviation(part, name)) || field.toLowerCase() === name.toLowerCase(),
  );
}

function isValue(name: string, document: TaskDocument): boolean {
  return [...wordValuesOf(document).values()].some((values) =>
    [...values].some((value) =>
      wordsOf(value).some(
        (part) =>
          part === name.toLowerCase() ||
          meaning(part) === meaning(name) ||
          (part.length === 3 && monthNames.includes(part) && name.toLowerCase().startsWith(part)),
      ),
    ),
  );
}

/** Documents end a phrase. */
function spread(text: string): string {
  return text.replace(/⟦[^⟧]*⟧/g, ' § ');
}

import { repeats, wordValuesOf, type TaskDocument } from '../reading/document.ts';
import { conditionsIn } from './conditions.ts';
import { namedFields } from './fields.ts';

/** A field called "total" asks for no sum: fields count as names first, as statistics only when nothing else is said. */
export function withoutFields(text: string, document: TaskDocument | undefined): string {
  const named = document === undefined ? [] : namedFields(text, document).filter((candidate) => candidate.share >= 1);
  return named.reduce((rest, { index, field }) => `${rest.slice(0, index)}${' '.repeat(field.length)}${rest.slice(index + field.length)}`, text);
}

const countedNoun = /\b(?:how (?:many|much)|number of)\s+([\p{L}_]+)/iu;

/** "How many cities are in …": a column of words that come again counts once each; with a condition rows are meant. */
function kindsOf(text: string, document: TaskDocument): boolean {
  const asked = countedNoun.exec(text)?.[1];
  const field = asked === undefined ? undefined : namedFields(asked, document).find((candidate) => candidate.share >= 1)?.field;
  return (
    field !== undefined &&
    document.kind === 'csv' &&
    wordValuesOf(document).has(field) &&
    repeats(document, field) &&
    conditionsIn(text, document, []).length === 0
  );
}

/** "How many units were sold": a column of numbers is added up, not counted. */
export function amountOf(text: string, document: TaskDocument): boolean {
  const asked = countedNoun.exec(text)?.[1];
  const field = asked === undefined ? undefined : namedFields(asked, document).find((candidate) => candidate.share >= 1)?.field;
  return field !== undefined && document.kind !== 'text' && !wordValuesOf(document).has(field) && !/^(?:id|year|date)$|date|_id$/i.test(field);
}

/** "How many distinct" is one figure, and "how many times the word x" is no question for the number of words. */
export function settled(first: readonly unknown[], whole: readonly unknown[], text: string, document: TaskDocument | undefined): readonly unknown[] {
  const chosen = first.length > 0 ? first : whole;
  if (chosen.length === 1 && chosen[0] === 'count' && document !== undefined && amountOf(text, document)) return ['sum'];
  if (chosen.length === 1 && chosen[0] === 'count' && document !== undefined && kindsOf(text, document)) return ['distinct'];
  if (chosen.includes('distinct') && chosen.includes('count')) return chosen.filter((value) => value !== 'count');
  if (chosen.includes('occurrences') && chosen.length > 1 && !/\bhow many words\b|\bnumber of words\b|\bword count\b/i.test(text))
    return chosen.filter((value) => value !== 'words');
  return chosen;
}

import type { TaskDocument } from '../reading/document.ts';
import { namedFields } from './fields.ts';

/** A field called "total" asks for no sum: fields count as names first, as statistics only when nothing else is said. */
export function withoutFields(text: string, document: TaskDocument | undefined): string {
  const named = document === undefined ? [] : namedFields(text, document).filter(candidate => candidate.share >= 1);
  return named.reduce((rest, { index, field }) => `${rest.slice(0, index)}${' '.repeat(field.length)}${rest.slice(index + field.length)}`, text);
}

/** "How many distinct" is one figure, and "how many times the word x" is no question for the number of words. */
export function settled(first: readonly unknown[], whole: readonly unknown[], text: string): readonly unknown[] {
  const chosen = first.length > 0 ? first : whole;
  if (chosen.includes('distinct') && chosen.includes('count')) return chosen.filter(value => value !== 'count');
  if (chosen.includes('occurrences') && chosen.length > 1 && !/\bhow many words\b|\bnumber of words\b|\bword count\b/i.test(text)) return chosen.filter(value => value !== 'words');
  return chosen;
}

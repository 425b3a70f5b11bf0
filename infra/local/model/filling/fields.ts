import { fieldsOf, type TaskDocument } from '../reading/document.ts';
import { meaning, wordsOf } from '../reading/terms.ts';
import { stopwords } from '../reading/vocabulary.ts';

/** A field of a document that a text names, and where. */
export interface NamedField {
  readonly field: string;
  readonly index: number;
  /** Share of the field's words that the text says. */
  readonly share: number;
}

/** Fields that a text names, best and earliest first. */
export function namedFields(text: string, document: TaskDocument): readonly NamedField[] {
  const plain = text.replace(/⟦[^⟧]*⟧/g, (mark) => ' '.repeat(mark.length));
  const found = fieldsOf(document).flatMap((field): NamedField[] => {
    const words = wordsOf(field).filter((word) => !stopwords.has(word) && word !== '%');
    if (words.length === 0) return [];
    const places = words.map((word) => placeOf(word, plain)).filter((place) => place >= 0);
    const direct = plain.toLowerCase().indexOf(field.toLowerCase());
    if (direct >= 0 && wholeAt(plain, direct, field.length)) return [{ field, index: direct, share: 1 + field.length / 100 }];
    return places.length === 0 ? [] : [{ field, index: Math.min(...places), share: places.length / words.length }];
  });
  const claimed = found.filter(({ share, index }) => share >= 1 || !found.some((other) => other.share > share && other.index === index));
  return claimed.toSorted((a, b) => b.share - a.share || a.index - b.index);
}

/** The field named after one of some prepositions: "by region", "per country". */
export function fieldAfter(text: string, document: TaskDocument, lead: RegExp): string | undefined {
  const match = lead.exec(text);
  if (match === null) return undefined;
  const after = text.slice(match.index + match[0].length);
  const near = namedFields(after.split(/\s+(?:in|from|of|for|and|where|with)\s+|[,.;]/)[0] ?? '', document)[0];
  return near?.field;
}

/** A field "temp_c" is meant by "temperature". */
export function isAbbreviation(field: string, word: string): boolean {
  return field.length > 3 && word.length > field.length + 3 && word.toLowerCase().startsWith(field.toLowerCase());
}

function placeOf(word: string, text: string): number {
  const target = meaning(word);
  for (const match of text.matchAll(/[\p{L}]+/gu)) {
    if (match[0].toLowerCase() === word || meaning(match[0]) === target || isAbbreviation(word, match[0])) return match.index;
  }
  return -1;
}

/** Whether a piece of a text stands for itself, not within a word; a plural's s may follow. */
export function wholeAt(text: string, at: number, length: number): boolean {
  return !/[\p{L}\d]/u.test(text.charAt(at - 1)) && !/[\p{L}\d]/u.test(text.charAt(at + length).replace(/s/i, ''));
}

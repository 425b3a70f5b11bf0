import { wordValuesOf } from '../reading/document.ts';
import { stopwords } from '../reading/vocabulary.ts';
import { chooseAll, chooseOne } from './choice.ts';
import { consume } from './draft.ts';
import type { Filling } from './filling.ts';
import { conditionsIn } from './conditions.ts';
import { namedFields } from './fields.ts';
import { groupIn } from './grouping.ts';
import type { Property } from './property.ts';
import { looseText } from './source-text.ts';
import { unknownComparison, unknownFigure } from './unknown-names.ts';

/** Conditions on rows or entries, with the member names that the schema uses. */
export function conditionsFor(property: Property, { evidence, document, draft }: Filling): unknown {
  if (document === undefined) return undefined;
  const unknown = unknownComparison(evidence.text, document);
  const found =
    unknown === undefined
      ? conditionsIn(evidence.text, document, evidence.quotes)
      : [{ field: unknown.field, operator: chooseOne({ enum: ['gt', 'gte', 'lt', 'lte'] }, `${unknown.words} 0`) ?? 'gt', value: unknown.value }];
  if (found.length === 0) return undefined;
  const names = Object.keys(property.schema.items?.properties ?? {});
  const name = (pattern: RegExp, other: string): string => names.find((candidate) => pattern.test(candidate)) ?? other;
  found.forEach((condition) => consume(draft, `${condition.field} ${condition.value}`));
  return found.map((condition) => ({
    [name(/column|field|key/i, 'field')]: condition.field,
    [name(/op/i, 'operator')]: condition.operator,
    [name(/value/i, 'value')]: condition.value,
  }));
}

/** The columns that the words name, numeric ones where a figure is asked for. */
export function fieldsFor({ evidence, document, draft }: Filling): readonly string[] | undefined {
  if (document === undefined) return undefined;
  const conditions = new Set(conditionsIn(evidence.text, document, evidence.quotes).map((condition) => condition.field));
  const group = groupIn(evidence.text, document);
  const named = namedFields(evidence.text, document).filter((candidate) => candidate.field !== group);
  const full = named.filter((candidate) => candidate.share >= 1);
  const chosen = (full.length > 0 ? full : named.filter((candidate) => candidate.share >= 0.5)).filter((candidate) => !conditions.has(candidate.field));
  chosen.forEach((candidate) => consume(draft, candidate.field));
  named.forEach((candidate) => consume(draft, candidate.field));
  const words = wordValuesOf(document);
  const figures = chooseAll({ enum: ['sum', 'mean', 'median', 'min', 'max', 'range', 'stddev', 'variance'] }, evidence.text).length > 0;
  const numeric = chosen.filter((candidate) => !words.has(candidate.field));
  const partly =
    figures && numeric.length === 0
      ? named.filter((candidate) => candidate.share >= 0.5 && !words.has(candidate.field) && !conditions.has(candidate.field))
      : [];
  const kept = figures && numeric.length > 0 ? numeric : partly.length > 0 ? partly : chosen;
  const unknown = unknownFigure(evidence.text, document);
  if (unknown !== undefined) {
    consume(draft, unknown);
    return [unknown];
  }
  return kept.length > 0 ? kept.toSorted((a, b) => a.index - b.index).map((candidate) => candidate.field) : undefined;
}

/** A list of texts: quotations, keywords, or items of an enumeration. */
export function textsFor(property: Property, { evidence, documents, draft }: Filling): readonly string[] | undefined {
  const taken = new Set(documents.values());
  const quotes = evidence.quotes.filter((quote) => !taken.has(quote));
  if (quotes.length > 0) {
    draft.fit += 0.3;
    quotes.forEach((quote) => consume(draft, quote));
    return quotes.length === 1 && property.required ? (quotes[0] ?? '').split(/\s*[,;\n]\s*/) : quotes;
  }
  const several =
    /\bwords\s+(?!are\b|in\b|do\b|does\b|has\b)([\p{L}-]+(?:\s*,\s*[\p{L}-]+)*\s*,?\s+and\s+[\p{L}-]+)\s+(?:occur|appear|mentioned|used|in\b|⟦|$)/iu.exec(
      evidence.text.replace(/⟦[^⟧]*⟧/g, ' '),
    )?.[1];
  if (several !== undefined && /term|keyword|phrase|word/i.test(property.name)) {
    consume(draft, several);
    return several.split(/\s*,\s*(?:and\s+)?|\s+and\s+/);
  }
  const keyword =
    /\b(?:how (?:often|many times)|occurrences of|mentions of|number of times|count of|times|mentions?|contains?|includes?)\b(?:\s+(?:does|do|is|are|the|word|term|keyword|words|it|we|you|find|see|read|use))*\s+([\p{L}][\p{L}-]*)/iu.exec(
      evidence.text.replace(/⟦[^⟧]*⟧/g, ' '),
    )?.[1];
  if (keyword !== undefined && /term|keyword|phrase|word/i.test(property.name) && !stopwords.has(keyword.toLowerCase())) {
    consume(draft, keyword);
    return [keyword];
  }
  const loose = property.required ? looseText(evidence.text) : undefined;
  if (loose !== undefined && /,|\band\b|\bof\b/.test(loose)) {
    consume(draft, loose);
    return loose.split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s+of\s+/).filter((item) => item !== '');
  }
  const list = property.required ? /:\s*(.+)$/.exec(evidence.text)?.[1] : undefined;
  return list?.includes(',') === true ? list.split(/\s*,\s*(?:and\s+)?|\s+and\s+/).filter((item) => item !== '') : undefined;
}

import { fieldsOf, repeats } from '../reading/document.ts';
import { conditionsIn } from './conditions.ts';
import type { Draft } from './draft.ts';
import type { Evidence } from './evidence.ts';
import { namedFields } from './fields.ts';
import type { Property } from './property.ts';

/** "Which products cost less than 10": the rows that meet the conditions, when no figure of them is asked for. */
export function listsMatches(properties: readonly Property[], evidence: Evidence, draft: Draft): boolean {
  const statistics = properties.find((property) => property.kind === 'choices');
  const conditions = properties.find((property) => property.kind === 'conditions');
  if (statistics === undefined || conditions === undefined || draft.input[conditions.name] === undefined) return false;
  return (
    draft.input[statistics.name] === undefined &&
    !Object.entries(draft.input).some(([name]) => /^(?:groupBy|sortBy|top)$/.test(name)) &&
    !/\bhow many\b|\bstatistics?\b|\bsummar/i.test(evidence.text)
  );
}

/** "Who directed Harbour": one row is meant, and no column of it is named that would answer. */
export function askedOfOne(evidence: Evidence): string | undefined {
  const [document] = evidence.documents;
  if (document === undefined || /\b(?:show|list|find|print|display|details?|rows?|records?|entry|entries|everything|all|any|anyone)\b/i.test(evidence.text))
    return undefined;
  const conditions = conditionsIn(evidence.text, document, evidence.quotes);
  const named = namedFields(evidence.text, document).filter(({ field, share }) => share >= 0.5 && !conditions.some((condition) => condition.field === field));
  if (named.length > 0 || conditions.length === 0 || !conditions.every(({ field, operator }) => operator === 'eq' && !repeats(document, field)))
    return undefined;
  return `no column of ${document.name} says this of "${String(conditions[0]?.value)}": the columns are ${fieldsOf(document)
    .map((field) => `"${field}"`)
    .join(', ')}`;
}

import type { TaskDocument } from '../reading/document.ts';
import type { Draft } from './draft.ts';
import type { Evidence } from './evidence.ts';
import { fieldAfter, namedFields } from './fields.ts';
import type { Property } from './property.ts';

/** "Which category has the highest average price": the best of the groups, by a figure of each. */
const bestGroup = /\b(?:which|what)\s+([\p{L}_ ]+?)\s+(?:has|have|had|with)\s+the\s+(highest|lowest|largest|smallest|most|least|biggest|greatest|maximum|minimum|max|min)\s+(?:average|mean|total|sum|median|number|count)\b/iu;

/** Gives such a question the one best group instead of the extremes of all rows. */
export function settleBestGroup(properties: readonly Property[], evidence: Evidence, draft: Draft): void {
  const found = bestGroup.exec(evidence.text);
  if (found === null || draft.input['groupBy'] === undefined) return;
  const statistics = properties.find(property => property.kind === 'choices');
  const asked = statistics === undefined ? undefined : draft.input[statistics.name];
  if (statistics !== undefined && Array.isArray(asked)) draft.input[statistics.name] = asked.filter(value => value !== 'max' && value !== 'min');
  if (properties.some(property => property.name === 'order')) draft.input['order'] = /^(?:lowest|smallest|least|minimum|min)$/i.test(found[2] ?? '') ? 'ascending' : 'descending';
  if (properties.some(property => property.name === 'top')) draft.input['top'] = 1;
}

/** The field that groups: "per region", "for each customer", "by month" unless "by" orders a listing. */
export function groupIn(text: string, document: TaskDocument): string | undefined {
  const contest = bestGroup.exec(text)?.[1];
  if (contest !== undefined) return namedFields(contest, document)[0]?.field;
  const listing = /\btop\b|\bhighest\b|\blowest\b|\bbottom\b|\bsort|\brank/i.test(text) && !/\b(?:per|for each|for every|grouped by|in each|each)\b/i.test(text);
  return listing ? undefined : fieldAfter(text, document, /\b(?:grouped by|group by|broken down by|breakdown by|split by|by|per|for each|for every|in each|of each|each)\s+/i);
}

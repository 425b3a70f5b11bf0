import { repeats, wordValuesOf, type TaskDocument } from '../reading/document.ts';
import type { Draft } from './draft.ts';
import type { Evidence } from './evidence.ts';
import { spokenValues } from './conditions.ts';
import { fieldAfter, namedFields } from './fields.ts';
import type { Property } from './property.ts';

/** "Which category has the highest average price": the best of the groups, by a figure of each. */
const bestGroup =
  /\b(?:which|what)\s+([\p{L}_ ]+?)\s+(?:has|have|had|with)\s+the\s+(highest|lowest|largest|smallest|most|least|biggest|greatest|maximum|minimum|max|min)\s+(?:average|mean|total|sum|median|number|count)\b/iu;

/** "Which product sold the most units": the sum of each group, where several rows are of one group. */
const mostOf = /\b(?:which|what|who)\s+([\p{L}_ ]+?)\s+\p{L}+\s+(?:the\s+)?(most|least|fewest)\s+([\p{L}_]+)/iu;

function sumContest(text: string, document: TaskDocument): { readonly group: string; readonly ascending: boolean } | undefined {
  const [, contestants = '', order = '', measured = ''] = mostOf.exec(text) ?? [];
  const group = namedFields(contestants, document)[0]?.field;
  const figure = namedFields(measured, document)[0]?.field;
  if (group === undefined || figure === undefined || wordValuesOf(document).has(figure) || !repeats(document, group)) return undefined;
  return { group, ascending: order.toLowerCase() !== 'most' };
}

/** Gives such a question the one best group instead of the extremes of all rows. */
export function settleBestGroup(properties: readonly Property[], evidence: Evidence, draft: Draft): void {
  const [document] = evidence.documents;
  const contest = document === undefined ? undefined : sumContest(evidence.text, document);
  const found = bestGroup.exec(evidence.text);
  if ((found === null && contest === undefined) || draft.input['groupBy'] === undefined) return;
  const statistics = properties.find((property) => property.kind === 'choices');
  if (contest !== undefined) {
    draft.unchosen = false;
    if (statistics !== undefined) draft.input[statistics.name] = ['sum'];
    if (properties.some((property) => property.name === 'aggregate')) draft.input['aggregate'] = 'sum';
    for (const property of properties) if (property.kind === 'sortField') delete draft.input[property.name];
  }
  const asked = statistics === undefined ? undefined : draft.input[statistics.name];
  if (statistics !== undefined && Array.isArray(asked)) draft.input[statistics.name] = asked.filter((value) => value !== 'max' && value !== 'min');
  if (properties.some((property) => property.name === 'order'))
    draft.input['order'] = (contest?.ascending ?? /^(?:lowest|smallest|least|minimum|min)$/i.test(found?.[2] ?? '')) ? 'ascending' : 'descending';
  if (properties.some((property) => property.name === 'top')) draft.input['top'] = 1;
}

/** The field that groups: "per region", "for each customer", "by month" unless "by" orders a listing. */
export function groupIn(text: string, document: TaskDocument): string | undefined {
  const contest = bestGroup.exec(text)?.[1];
  if (contest !== undefined) return namedFields(contest, document)[0]?.field;
  const most = sumContest(text, document);
  if (most !== undefined) return most.group;
  const spoken = spokenValues(text.replace(/⟦[^⟧]*⟧/g, ' '), document);
  const several = spoken.find(({ field, value }) => spoken.some((other) => other.field === field && other.value !== value));
  if (several !== undefined) return several.field;
  const listing =
    /\btop\b|\bhighest\b|\blowest\b|\bbottom\b|\bsort|\brank/i.test(text) && !/\b(?:per|for each|for every|grouped by|in each|each)\b/i.test(text);
  return listing
    ? undefined
    : fieldAfter(text, document, /\b(?:grouped by|group by|broken down by|breakdown by|split by|by|per|for each|for every|in each|of each|each)\s+/i);
}

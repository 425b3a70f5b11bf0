import { takes } from './schema.ts';
import type { Draft } from './draft.ts';
import type { Evidence } from './evidence.ts';
import { namedFields } from './fields.ts';
import type { Property } from './property.ts';

/** A listing ("top 3", "the cheapest product") wants rows, not the statistics that its words also name. */
export function settleListing(properties: readonly Property[], evidence: Evidence, draft: Draft): void {
  const top = properties.find(property => /^(?:top|limit)$/.test(property.name) && property.kind === 'number');
  const sort = properties.find(property => property.kind === 'sortField');
  if (top === undefined || sort === undefined || evidence.documents.length === 0) return;
  const which = /\b(?:which|what|who|find|name|show|list|give)\b(?!.*\b(?:average|mean|median|sum|total of|how many)\b).*\b(?:most expensive|cheapest|highest|lowest|largest|smallest|most|least|oldest|youngest|biggest|maximum|minimum|best|worst)\b/i.test(evidence.text) && /\b(?:which|who|products?|items?|rows?|person|people|employees?|customers?|entry|entries|records?|city|cities|country|countries|orders?|names?|students?|players?|movies?|books?)\b/i.test(evidence.text) && draft.input['groupBy'] === undefined;
  if (draft.input[sort.name] === undefined) {
    const field = which ? namedFields(evidence.text.replace(/expensive|cheapest|costl\w+/gi, 'price'), evidence.documents[0] ?? { name: '', kind: 'csv', sample: '', value: '' }).find(candidate => candidate.share >= 0.5)?.field : undefined;
    if (field === undefined) return;
    draft.input[sort.name] = field;
  }
  if (draft.input[top.name] === undefined && which) draft.input[top.name] = 1;
  if (draft.input[top.name] === undefined && !/\bsort|\border|\brank/i.test(evidence.text)) {
    delete draft.input[sort.name];
    return;
  }
  for (const property of properties) if (property.kind === 'choices' || property.kind === 'fields' || property.name === 'aggregate' || property.kind === 'field') delete draft.input[property.name];
  const order = properties.find(property => property.kind === 'choice' && takes(property.schema, 'string') && property.schema.enum?.includes('descending') === true);
  if (order !== undefined) draft.input[order.name] = /\b(?:cheapest|lowest|smallest|least|bottom|minimum|youngest|worst|fewest|ascending|shortest)\b/i.test(evidence.text) ? 'ascending' : draft.input[order.name] === 'ascending' ? 'ascending' : 'descending';
}

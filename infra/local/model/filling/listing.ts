import { meaning, wordsOf } from '../reading/terms.ts';
import type { Draft } from './draft.ts';
import type { Evidence } from './evidence.ts';
import { namedFields } from './fields.ts';
import { askedOfOne, listsMatches } from './matching-rows.ts';
import type { Property } from './property.ts';
import { takes } from './schema.ts';
import { unknownFigure } from './unknown-names.ts';

const superlative =
  /\b(?:which|what|who|find|name|show|list|give)\b(?!.*\b(?:average|mean|median|sum|total of|how many)\b).*\b(?:most expensive|cheapest|highest|lowest|largest|smallest|most|least|oldest|youngest|biggest|maximum|minimum|best|worst)\b/i;
const rowNouns =
  /\b(?:which|who|products?|items?|rows?|person|people|employees?|customers?|entry|entries|records?|city|cities|country|countries|orders?|names?|students?|players?|movies?|books?)\b/i;

/** "The longest film" of films.csv: rows are called as their file. */
function namesRows(evidence: Evidence): boolean {
  const called = wordsOf((evidence.documents[0]?.name ?? '').replace(/\.\w+$/, '')).map(meaning);
  return wordsOf(evidence.text).some((word) => called.includes(meaning(word)));
}

/** A listing ("top 3", "the cheapest product") wants rows, not the statistics that its words also name. */
export function settleListing(properties: readonly Property[], evidence: Evidence, draft: Draft): void {
  const top = properties.find((property) => /^(?:top|limit)$/.test(property.name) && property.kind === 'number');
  const sort = properties.find((property) => property.kind === 'sortField');
  if (top === undefined || sort === undefined || evidence.documents.length === 0) return;
  const which = superlative.test(evidence.text) && (rowNouns.test(evidence.text) || namesRows(evidence)) && draft.input['groupBy'] === undefined;
  const [document] = evidence.documents;
  if (document !== undefined && listsMatches(properties, evidence, draft)) {
    for (const property of properties) if (property.kind === 'fields' || property.kind === 'field') delete draft.input[property.name];
    draft.unmet = askedOfOne(evidence);
    draft.input[top.name] = 20;
    draft.unchosen = false;
    return;
  }
  const unknown = which && document !== undefined ? unknownFigure(evidence.text, document) : undefined;
  if (unknown !== undefined) draft.input[sort.name] = unknown;
  if (draft.input[sort.name] === undefined) {
    const field = which
      ? namedFields(
          evidence.text.replace(/expensive|cheapest|costl\w+/gi, 'price'),
          evidence.documents[0] ?? { name: '', kind: 'csv', sample: '', value: '' },
        ).find((candidate) => candidate.share >= 0.5)?.field
      : undefined;
    if (field === undefined) return;
    draft.input[sort.name] = field;
  }
  const whole = /\b(?:list|show|sort|rank|order)\b.*(?:\bby\b|\bfirst\b)/i.test(evidence.text);
  if (draft.input[top.name] === undefined && which) draft.input[top.name] = whole ? 100 : 1;
  if (draft.input[top.name] === undefined && !/\bsort|\border|\brank/i.test(evidence.text)) {
    delete draft.input[sort.name];
    return;
  }
  for (const property of properties)
    if (property.kind === 'choices' || property.kind === 'fields' || property.name === 'aggregate' || property.kind === 'field')
      delete draft.input[property.name];
  const order = properties.find(
    (property) => property.kind === 'choice' && takes(property.schema, 'string') && property.schema.enum?.includes('descending') === true,
  );
  if (order !== undefined)
    draft.input[order.name] =
      /\b(?:cheapest|lowest|smallest|least|bottom|minimum|youngest|worst|fewest|ascending|shortest)\b/i.test(evidence.text) ||
      (/\bsort|\border/i.test(evidence.text) && !/\bdescending|\bhighest|\blargest|\bmost\b|\btop\b|\bbest\b|\bbiggest|\breverse/i.test(evidence.text))
        ? 'ascending'
        : draft.input[order.name] === 'ascending'
          ? 'ascending'
          : 'descending';
}

import type { Draft } from './draft.ts';
import type { Evidence } from './evidence.ts';
import { settleBestGroup } from './grouping.ts';
import { settleListing } from './listing.ts';
import { assignNumbers } from './number-assignment.ts';
import { propertiesOf, type Property } from './property.ts';
import type { Schema } from './schema.ts';
import { sourceTexts } from './source-text.ts';
import { unmetIn } from './unmet.ts';
import { valueFor } from './value.ts';

/** An input for a tool, made from a step's evidence. */
export interface Filled {
  readonly input: Readonly<Record<string, unknown>>;
  /** Required properties for which the evidence has nothing. */
  readonly missing: readonly string[];
  /** Meanings of words that ended up as values: they need no explanation by the tool's description. */
  readonly consumed: readonly string[];
  /** How much of the input's form the evidence fits: expressions, conversions, documents of the right kind, numbers. */
  readonly fit: number;
  /** The tool offers a choice of things to do, and the step's words name none of them. */
  readonly unchosen: boolean;
  /** What the step says and the input leaves out. */
  readonly unmet?: string;
}

/** Fills a tool's input. Several results when the step names several documents or values for a tool that takes one. */
export function fillInputs(schema: Schema, evidence: Evidence, toolText: string): readonly Filled[] {
  const properties = propertiesOf(schema);
  const slots = properties.filter((property) => property.kind === 'document');
  const requiredSlots = slots.filter((property) => property.required).length || Math.min(1, slots.length);
  const spread = <T>(items: readonly T[], keep: (item: T) => Evidence): readonly Filled[] => items.map((item) => fillOne(properties, keep(item), toolText));
  if (requiredSlots === 1 && evidence.documents.length > 1) return spread(evidence.documents, (document) => ({ ...evidence, documents: [document] }));
  if (
    requiredSlots === 1 &&
    evidence.documents.length === 0 &&
    evidence.quotes.length > 1 &&
    !properties.some((property) => property.kind === 'texts' || property.kind === 'phrase')
  )
    return spread(evidence.quotes, (quote) => ({ ...evidence, quotes: [quote], text: evidence.text.replace(/⟦q\d+⟧/g, '⟦q0⟧') }));
  if (properties.some((property) => property.kind === 'targetUnit') && evidence.conversions.length > 1)
    return spread(evidence.conversions, (conversion) => ({ ...evidence, conversions: [conversion] }));
  const numeric = properties.filter((property) => property.kind === 'number' && (property.required || !properties.some((other) => other.required)));
  const lone =
    numeric.length === 1 &&
    !properties.some((property) => property.kind === 'numbers' || property.kind === 'document' || property.kind === 'date' || property.kind === 'targetUnit') &&
    properties.filter((property) => property.kind === 'number').length === 1;
  if (lone && evidence.numbers.length > 1 && listed(evidence)) return spread(evidence.numbers, (number) => ({ ...evidence, numbers: [number] }));
  const dates = properties.filter((property) => property.kind === 'date');
  if (dates.length === 1 && evidence.dates.length > 1) return spread(evidence.dates, (date) => ({ ...evidence, dates: [date] }));
  return [fillOne(properties, evidence, toolText)];
}

/** "1994 and 2024", "4, 9 and 14": the numbers follow each other with nothing but conjunctions between. */
function listed(evidence: Evidence): boolean {
  return evidence.numbers
    .slice(1)
    .every((number, index) => /^\s*(?:,|and|or|,\s*and|&)\s*$/i.test(evidence.text.slice(evidence.numbers[index]?.end ?? 0, number.index)));
}

function fillOne(properties: readonly Property[], evidence: Evidence, toolText: string): Filled {
  const draft: Draft = { input: {}, consumed: [], fit: 0, unchosen: false, unmet: undefined };
  const documents = sourceTexts(properties, evidence, draft);
  const numbers = assignNumbers(
    properties.filter((property) => property.kind === 'number'),
    evidence,
  );
  const document = evidence.documents[0];
  const dates = [...evidence.dates];
  for (const property of properties) {
    const value = valueFor(property, { properties, evidence, draft, document, toolText, documents, numbers, dates });
    if (value !== undefined) draft.input[property.name] = value;
    else if (property.schema.default !== undefined && property.required) draft.input[property.name] = property.schema.default;
  }
  settleListing(properties, evidence, draft);
  settleBestGroup(properties, evidence, draft);
  // A count is of entries: a field beside it would count only where that field is filled.
  if (draft.input['aggregate'] === 'count') delete draft.input['field'];
  const missing = properties.filter((property) => property.required && draft.input[property.name] === undefined).map((property) => property.name);
  const unmet = draft.unmet ?? unmetIn(draft.input, evidence);
  return { input: draft.input, missing, consumed: draft.consumed, fit: draft.fit, unchosen: draft.unchosen, ...(unmet === undefined ? {} : { unmet }) };
}

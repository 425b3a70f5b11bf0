import { contentTerms, meaning, wordsOf } from '../reading/terms.ts';
import { stopwords } from '../reading/vocabulary.ts';
import { chooseBeside, chooseOne } from './choice.ts';
import { consume } from './draft.ts';
import type { Evidence } from './evidence.ts';
import type { Filling } from './filling.ts';
import type { Property } from './property.ts';
import { takes } from './schema.ts';
import { amountOf, withoutFields } from './statistic-words.ts';

/** Source or target unit of the conversion that the step asks for, when the tool is about its quantity. */
export function unitFor(property: Property, { evidence, draft, toolText }: Filling): string | undefined {
  const conversion = evidence.conversions[0];
  if (conversion === undefined) return undefined;
  const about = toolText.toLowerCase();
  if (!about.includes(conversion.quantity) && !about.includes(conversion.from.toLowerCase())) return undefined;
  draft.fit += 1;
  consume(draft, `${conversion.from} ${conversion.to} count`);
  return property.kind === 'sourceUnit' ? conversion.from : conversion.to;
}

/** The next date of the step; today or the first of January where the words point there. */
export function dateFor(property: Property, { evidence, draft, dates, properties }: Filling): string | undefined {
  const wanted = properties.filter((other) => other.kind === 'date').length;
  if (dates.length === 0) {
    const year = evidence.numbers.find((number) => Number.isInteger(number.value) && number.value >= 1500 && number.value < 3000);
    if (property.required && year !== undefined && /\byear\b/i.test(evidence.text)) {
      draft.fit += 1;
      return `${year.value}-01-01`;
    }
    const relative = property.required && /\b(?:from now|ago|today|from today)\b/i.test(evidence.text) ? 'today' : undefined;
    if (relative !== undefined) draft.fit += 0.6;
    return relative;
  }
  if (wanted === 0) return undefined;
  draft.fit += 1;
  const date = dates.shift();
  if (date !== undefined) consume(draft, date);
  return date;
}

/** The value of an enumeration that the words name, or the default of a required one. */
export function choiceFor(property: Property, { evidence, draft, properties }: Filling): unknown {
  const order = /order|direction/.test(property.name.toLowerCase());
  const beside = chooseBeside(property, evidence.text);
  const chosen =
    beside ??
    (/^from/i.test(property.name)
      ? undefined
      : (chooseOne(property.schema, withoutFields(evidence.text, evidence.documents[0])) ?? chooseOne(property.schema, evidence.text)));
  if (
    order &&
    !/\btop\b|\bbottom\b|\bsort|\border|\brank|\bhighest\b|\blowest\b|\bmost\b|\bleast\b|\blargest\b|\bsmallest\b|\bcheapest\b|ascending|descending/i.test(
      evidence.text,
    )
  )
    return undefined;
  const [document] = evidence.documents;
  if (chosen === 'count' && document !== undefined && property.schema.enum?.includes('sum') === true && amountOf(evidence.text, document)) return 'sum';
  if (chosen !== undefined) {
    draft.fit += property.required ? 0.8 : 0.2;
    consume(draft, String(chosen));
    return chosen;
  }
  const twoDates = properties.filter((other) => other.kind === 'date').length > 1 && evidence.dates.length > 1;
  if (property.required && twoDates && property.schema.enum?.includes('difference') === true) return 'difference';
  if (!property.required) return undefined;
  draft.fit -= 0.5;
  return property.schema.default ?? property.schema.enum?.[0];
}

/** A list of numbers: in the words, in a quotation or in a file of numbers. */
export function numbersFrom(evidence: Evidence, taken: ReadonlyMap<string, number>): readonly number[] {
  const used = new Set(taken.values());
  const inText = evidence.numbers.map((number) => number.value).filter((value) => !used.has(value));
  if (inText.length > 1) return inText;
  const quoted = evidence.quotes.flatMap((quote) => (/^[\s\d.,;+\-e[\]]+$/i.test(quote) ? (quote.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number) : []));
  const document = evidence.documents.flatMap((item) =>
    item.value === item.sample || item.sample.length < 1900
      ? /^[\s\d.,;+\-e[\]]+$/i.test(item.sample)
        ? (item.sample.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number)
        : []
      : [],
  );
  return [...quoted, ...document].length > 0 ? [...quoted, ...document] : inText;
}

/** True when the words name the flag, false when they deny it. */
export function flagFor(property: Property, text: string): boolean | undefined {
  const words = wordsOf(property.name)
    .filter((word) => !stopwords.has(word))
    .map(meaning);
  const said = new Set(contentTerms(text));
  if (words.length === 0 || !words.every((word) => said.has(word))) return property.required ? false : undefined;
  return !new RegExp(`\\b(?:not|no|without|don't|do not)\\s+(?:\\w+\\s+)?${words[0] ?? ''}`, 'i').test(text);
}

/** A value that came with the task under the property’s name. */
export function contextValue(property: Property, evidence: Evidence): unknown {
  const key = Object.keys(evidence.context).find((name) => name.toLowerCase().replace(/[^a-z]/g, '') === property.name.toLowerCase().replace(/[^a-z]/g, ''));
  const value = key === undefined ? undefined : evidence.context[key];
  return (typeof value === 'string' && takes(property.schema, 'string')) ||
    (typeof value === 'number' && (takes(property.schema, 'number') || takes(property.schema, 'integer')))
    ? value
    : undefined;
}

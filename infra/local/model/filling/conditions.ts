import { dateFieldOf, fieldsOf, wordValuesOf, type TaskDocument } from '../reading/document.ts';
import { meaning, wordsOf } from '../reading/terms.ts';
import { requestWords, stopwords } from '../reading/vocabulary.ts';
import { namedFields, wholeAt } from './fields.ts';

/** A condition on entries, in the common terms of columns and fields. */
export interface Condition {
  readonly field: string;
  readonly operator: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains';
  readonly value: string | number;
}

const comparisons: readonly (readonly [RegExp, Condition['operator']])[] = [
  [/^\s*(?:is |are |was |were |of |being )?(?:(?:greater|more|larger|higher|bigger) than or equal to|at least|>=|≥|no less than)\s*/i, 'gte'],
  [/^\s*(?:is |are |was |were |of |being )?(?:(?:less|fewer|lower|smaller) than or equal to|at most|<=|≤|no more than|up to)\s*/i, 'lte'],
  [/^\s*(?:is |are |was |were |of |being )?(?:(?:greater|more|larger|higher|bigger|older) than|above|over|exceeds?|exceeding|>)\s*/i, 'gt'],
  [/^\s*(?:is |are |was |were |of |being )?(?:(?:less|fewer|lower|smaller|cheaper|younger) than|below|under|<)\s*/i, 'lt'],
  [/^\s*(?:is not|are not|isn't|not equal to|!=|≠|other than|except)\s*/i, 'ne'],
  [/^\s*(?:contains?|containing|includes?|including)\s*/i, 'contains'],
  [/^\s*(?:is equal to|equals?|equal to|==?|is|are|was|were|of|:)\s*/i, 'eq'],
];

/** The first letters of the months, January first. */
export const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const period =
  /\b(?:in|during|for|of|from)\s+(?:the\s+(?:month|year)\s+(?:of\s+)?)?(?:(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:,?\s+(\d{4}))?|((?:19|20)\d\d)\b)/i;

const anyPeriod =
  /\b(?:(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?:,?\s+\d{4})?|(?:19|20)\d\d\b)/g;

/** Conditions that a text puts on a document's entries: "where price > 10", "orders shipped", "in region North". */
export function conditionsIn(text: string, document: TaskDocument, quotes: readonly string[]): readonly Condition[] {
  const plain = text.replace(/⟦d\d+⟧/g, (mark) => ' '.repeat(mark.length)).replace(/⟦q(\d+)⟧/g, (_, index: string) => `"${quotes[Number(index)] ?? ''}"`);
  const found: Condition[] = [];
  for (const { field, index, share } of namedFields(plain, document)) {
    if (share < 0.5) continue;
    const last = wordsOf(field).at(-1) ?? field;
    const start =
      plain.toLowerCase().indexOf(field.toLowerCase(), index) >= 0
        ? plain.toLowerCase().indexOf(field.toLowerCase(), index) + field.length
        : index + (new RegExp(`^${last}\\w*`, 'i').exec(plain.slice(index))?.[0].length ?? last.length);
    const rest = plain.slice(start).replace(/^s\b/, '');
    for (const [pattern, operator] of comparisons) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      const operand = /^(?:"([^"]+)"|[$€£]?(-?\d[\d,]*(?:\.\d+)?)|([\p{L}][\p{L}\d_-]*))/u.exec(rest.slice(match[0].length));
      const numeric = operand?.[2] === undefined ? undefined : Number(operand[2].replaceAll(',', ''));
      const known = valueOf(document, field, operand?.[1] ?? operand?.[3]);
      if (numeric !== undefined) found.push({ field, operator, value: numeric });
      else if (operand?.[1] !== undefined) found.push({ field, operator, value: operand[1] });
      else if (known !== undefined) found.push({ field, operator, value: known });
      break;
    }
  }
  for (const condition of [...flags(plain, document), ...valuesBehind(plain, document), ...periods(plain, document)])
    if (!found.some((other) => other.field === condition.field)) found.push(condition);
  const spoken = spokenValues(plain, document);
  for (const { field, value } of spoken) {
    // "Berlin and Paris": no row has two values of one column; such words group by it.
    if (spoken.some((other) => other.field === field && other.value !== value)) continue;
    if (!found.some((condition) => condition.field === field || String(condition.value).toLowerCase() === value.toLowerCase()))
      found.push({ field, operator: 'eq', value });
  }
  return [...found, ...loose(plain, document, found)];
}

/** "How many users are active", "inactive users": fields of true and false. */
function flags(text: string, document: TaskDocument): readonly Condition[] {
  return [...wordValuesOf(document)].flatMap(([field, values]): Condition[] => {
    if (![...values].every((value) => /^(?:true|false|yes|no)$/i.test(value))) return [];
    const said = new RegExp(
      String.raw`\b(not |in|un)?${wordsOf(field)
        .filter((word) => word !== 'is')
        .join('[ _-]?')}\b(?!\s*(?:is|=|:))`,
      'i',
    ).exec(text);
    const [yes = 'true', no = 'false'] = [...values].some((value) => /^(?:yes|no)$/i.test(value)) ? ['yes', 'no'] : [];
    return said === null ? [] : [{ field, operator: 'eq', value: said[1] === undefined ? yes : no }];
  });
}

/** "in March", "in 2024", "during May 2024": part of the dates of a field. */
function periods(text: string, document: TaskDocument): readonly Condition[] {
  const field = dateFieldOf(document);
  const match = period.exec(text);
  // A span ("from January to March") is more than one call selects.
  if (field === undefined || match === null || [...text.matchAll(anyPeriod)].length > 1) return [];
  const month = match[1] === undefined ? undefined : monthNames.indexOf(match[1].slice(0, 3).toLowerCase()) + 1;
  const year = match[2] ?? match[3];
  return [{ field, operator: 'contains', value: `${year ?? ''}-${month === undefined ? '' : `${String(month).padStart(2, '0')}-`}` }];
}

/** "of team green", "in the department Legal": a value that the sample need not show. */
function valuesBehind(text: string, document: TaskDocument): readonly Condition[] {
  return [...wordValuesOf(document).keys()].flatMap((field): Condition[] => {
    const name = wordsOf(field).join('[ _-]?');
    const value = new RegExp(
      String.raw`\b(?:in|of|from|for|to|with|by|where|on|belongs?)\s+(?:the\s+)?${name}\s+"?([\p{L}][\p{L}\d_-]*)"?(?=\s*(?:$|[,?.!]|in\b|from\b|of\b|and\b|have\b|has\b|is\b|are\b))`,
      'iu',
    ).exec(text)?.[1];
    if (value !== undefined && wordValuesOf(document).get(field)?.has(value) === true) return [{ field, operator: 'eq', value }];
    if (
      value === undefined ||
      stopwords.has(value.toLowerCase()) ||
      requestWords.has(value.toLowerCase()) ||
      fieldsOf(document).some((other) => wordsOf(other).includes(value.toLowerCase()))
    )
      return [];
    return [{ field, operator: 'eq', value }];
  });
}

/** Values of word columns that the text speaks: "the orders from Berlin" when a city column has Berlin. */
export function spokenValues(text: string, document: TaskDocument): readonly { readonly field: string; readonly value: string }[] {
  const names = fieldsOf(document)
    .flatMap((field) => wordsOf(field))
    .map(meaning);
  return [...wordValuesOf(document)].flatMap(([field, values]) =>
    [...values].flatMap((value) => {
      if (value.length < 2 || value.length > 60 || stopwords.has(value.toLowerCase()) || names.includes(meaning(value))) return [];
      const at = placeOfValue(value, text);
      const short = value.length < 4 && !text.includes(value);
      return at >= 0 && !short ? [{ field, value }] : [];
    }),
  );
}

/** "cost more than 100", "over 50 euros": a comparison without a field, on the only field a price can mean. */
function loose(text: string, document: TaskDocument, found: readonly Condition[]): readonly Condition[] {
  if (found.some((condition) => typeof condition.value === 'number')) return [];
  const match =
    /\b(?:(?:cost|costing|priced|worth)\s+)?(above|over|more than|greater than|at least|below|under|less than|at most|cheaper than)\s+[$€£]?(\d[\d,]*(?:\.\d+)?)\b(?!\s*(?:words?|rows?|lines?|%))/i.exec(
      text,
    );
  const field =
    namedFields(text, document).find((named) => !wordValuesOf(document).has(named.field))?.field ??
    fieldsOf(document).find((name) => /price|cost|amount|total/i.test(name));
  if (match === null || field === undefined) return [];
  const operator = (
    {
      above: 'gt',
      over: 'gt',
      'more than': 'gt',
      'greater than': 'gt',
      'at least': 'gte',
      below: 'lt',
      under: 'lt',
      'less than': 'lt',
      'cheaper than': 'lt',
      'at most': 'lte',
    } as const
  )[(match[1] ?? '').toLowerCase()];
  return operator === undefined ? [] : [{ field, operator, value: Number((match[2] ?? '').replaceAll(',', '')) }];
}

/** Where a text says a value, "comedies" for "Comedy" as well; -1 when it does not. */
function placeOfValue(value: string, text: string): number {
  const at = text.toLowerCase().indexOf(value.toLowerCase());
  if (at >= 0 && wholeAt(text, at, value.length)) return at;
  if (value.length === 3 && monthNames.includes(value.toLowerCase()))
    return [...text.matchAll(/\p{Lu}\p{Ll}{3,8}\b/gu)].find((match) => match[0].startsWith(value))?.index ?? -1;
  return value.length > 3 && /^\p{L}+$/u.test(value) && !/ing$|ed$/i.test(value)
    ? ([...text.matchAll(/[\p{L}]+/gu)].find((match) => /(?:s|ies)$/i.test(match[0]) && meaning(match[0]) === meaning(value))?.index ?? -1)
    : -1;
}

function valueOf(document: TaskDocument, field: string, word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  return (
    [...(wordValuesOf(document).get(field) ?? [])].find((value) => value.toLowerCase() === word.toLowerCase()) ??
    (/^(?:true|false)$/i.test(word) ? word : undefined)
  );
}

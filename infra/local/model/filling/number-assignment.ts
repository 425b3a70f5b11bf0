import { meaning, wordsOf } from '../reading/terms.ts';
import { requestWords, stopwords } from '../reading/vocabulary.ts';
import type { Evidence } from './evidence.ts';
import type { FoundNumber } from './numbers.ts';
import type { Property } from './property.ts';
import { takes } from './schema.ts';

/** Gives the numbers of a text to numeric properties: by the words around each, the rest to required ones in order. */
export function assignNumbers(properties: readonly Property[], evidence: Evidence): ReadonlyMap<string, number> {
  const free = [...evidence.numbers];
  const assigned = new Map<string, number>();
  const pairs = properties
    .flatMap((property) => free.map((number) => ({ property, number, score: affinity(property, number, evidence.documents.length > 0) })))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.number.index - b.number.index);
  const give = (property: Property, number: FoundNumber): void => {
    assigned.set(property.name, valueIn(property, number));
    free.splice(free.indexOf(number), 1);
  };
  for (const { property, number } of pairs) {
    if (!assigned.has(property.name) && free.includes(number)) give(property, number);
  }
  for (const property of properties) {
    const next = free.find((number) => allowed(property, number));
    if (property.required && !assigned.has(property.name) && next !== undefined) give(property, next);
  }
  const optional = properties.filter((property) => !property.required && !assigned.has(property.name));
  const [only] = optional;
  const [left] = free;
  if (
    only !== undefined &&
    left !== undefined &&
    optional.length === 1 &&
    free.length === 1 &&
    assigned.size > 0 &&
    evidence.documents.length === 0 &&
    allowed(only, left)
  )
    give(only, left);
  const required = properties.some((property) => property.required);
  if (!required && evidence.documents.length === 0 && optional.length > 0 && assigned.size === 0) {
    for (const property of optional) {
      const next = free.find((number) => allowed(property, number));
      if (next !== undefined) give(property, next);
    }
  }
  return assigned;
}

const names: Readonly<Record<string, RegExp>> = {
  percent: /rate|percent|interest|discount|share|apr/i,
  money: /amount|principal|price|cost|loan|capital|deposit|salary|total|budget|sum/i,
  count: /^(?:top|limit|n|count|max|size|length|number|k)$/i,
};

function affinity(property: Property, number: FoundNumber, hasDocument: boolean): number {
  if (!allowed(property, number)) return 0;
  const words = wordsOf(`${property.name} ${property.schema.description ?? ''}`)
    .filter((word) => !stopwords.has(word) && !requestWords.has(word))
    .map(meaning);
  const own = wordsOf(property.name).map(meaning);
  let score = 0;
  if (number.percent && names['percent']?.test(property.name) === true) score += 4;
  if (number.money && names['money']?.test(property.name) === true) score += 3;
  if (number.percent !== (names['percent']?.test(property.name) === true) && number.percent) score -= 2;
  if (number.after !== '' && own.includes(meaning(number.after))) score += 3;
  if (number.before !== '' && own.includes(meaning(number.before))) score += 3;
  if (number.before !== '' && !stopwords.has(number.before) && words.includes(meaning(number.before))) score += 1;
  if (number.after !== '' && !stopwords.has(number.after) && words.includes(meaning(number.after))) score += 1;
  if (number.lead.slice(0, -1).some((word) => own.includes(meaning(word)))) score += 1.5;
  if (names['count']?.test(property.name) === true && /^(?:top|bottom|first|last|best|worst|highest|lowest|largest|smallest|limit)$/.test(number.before))
    score += 4;
  if (
    names['count']?.test(property.name) === true &&
    /^(?:most|least|cheapest|highest|lowest|largest|smallest|biggest|best|worst|longest|shortest|oldest|youngest)$/.test(number.after)
  )
    score += 4;
  if (/^(?:from)/.test(property.name) && number.before === 'from') score += 2;
  if (/^(?:to|up|until|end|last|max)/i.test(property.name) && /^(?:to|until|and|through)$/.test(number.before)) score += 2;
  if (/^(?:start|from|first|min)/i.test(property.name) && /^(?:from|between)$/.test(number.before)) score += 2;
  return property.required || !hasDocument ? score : score >= 3 ? score : 0;
}

function allowed(property: Property, number: FoundNumber): boolean {
  const { schema } = property;
  const value = valueIn(property, number);
  if (!takes(schema, 'number') && !Number.isInteger(value)) return false;
  return (schema.minimum === undefined || value >= schema.minimum) && (schema.maximum === undefined || value <= schema.maximum);
}

/** A percentage for a rate that is described as a fraction. */
function valueIn(property: Property, number: FoundNumber): number {
  return number.percent && /fraction|between 0 and 1|0\.\d/.test(property.schema.description ?? '') ? number.value / 100 : number.value;
}

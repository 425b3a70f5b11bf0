import type { Evidence } from './evidence.ts';
import type { Property } from './property.ts';

/** Words that lead to the value of a property by its name's sense. */
const leads: readonly (readonly [RegExp, RegExp])[] = [
  [/lang(?:uage)?|locale/i, /\b(?:to|into|in)\s+([A-Z][a-z]+|[a-z]{2}-[A-Z]{2})\b/],
  [/city|place|location|town|country|region|where|destination/i, /\b(?:in|at|for|to|of|near)\s+((?:[A-Z][\p{L}'-]+)(?:\s+[A-Z][\p{L}'-]+)*)/u],
  [/name|person|user|customer|author|who/i, /\b(?:named|called|for|of|by|to|user|customer)\s+((?:[A-Z][\p{L}'-]+)(?:\s+[A-Z][\p{L}'-]+)*)/u],
  [/url|link|uri|site/i, /\b((?:https?:\/\/|www\.)\S+)/i],
  [/e?-?mail/i, /\b([\w.+-]+@[\w-]+\.[\w.-]+)\b/],
  [/colou?r/i, /\b((?:#[0-9a-f]{3,8})|red|green|blue|black|white|yellow|orange|purple|pink|brown|grey|gray)\b/i],
  [/symbol|ticker|code|isbn|sku|id$/i, /\b([A-Z0-9][A-Z0-9-]{2,})\b/],
  [/style|format|mode|type|kind|shape/i, /\b(?:as|in|to|into|of)\s+(?:an?\s+)?([\p{L}]+(?:\s(?:case|format|style))?)\s*$/u],
];

/** Properties that take the request itself. */
const takesRequest = /^(?:question|query|prompt|task|request|instructions?|topic|subject|description|details|message|q|goal|taskDetails|search)/i;

/**
 * A string for a property that is no document: a quotation, what its name's sense leads to, or the request itself when
 * the property is for that. `rivals` is the number of required properties of this kind, `taken` the values of others.
 */
export function phraseFor(property: Property, evidence: Evidence, rivals: number, taken: readonly unknown[]): string | undefined {
  const shaped = property.schema.pattern === undefined ? undefined : wordOfPattern(evidence, property, taken);
  if (shaped !== undefined) return shaped;
  const plain = evidence.text
    .replace(/⟦d\d+⟧/g, ' ')
    .replace(/⟦q(\d+)⟧/g, (_, index: string) => `"${evidence.quotes[Number(index)] ?? ''}"`)
    .replace(/\s+/g, ' ')
    .trim();
  const lead = leads.find(([name]) => name.test(property.name));
  const led = lead?.[1].exec(evidence.text.replace(/⟦[^⟧]*⟧/g, ' '))?.[1]?.trim();
  if (led !== undefined && matches(property, led)) return led;
  if (takesRequest.test(property.name)) return plain;
  const named = new RegExp(`\\b${property.name.replace(/[^a-z0-9]/gi, '.?')}\\s+(?:is|of|=|:)?\\s*"?([\\p{L}\\d][\\p{L}\\d._-]*)`, 'iu').exec(plain)?.[1];
  if (named !== undefined && property.name.length > 1 && matches(property, named)) return named;
  const quote = evidence.quotes[0];
  if (quote !== undefined && (property.required || lead !== undefined) && matches(property, quote)) return quote;
  if (!property.required || rivals > 1) return undefined;
  const based = /digits/i.test(property.schema.description ?? '')
    ? /\b(0[xbo][0-9a-f]+|[0-9a-f]+)\s+(?:from\s+\w+\s+)?(?:in|to|into|as)\s/i.exec(plain)?.[1]
    : undefined;
  if (based !== undefined && matches(property, based)) return based;
  const number = evidence.numbers[0];
  const digits = number === undefined ? undefined : evidence.text.slice(number.index, number.end).trim();
  if (
    digits !== undefined &&
    /number|digits|binary|hex|octal|numeral|value|amount/i.test(`${property.name} ${property.schema.description ?? ''}`) &&
    matches(property, digits)
  )
    return digits;
  const token = /\b((?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)?[A-Z0-9]{2,}|0[xbo][0-9a-f]+)\b/i;
  const code = /numeral|hex|binary|code|roman/i.test(`${property.name} ${property.schema.description ?? ''}`)
    ? token.exec(plain.replace(/^\w+/, ''))?.[1]
    : undefined;
  if (code !== undefined && matches(property, code) && /[A-Z0-9]/.test(code)) return code;
  const proper = /(?<!^)\b((?:[A-Z][\p{L}'-]+)(?:\s+[A-Z][\p{L}'-]+)*)/u.exec(evidence.text.replace(/⟦[^⟧]*⟧/g, ' '))?.[1];
  if (proper !== undefined && matches(property, proper)) return proper;
  const object = /\b(?:of|for|about|in|on)\s+(?:the\s+)?([^,.;?!⟦]+)$/i.exec(evidence.text)?.[1]?.trim();
  return object !== undefined && object !== '' && matches(property, object) ? object : undefined;
}

/** A word of the text that has the shape the schema asks for, when most words have not. */
function wordOfPattern(evidence: Evidence, property: Property, taken: readonly unknown[]): string | undefined {
  const words = [...evidence.quotes, ...(evidence.text.replace(/⟦[^⟧]*⟧/g, ' ').match(/[\p{L}\d][\p{L}\d_.@-]*/gu) ?? [])];
  const found = words.filter((word) => word.length > 1 && matches(property, word) && !taken.includes(word));
  return found.length * 2 < words.length + 2 ? (found.find((word) => word === word.toUpperCase()) ?? (property.required ? found[0] : undefined)) : undefined;
}

function matches(property: Property, value: string): boolean {
  const { pattern, minLength } = property.schema;
  if (minLength !== undefined && value.length < minLength) return false;
  if (pattern === undefined) return true;
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    // A pattern this engine cannot read is the agent's own matter: its validator decides.
    return true;
  }
}

import { marksOf } from './marked-task.ts';
import { salientTerms } from './terms.ts';

/** A clause taken apart: what must be known first, and what is done with it (`⟦i0⟧`, `⟦i1⟧` stand for those). */
export interface Nested {
  readonly inner: readonly string[];
  readonly outer: string;
}

const number = String.raw`(?:-?\d[\d.,]*(?:\s*%)?|(?:one|two|three|four|five|six|ten)\b)`;
const suffix = new RegExp(
  String.raw`^(.*?)[,]?\s+(?:and\s+)?((?:multiplied by|times|divided by|plus|minus|increased by|decreased by|reduced by|raised to|rounded to)\s+(?:the power of\s+)?${number}.*)$`,
  'i',
);
const prefix = /^(multiply|divide|double|triple|halve|square|round|increase|decrease|reduce)\s+(.*?)(\s+(?:by|to)\s+[^⟦]*)?$/i;
const share = new RegExp(
  String.raw`^(?:what (?:is|are)|how much is|calculate|compute|find|give|get|determine)?\s*(${number}|half|a third|a quarter|twice|double|the square root|the square)\s+(?:percent\s+)?(?:of\s+)?((?:the|all)\s.*⟦d\d+⟧.*)$`,
  'i',
);
const conversion =
  /^(convert|express|change|turn|transform|write|give|show|represent|spell|encode|put)\s+((?:the|its|their|what|how|average|total|mean|count|sum|maximum|minimum)\b.*?⟦d\d+⟧.*?)\s+((?:from\s+[\p{L}/²³° ]+?\s+)?(?:to|into|in|as)\s+(?!⟦)[^⟦]*)$/iu;
const binary =
  /^(?:what (?:is|are)|calculate|compute|find|give|get|determine|show)?\s*(?:the\s+)?(difference|ratio|sum|product|quotient)\s+(?:between|of)\s+(.*⟦d\d+⟧.*?)\s+(?:and|to)\s+(.*⟦d\d+⟧.*)$/i;
const arithmetic = /^(add|subtract|multiply|divide)\s+(.*⟦d\d+⟧.*?)\s+(to|from|by|and|with)\s+(.*⟦d\d+⟧.*)$/i;

/** "the total revenue in … divided by the number of rows". */
const figuresJoined = /^(.*⟦d\d+⟧.*?),?\s+(divided by|multiplied by|times|plus|minus)\s+(the\s.*)$/i;
/** "the number of words in … as a Roman numeral". */
const otherForm = /^(.*⟦d\d+⟧.*?),?\s+(?:written\s+)?(?:as|in)\s+(?:an?\s+)?(roman numerals?|binary|hexadecimal|hex|octal|words)$/i;

/** Takes a clause apart when it does something with a figure that must be found in a document first. */
export function nestedIn(text: string): Nested | undefined {
  const gerund =
    /^(\w+)\s+(?:the\s+)?(?:result|outcome|value)\s+of\s+(convert|add|multiply|divid|subtract|sort|revers|count|comput|calculat|encod|encrypt)(?:t?ing|ying)\s+(.*)$/i.exec(
      text,
    );
  if (gerund !== null)
    return {
      inner: [`${gerund[2] ?? ''}${/(?:divid|revers|comput|calculat|encod)$/i.test(gerund[2] ?? '') ? 'e' : ''} ${gerund[3] ?? ''}`],
      outer: `${gerund[1] ?? ''} ⟦i0⟧`,
    };
  if (marksOf(text, 'd').length === 0) return fromComputed(text);
  const two = binary.exec(text) ?? undefined;
  if (two !== undefined) {
    const [, operation = '', left = '', right = ''] = two;
    if (figures(left)) return { inner: [left, likeFirst(left, right)], outer: `the ${operation.toLowerCase()} of ⟦i0⟧ and ⟦i1⟧` };
  }
  const both = arithmetic.exec(text);
  if (both !== null) {
    const [, verb = '', left = '', word = '', right = ''] = both;
    if (figures(left)) return { inner: [left, likeFirst(left, right)], outer: `${verb} ⟦i0⟧ ${word} ⟦i1⟧` };
  }
  const part = share.exec(text);
  if (part !== null) return { inner: [part[2] ?? ''], outer: `${part[1] ?? ''} of ⟦i0⟧` };
  const quotient = figuresJoined.exec(text);
  if (quotient !== null && figures(quotient[1] ?? '')) {
    const [, left = '', operation = '', right = ''] = quotient;
    return { inner: [left, marksOf(right, 'd').length > 0 ? right : `${right} in ⟦d${marksOf(left, 'd')[0] ?? 0}⟧`], outer: `⟦i0⟧ ${operation} ⟦i1⟧` };
  }
  const form = otherForm.exec(text);
  if (form !== null && figures(form[1] ?? '')) return { inner: [form[1] ?? ''], outer: `convert ⟦i0⟧ to ${form[2] ?? ''}` };
  const after = suffix.exec(text);
  if (after !== null && marksOf(after[1] ?? '', 'd').length > 0) return { inner: [after[1] ?? ''], outer: `⟦i0⟧ ${after[2] ?? ''}` };
  const before = prefix.exec(text);
  if (before !== null && figures(before[2] ?? '')) return { inner: [before[2] ?? ''], outer: `${before[1] ?? ''} ⟦i0⟧${before[3] ?? ''}` };
  const convert = conversion.exec(text);
  if (convert !== null && target(convert[1] ?? '', convert[3] ?? '')) return { inner: [convert[2] ?? ''], outer: `convert ⟦i0⟧ ${convert[3] ?? ''}` };
  return undefined;
}

/** "Convert the sum of 1990 and 4 to roman numerals": a calculation within another task. */
function fromComputed(text: string): Nested | undefined {
  const convert =
    /^(convert|express|change|turn|write|give|represent|spell)\s+((?:the\s+)?(?:sum|product|difference|quotient|result|average|mean|total|square|square root|factorial)\s+(?:of|between)\s+[^⟦]*\d[^⟦]*?|-?\d+(?:\.\d+)?\s*(?:[-+*/×÷^]|plus|minus|times|divided by|multiplied by)\s*[^⟦]*?\d)\s+((?:to|into|in|as)\s+[^⟦\d]*)$/i.exec(
      text,
    );
  return convert === null ? undefined : { inner: [convert[2] ?? ''], outer: `${convert[1] ?? ''} ⟦i0⟧ ${convert[3] ?? ''}` };
}

/** Whether a noun phrase is a figure to find ("the mean price in …"), not just a document. */
function figures(phrase: string): boolean {
  return marksOf(phrase, 'd').length > 0 && salientTerms(phrase).length > 0;
}

/** "the one in b.csv", "that of b.csv", "b.csv" stand for the same figure of another document. */
function likeFirst(left: string, right: string): string {
  const [own] = marksOf(right, 'd');
  if (own === undefined || !/^(?:the (?:one|same|figure|value)s?|that|those)?\s*(?:(?:of|in|from|for)\s+)?⟦d\d+⟧\W*$/i.test(right.trim())) return right;
  return left.replace(/⟦d\d+⟧/, `⟦d${own}⟧`);
}

/** Plain verbs of showing need a form of numbers as their target: "give X in prices.csv" converts nothing. */
function target(verb: string, phrase: string): boolean {
  return (
    /^(?:convert|express|change|turn|transform)$/i.test(verb) ||
    /\b(?:roman|binary|hex|hexadecimal|octal|words?|numerals?|base|morse|scientific|percent|miles?|kilomet|met(?:er|re)s?|feet|pounds?|kilograms?|kg|km|celsius|fahrenheit|minutes?|hours?|days?|euros?|dollars?)\b/i.test(
      phrase,
    )
  );
}

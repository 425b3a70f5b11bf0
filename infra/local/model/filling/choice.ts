import { contentTerms, meaning, wordsOf } from '../reading/terms.ts';
import { stopwords } from '../reading/vocabulary.ts';
import type { Schema } from './schema.ts';

/** Words that speak for a value of an enumeration beyond its own name. */
const speaks: Readonly<Record<string, RegExp>> = {
  gt: /\b(?:greater|more|larger|higher|bigger|above|over|exceed\w*|after|older) than\b|\babove\b|\bover\b|\bexceed\w*\b|>(?!=)/i,
  gte: /\bat least\b|\bor (?:more|higher|above|over)\b|\bminimum of\b|\bno less than\b|>=|≥/i,
  lt: /\b(?:less|fewer|lower|smaller|cheaper|below|younger) than\b|\bbelow\b|\bunder\b|<(?!=)/i,
  lte: /\bat most\b|\bor (?:less|lower|fewer|below)\b|\bno more than\b|\bup to\b|<=|≤/i,
  ne: /\bis not\b|\bnot equal\b|\bother than\b|\bexcept\b|\bexcluding\b|!=|≠/i,
  contains: /\bcontain\w*\b|\binclud\w+\b/i,
  difference:
    /\bbetween\b|\buntil\b|\bsince\b|\bhow (?:many|long)\b|(?<!\d )\bdays? (?:from|to)\b|\bapart\b|\bcount (?:days|weeks|months|years)\b|\bfrom\b.*\b(?:to|until)\b/i,
  age: /\bhow old\b|\bage\b|\bborn\b/i,
  add: /\bafter\b|\b\d+ (?:days?|weeks?|months?|years?) (?:from|past)\b|\bfrom (?:now|today)\b|\blater\b|\badd\b|\bplus\b|\bin \d+ (?:days|weeks|months|years)\b|\bahead\b/i,
  subtract: /\bbefore\b|\bago\b|\bearlier\b|\bsubtract\b|\bminus\b|\bprior\b/i,
  weekday: /\bweekday\b/i,
  workdays: /\bworkdays\b/i,
  describe: /\bwhat(?: is|'s) (?:the )?date\b(?! \d)|\bdescribe\b|\bquarter\b|\bleap year\b|\bweek of\b|\bwhich week\b|\bwhat week\b/i,
  lists: /\blists?\b|\bitems?\b|\bonly in\b|\bin both\b|\bcommon\b|\boverlap\b|\bmissing (?:from|in)\b/i,
  descending: /\bdescending\b|\bhighest\b|\blargest\b|\bmost\b|\btop\b|\bbiggest\b|\bmaximum\b|\bbest\b|\bz ?(?:-|to) ?a\b|\breverse\b/i,
  ascending: /\bascending\b|\blowest\b|\bsmallest\b|\bleast\b|\bbottom\b|\bminimum\b|\bcheapest\b|\bworst\b|\bfewest\b|\ba ?(?:-|to) ?z\b/i,
  decode: /\bdecode\w*\b|\bdecrypt\w*\b|\bdecipher\w*\b|\bfrom morse\b/i,
  decrypt: /\bdecode\w*\b|\bdecrypt\w*\b|\bdecipher\w*\b/i,
  encode: /\bencode\w*\b|\bencrypt\w*\b|\bto morse\b/i,
  encrypt: /\bencode\w*\b|\bencrypt\w*\b|\bencipher\w*\b/i,
  nthPrime: /\b\d+(?:st|nd|rd|th) prime\b/i,
  firstPrimes: /\bfirst \d+ primes?\b/i,
  nextPrime: /\bnext prime\b|\bprime (?:number )?after\b/i,
  primeFactors: /\bprime (?:factor|decomposition)|\bfactori[sz]/i,
  divisors: /\bfactors of\b/i,
  columnNames:
    /\b(?:what|which|list(?: (?:all )?the)?|name(?: the)?|show(?: me)?(?: the)?) (?:are the )?(?:columns?|fields?|headers?|column names)\b(?! (?:has|with|contain))/i,
  months: /\bmonths?\b/i,
  weeks: /\bweeks?\b/i,
  years: /\byears?\b/i,
  days: /\bdays?\b/i,
};

/** How strongly a text speaks for each value of an enumeration: 0 is silence. The schema may explain values as "value: words." */
export function scoreChoices(schema: Schema, text: string): readonly { readonly value: unknown; readonly score: number }[] {
  const terms = new Set(contentTerms(text));
  const words = new Set(wordsOf(text));
  const explained = explanationsOf(schema.description ?? '');
  return (schema.enum ?? []).map((value) => {
    const name = String(value);
    const own = wordsOf(name).filter((word) => !stopwords.has(word));
    const whole =
      words.has(name.toLowerCase()) || (own.length > 0 && own.every((word) => terms.has(meaning(word))) && !overruled(name, text)) || terms.has(meaning(name))
        ? 3
        : 0;
    const spoken = speaks[name]?.test(withoutMarks(text)) === true ? 2 : 0;
    const explanation = explained.get(name.toLowerCase());
    const said = explanation === undefined ? 0 : contentTerms(explanation).filter((term) => terms.has(term)).length * 0.3;
    return { value, score: whole + spoken + said };
  });
}

/** The value of an enumeration that a text names best; undefined when it names none. */
export function chooseOne(schema: Schema, text: string): unknown {
  const best = scoreChoices(schema, text).toSorted((a, b) => b.score - a.score)[0];
  return best !== undefined && best.score >= 0.6 ? best.value : undefined;
}

/** For properties named from and to: the value that stands behind that word ("from binary to decimal"). */
export function chooseBeside(property: { readonly name: string; readonly schema: Schema }, text: string): unknown {
  const lead = /^from|^source/i.test(property.name) ? 'from' : /^to$|^to[A-Z_]|^target|^into/.test(property.name) ? '(?:to|into|in|as)' : undefined;
  if (lead === undefined) return undefined;
  const stands = (value: unknown): string => `${String(value).slice(0, 3)}\\w*`;
  const behind = property.schema.enum?.find((value) => new RegExp(`\\b${lead}\\s+(?:an?\\s+|the\\s+)?${stands(value)}`, 'i').test(text));
  return (
    behind ??
    (lead === 'from'
      ? property.schema.enum?.find((value) =>
          new RegExp(`(?<!\\b(?:to|into|in|as)\\s)\\b${stands(value)}\\s+(?:number\\s+|value\\s+)?[0-9a-f]+\\b`, 'i').test(text),
        )
      : undefined)
  );
}

/** All values of an enumeration that a text names by their own words. */
export function chooseAll(schema: Schema, text: string): readonly unknown[] {
  const chosen = scoreChoices(schema, text)
    .filter(({ score }) => score >= 2)
    .map(({ value }) => ({ value, words: wordsOf(String(value)).map(meaning) }));
  const said = wordsOf(text).map(meaning);
  return chosen
    .filter(
      (one) =>
        !chosen.some(
          (other) =>
            other.words.length > one.words.length && one.words.every((word) => other.words.includes(word) && said.filter((found) => found === word).length < 2),
        ),
    )
    .map(({ value }) => value);
}

/** Names of which a longer phrase makes something else: "the 8th prime" asks for no check of a prime. */
function overruled(name: string, text: string): boolean {
  return /prime/i.test(name) && ['nthPrime', 'firstPrimes'].some((longer) => name !== longer && speaks[longer]?.test(text) === true);
}

function explanationsOf(description: string): ReadonlyMap<string, string> {
  return new Map(
    [...description.matchAll(/(?:^|[.;]\s*)([\w\s,]+?):\s*([^.;]+)/g)].flatMap((match) =>
      (match[1] ?? '').split(/\s*(?:,|\bor\b|\band\b)\s*/).map((name) => [name.trim().toLowerCase(), match[2] ?? ''] as const),
    ),
  );
}

function withoutMarks(text: string): string {
  return text
    .replace(/⟦[^⟧]*⟧/g, ' ')
    .replace(/\bweek ?day\b/gi, 'weekday')
    .replace(/\bday of the week\b|\b(?:what|which) day\b/gi, 'weekday')
    .replace(/\b(?:working|business|work) days?\b/gi, 'workdays')
    .replace(/\bday of (?:the )?year\b|\b(?:week number|calendar week)\b/gi, 'describe');
}

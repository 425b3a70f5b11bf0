import { contentTerms, meaning, salientTerms, wordsOf } from './terms.ts';
import { stopwords } from './vocabulary.ts';

/** An earlier step as a later one can refer to it. */
export interface Referable {
  readonly id: number;
  readonly text: string;
}

const nouns =
  'results?|answers?|outcomes?|outputs?|values?|numbers?|figures?|sums?|totals?|products?|quotients?|differences?|averages?|means?|medians?|counts?|ratio|amounts?|maximum|minimum|lengths?|distances?|remainder|percentage|word|text|string|list|date|conversion|price';
const ordinal = new RegExp(String.raw`\bthe (first|second|third|fourth|last|former|latter)(?: (?:${nouns}|one))?\b(?! (?:of|in|file|line|word|row))`, 'gi');
const plural =
  /\b(?:both(?: of them| of those)?(?: (?:results|values|numbers|figures|answers|averages|means|counts|totals|sums))?|(?:the|these|those|all|all the|all of the) ?(?:two |three |four )?(?:results|values|numbers|figures|answers|averages|means|counts|totals)(?! (?:of|in|from)\b)|the two|them(?: together)?|these(?: two)?|those(?: two)?)\b/i;
const singular = new RegExp(
  String.raw`\b(?:the|this|that|its|your) (?:final |previous |last |resulting |obtained |above |converted |same )?(?:${nouns})\b(?:\s+(?:of (?:that|it|this)|from (?:that|it|before|above|step \d+|the (?:first|previous) step)))?(?=\s*(?:$|[,.?!;:)]|⟦)|\s+(?:by|to|into|as|with|and|is|plus|minus|times|divided|multiplied|for|rounded|increased|decreased|then|or)\b)|\b(?:the|this|that) (?:results?|answers?|outcomes?|outputs?)\b(?! of\b)`,
  'gi',
);
const pronoun = /\b(?:it|that|this)\b(?!\s+(?:is|was|are|has|have|takes?|contains?|row|file|document)\b)/i;

/** Replaces references to earlier results by `⟦rN⟧`. Steps are the earlier ones, oldest first. */
export function withReferences(text: string, steps: readonly Referable[], allowPronoun: boolean): string {
  const last = steps.at(-1);
  if (last === undefined) return text;
  const mark = (step: Referable): string => `⟦r${step.id}⟧`;
  let result = text.replace(ordinal, (whole, word: string) => {
    const at = { first: 0, former: 0, second: 1, third: 2, fourth: 3, last: steps.length - 1, latter: steps.length - 1 }[word.toLowerCase()];
    const step = at === undefined ? undefined : steps[at];
    return step === undefined ? whole : mark(step);
  });
  result = namedResults(result, steps);
  const used = new Set([...result.matchAll(/⟦r(\d+)⟧/g)].map((match) => Number(match[1])));
  if (steps.length > 1 && used.size === 0) {
    const several = steps.slice(/\b(?:three)\b/i.test(result) ? -3 : /\ball\b/i.test(result) ? 0 : -2);
    result = result.replace(plural, `${several.slice(0, -1).map(mark).join(', ')} and ${mark(several.at(-1) ?? last)}`);
  }
  result = result.replace(singular, (whole) => (/⟦/.test(whole) ? whole : mark(last)));
  if (steps.length === 1) result = result.replace(plural, mark(last));
  if (allowPronoun && !/⟦r/.test(result)) result = result.replace(pronoun, mark(last));
  return result;
}

/** "divide the word count by the average price": a noun phrase in the words of one earlier step. */
function namedResults(text: string, steps: readonly Referable[]): string {
  return text.replace(
    /\b(?:the|that|this) ((?:[a-z]+ ){0,3}?[a-z]+)(?=$|\s+(?:by|to|from|and|with|into|in|as|of|is|plus|minus|times|divided|multiplied)\b|[,.?!;]|\s*⟦)(?!\s+(?:of|in|from|for)\s+(?:the\s+)?⟦d)/gi,
    (whole, phrase: string) => {
      const words = wordsOf(phrase).filter((word) => !stopwords.has(word));
      const terms = words.map(meaning);
      if (terms.length === 0 || /\b(?:of|in|from|for)$/i.test(phrase) || /^(?:result|answer|value|number|outcome|output|figure)s?$/i.test(phrase.trim()))
        return whole;
      const scored = steps
        .map((step) => ({ step, hits: terms.filter((term) => contentTerms(step.text).includes(term)).length }))
        .filter(({ hits }) => hits === terms.length);
      const unique = scored.filter(({ step }) => salientTerms(step.text).length > 0);
      const found = unique.length === 1 ? unique[0] : unique.at(-1);
      return found === undefined ? whole : `⟦r${found.step.id}⟧`;
    },
  );
}

import { marksOf } from './marked-task.ts';
import { salientTerms, withPhrases } from './terms.ts';
import { actionVerbs, ambiguousVerbs, questionWords } from './vocabulary.ts';

/** One thing to do, in the task's words with marks. */
export interface Clause {
  readonly text: string;
  /** Joined by "then" or the like to what stands before. */
  readonly afterPrevious: boolean;
}

const sequence = /[,;]?\s*\b(?:and\s+)?(?:then|after that|afterwards|subsequently|(?<=[,;]\s*(?:and\s+)?|\band\s+)next)\b,?\s+(?!to\b)|[,;]\s*finally,?\s+/i;
const coordination = /\s*[,;]?\s*\band also\b\s+|\s*,?\s*\bas well as\b\s+|\s*,\s*and\s+|\s+and\s+|\s*,\s+plus\s+|\s*,\s+|\s+&\s+/gi;
const politeness =
  /^(?:(?:please|kindly|hi|hello|hey|ok|okay|so|now|also|and|first|firstly|secondly|thirdly|second(?=,)|third(?=,)|fourth(?=,)|finally|lastly|next(?! (?:leap|prime|date|day|year|month|week|number|workday|working)\b)|then|well|thanks)[,!]?\s+|(?:can|could|would|will) you (?:please |kindly )?|(?:i|we) (?:want|need|would like|'d like|wish) (?:you )?(?:to )?(?:know |see |have |find out |get )?|i'd like (?:you )?(?:to )?(?:know |see |have |find out |get )?|let me know |tell me (?!a\b)|how (?:do|would|can|could|should) (?:you|i|we|one) (?=(?:write|spell|convert|encode|express|calculate|compute)\b)|help me (?:to )?|your task is to )+/i;

/** Cuts a marked task into clauses, in order. */
export function clausesOf(text: string): readonly Clause[] {
  return sentencesOf(text)
    .flatMap((sentence) => {
      const parts = sentence.split(new RegExp(sequence, 'gi'));
      const led = /^(?:then|next|after that|afterwards|finally)\b/i.test(sentence);
      return parts.flatMap((part, at) => coordinated(part).map((clause, index) => ({ text: clause, afterPrevious: index === 0 && (at > 0 || led) })));
    })
    .map((clause) => ({ ...clause, text: tidy(clause.text) }))
    .filter((clause) => clause.text !== '')
    .reduce(joined, []);
}

/**
 * Joins what belongs together: a document that stands alone to the clause it was announced by, and a statement ("A circle
 * has a radius of 5.") to the question about it ("What is its area?").
 */
function joined(clauses: readonly Clause[], next: Clause): readonly Clause[] {
  const previous = clauses.at(-1);
  const bare = !/[\p{L}\p{N}]/u.test(next.text.replace(/⟦[^⟧]*⟧/g, ''));
  if (previous === undefined) return [next];
  const others = clauses.slice(0, -1);
  if (bare)
    return marksOf(previous.text, 'd').length > 0 || marksOf(next.text, 'd').length === 0
      ? clauses
      : [...others, { ...previous, text: `${previous.text} in ${next.text}` }];
  if (onlyDocument(previous.text)) return [...others, { ...next, text: marksOf(next.text, 'd').length > 0 ? next.text : `${next.text} in ${previous.text}` }];
  if (states(previous.text) && !/\d|⟦/.test(next.text)) return [...others, { ...previous, text: `${next.text} (${previous.text})` }];
  return [...clauses, next];
}

function onlyDocument(text: string): boolean {
  return /^⟦d\d+⟧$/.test(text.trim());
}

/** A statement of facts with a figure: no verb of doing, no question. */
function states(text: string): boolean {
  const first = /^[\w']+/.exec(text)?.[0].toLowerCase() ?? '';
  return (
    /\d|⟦q/.test(text) &&
    marksOf(text, 'd').length === 0 &&
    !actionVerbs.has(first) &&
    !questionWords.has(first) &&
    /\b(?:is|are|was|were|has|have|had|measures?|weighs?|costs?|earns?|am|gets?|take)\b/i.test(text)
  );
}

function sentencesOf(text: string): readonly string[] {
  return text
    .replace(/\b((?:what is|what's|how much is|calculate|compute|evaluate)\s+\d+)!/gi, '$1 factorial')
    .split(/\n+/)
    .flatMap((line) =>
      line.replace(/^\s*(?:[-*•]|\d+[.)]|\(?[a-d1-9]\)|(?:step|task) \d+[:.]?)\s+/i, '').split(/(?<=[.!?])\s+(?=[A-Z"'(⟦\d-])|(?<=[?])\s+|;\s+/),
    )
    .flatMap((sentence) => (/(?:^|\s)\(?1\)\s/.test(sentence) && /\s\(?2\)\s/.test(sentence) ? sentence.split(/\s+(?=\(?[1-9]\)\s)/) : [sentence]))
    .map((sentence) => sentence.replace(/^\s*\(?[1-9]\)\s+/, '').trim())
    .map((sentence) => withoutHeading(sentence.replace(politeness, '')))
    .filter((sentence) => sentence !== '');
}

/** "Analyse both files: average price for a.csv, …": what stands before the colon only announces the rest. */
function withoutHeading(sentence: string): string {
  const [, head = '', rest = ''] = /^([^:]+):\s+(.+)$/.exec(sentence) ?? [];
  const announces =
    rest !== '' &&
    marksOf(head, 'q').length === 0 &&
    salientTerms(head).every((term) => /^(?:analys|analyz|follow|summar|question|pleas|do|attach|need|examin|process|text|table|csv|step)/.test(term));
  return announces ? rest : sentence;
}

/** "Sort the lines and remove duplicates" is one operation on one list. */
const lineWork = /\b(?:sort|dedupe|deduplicate|remove (?:the |all |any )?(?:duplicate|blank|empty)|trim|unique|alphabeti)/i;

/** Cuts at a conjunction where what follows stands on its own. */
function coordinated(sentence: string): readonly string[] {
  const cuts = [...sentence.matchAll(coordination)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
  const parts: string[] = [];
  let start = 0;
  for (const [index, cut] of cuts.entries()) {
    const left = sentence.slice(start, cut.from);
    if (/^(?:in|from|for|using|with|given|of|on|looking at|based on)\s+(?:the\s+)?(?:file\s+)?⟦d\d+⟧$/i.test(left.trim())) continue;
    const right = sentence.slice(cut.to, cuts.slice(index + 1).find((next) => standsAlone(sentence.slice(next.to)))?.from ?? sentence.length);
    if (
      depth(sentence.slice(0, cut.from)) > 0 ||
      /\b(?:between|both|whether)\s[^,]*$/i.test(left) ||
      (lineWork.test(left) && lineWork.test(right)) ||
      !standsAlone(right, left)
    )
      continue;
    parts.push(left);
    start = cut.to;
  }
  parts.push(sentence.slice(start));
  return withInheritedVerb(parts);
}

/** Whether a piece begins a clause of its own: a verb, a question, or a figure of another document or quantity. */
function standsAlone(right: string, left?: string): boolean {
  const words = right.trim().split(/\s+/);
  const first = (words[0] ?? '').toLowerCase().replace(/[^a-z']/g, '');
  const second = words[1] ?? '';
  if (ambiguousVerbs.has(first)) {
    if (/^(?:the|a|an|all|each|every|its|their|both|this|that|it|them|those|these|how|by|to|⟦.*|\d.*)$/i.test(second)) return true;
  } else if (actionVerbs.has(first)) return true;
  if (questionWords.has(first) && !/^(?:is|are|was|were|has|have)$/.test(first)) return !(first === 'which' && left !== undefined && /,\s*$/.test(left));
  if (/^(?:is|are|was|were|does|do|did)$/.test(first) && /^(?:the|it|there|they|this|that|⟦|\d)/i.test(second)) return true;
  if (left === undefined) return false;
  const [ownBefore, ownAfter] = [marksOf(left, 'd'), marksOf(right, 'd')];
  const says = salientTerms(right).filter((term) => !/^(?:compar|same)$/.test(term));
  if (
    ownBefore.length > 0 &&
    ownAfter.length > 0 &&
    !ownAfter.every((mark) => ownBefore.includes(mark)) &&
    says.length > 0 &&
    salientTerms(left).length > 0 &&
    !/^(?:that|those|the ones?|one) (?:of|in|from)\b/i.test(right.trim())
  )
    return !comparison(left);
  if (/^(?:the|its|their) /i.test(right) && ownBefore.length > 0 && ownAfter.length === 0 && says.length > 0 && /⟦d\d+⟧\W*$/.test(left)) return true;
  if (/^[\d(][\d\s().,]*[-+*/×÷^]\s*[\d(]/.test(right.trim()) && /\d\s*[-+*/×÷^]\s*[\d(][\d\s().,]*$/.test(left)) return true;
  if (/^-?[\d.,]+\s*[\p{L}°].*\b(?:to|in|into|as)\b/u.test(right.trim()) && /\b(?:to|in|into|as)\b/i.test(left)) return true;
  if (/^-?[\d.,]+\s*(?:%|percent)\s+of\s+[\d.,]+\W*$/i.test(right.trim()) && /\d\s*(?:%|percent)\s+of\s+[\d.,]+\s*$/i.test(left)) return true;
  if (/^-?[\d.,]+\s+(?:to|into|in|as)\s/i.test(right.trim()) && /\b(?:to|in|into|as)\b/i.test(left)) return true;
  if (otherForm.test(right.trim()) && /(?:\d|⟦q\d+⟧|\b[A-Z]{2,})\s+(?:in|to|into|as)\s+\p{L}[\p{L}\d\s]*$/u.test(left)) return true;
  if (/\b(?:average|mean|median|sum|total|product|maximum|minimum|max|min|gcd|lcm) of [^⟦]*\d[\d.,\s]*$/i.test(left)) return false;
  return /^the (?:day|date|weekday|number|sum|product|square)\b.*\d/i.test(right.trim()) && /\d/.test(left) && !comparison(left);
}

function comparison(left: string): boolean {
  return /\b(?:compare|difference|ratio|sum of|product of|between|versus|vs|add|subtract|multiply|divide|differ)\b/i.test(withPhrases(left));
}

/** "… and in binary": the same value in another form. */
const otherForm = /^(?:in|to|into|as)\s+(?:an?\s+)?\p{L}[\p{L}\d]*(?:\s+\p{L}+)?$/u;

/** "Convert 5 km to miles and 3 kg to pounds": the second piece gets the verb of the first. */
function withInheritedVerb(parts: readonly string[]): readonly string[] {
  return parts.map((part, index) => {
    const verb = /^(?:\W*)(convert|translate|express|encode|decode|encrypt|decrypt|reverse|factori[sz]e|round)\b/i.exec(tidy(parts[0] ?? ''))?.[1];
    const other = /^(.*?)\s+(?:in|to|into|as)\s+/i.exec(tidy(parts[0] ?? ''))?.[1];
    if (index > 0 && other !== undefined && otherForm.test(part.trim())) return `${other} ${part.trim()}`;
    return index > 0 && verb !== undefined && /^-?\d|^⟦q/.test(part.trim()) ? `${verb} ${part.trim()}` : part;
  });
}

/** "what 20% of 450 is", "which weekday that is": an indirect question. */
const indirect = /^(what|which weekday|what weekday|what date|what day)\s+(?!is\b|are\b|was\b|does\b|do\b|did\b)(.+?)\s+(is|are|was)$/i;

function depth(text: string): number {
  return text.split('(').length - text.split(')').length;
}

function tidy(text: string): string {
  let result = text.trim();
  for (let round = 0; round < 3; round += 1) result = result.replace(politeness, '').trim();
  return result
    .replace(/[\s.?!,;:]+$/, '')
    .replace(/[,\s]+please$/i, '')
    .trim()
    .replace(indirect, '$1 $3 $2');
}

/**
 * What a step says and an input leaves out. A tool asked without it would answer another question with confidence;
 * therefore such an input is not sent, and the reason is told.
 */
import { fieldsOf } from '../reading/document.ts';
import type { Evidence } from './evidence.ts';
import { monthNames, spokenValues } from './conditions.ts';
import { namedFields } from './fields.ts';
import { unknownValues } from './unknown-names.ts';

/** Parts of a text, or kinds of words, that measures of the whole text say nothing of. */
const narrowings =
  /\b(?:shortest|rarest|least (?:common|frequent|used)|start(?:s|ing)? with|begin(?:s|ning)? with|end(?:s|ing)? (?:with|in)|(?:longer|shorter) than|(?:first|second|third|fourth|last|final|\d+(?:st|nd|rd|th)) (?:paragraph|sentence|line|chapter|section|page|word)s?|on (?:line|page)|excluding|except|without|in (?:capitals|uppercase|quotes)|(?:in|of|for) each|per (?:sentence|paragraph|line))\b/i;
/** Parts of the rows that no column shows, and rows by their place. */
const rowParts =
  /\b(?:women|men|females?|males?|girls|boys|adults|children|minors|seniors|juniors|weekends?|yesterday|(?:last|this|next|previous) (?:week|month|quarter|year)|recent(?:ly)?|(?:first|second|third|fourth|last|\d+(?:st|nd|rd|th)) (?:row|line|entry|record|item|user|person|product|order|customer|employee|one)|(?:first|last) \p{L}+(?= (?:in|of|from)\b))\b/iu;

/** Work on a figure beside finding it: a step of its own, which the words were not cut into. */
const furtherWork =
  /\b(?:percent(?:age)?|share|ratio|proportion|fraction|divided|multiplied|minus|plus|(?<!many |of |several |three |two )times(?! (?:does|do|did|is|was|has|the word))|correlat\w+|trends?|forecast|predict\w*|growth|percentiles?|quartiles?)\b|%/i;
const comparison =
  /\b(?:above|over|below|under|at least|at most|(?:greater|more|larger|higher|bigger|less|lower|smaller|fewer|older|younger|cheaper) than)\s+[$€£]?\d/i;

/** Why an input does not say all that the step says; undefined when it does. */
export function unmetIn(input: Readonly<Record<string, unknown>>, evidence: Evidence): string | undefined {
  const sent = JSON.stringify(input)
    .toLowerCase()
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1');
  const number =
    input['expression'] !== undefined
      ? undefined
      : evidence.numbers.find(
          ({ value, written }) =>
            written && ![value, value / 100].some((sought) => new RegExp(`(?<![\\d.])${String(sought).replace(/[.+-]/g, '\\$&')}(?![\\d]|\\.\\d)`).test(sent)),
        );
  if (number !== undefined) return `it is not clear what the number ${number.value} stands for`;
  const letter = /\bletter\s+(?:⟦q\d+⟧|[a-z](?=\s+(?:in|of|from|occurs?|appears?|is)\b))/i.exec(evidence.text)?.[0];
  if (letter !== undefined && input['terms'] === undefined) return 'no agent counts one letter alone';
  if (/\brandom(?:ly)?\b/i.test(evidence.text) && !/random/i.test(sent)) return 'an agent computes: it draws nothing at random';
  if (input['operation'] === 'describe' && /\b(?:next|previous|last)\b/i.test(evidence.text)) return 'no agent looks for the next or the last such date';
  if (Array.isArray(input['measures']) && input['measures'].includes('occurrences') && input['terms'] === undefined)
    return 'it is not clear which word is to be counted: put it in quotes';
  const [document] = evidence.documents;
  if (document === undefined) return undefined;
  const further = furtherWork.exec(evidence.text.replace(/⟦[^⟧]*⟧/g, ' '))?.[0];
  if (further !== undefined && !sent.includes(further.toLowerCase()) && input['terms'] === undefined) return `no agent works out "${further}" over a file`;
  if ((input['statistics'] !== undefined || input['aggregate'] !== undefined) && /\bdifference\b/i.test(evidence.text))
    return 'the two figures of a difference are not told apart: ask for each, then for the difference';
  const left = unknownValues(evidence.text, evidence.quotes, document).find(
    (name) =>
      !sent.includes(JSON.stringify(name).slice(1, -1).toLowerCase()) &&
      !sent.includes(`-${String(monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1).padStart(2, '0')}-`),
  );
  if (document.kind === 'text') {
    const narrowed = narrowings.exec(evidence.text.replace(/⟦[^⟧]*⟧/g, ' '))?.[0];
    if (narrowed !== undefined) return `no agent measures only a part of a text ("${narrowed}")`;
    return left === undefined ? undefined : `a measure of the whole text says nothing of "${left}"`;
  }
  if (left !== undefined)
    return `${document.truncated === true ? `the first lines of ${document.name} do` : `${document.name} does`} not hold "${left}"; its columns are ${fieldsOf(
      document,
    )
      .map((field) => `"${field}"`)
      .join(', ')}: name the column, as in "where ${fieldsOf(document)[0] ?? 'column'} is ${left}"`;
  const meant =
    [...evidence.text.matchAll(/\b(?:that|this|those|these)\s+(\p{L}+)/giu)].find((match) =>
      namedFields(match[1] ?? '', document).some(({ share }) => share >= 1),
    )?.[0] ?? /\b(?:his|her|he|she)\b/i.exec(evidence.text)?.[0];
  if (meant !== undefined) return `it is not clear who or what "${meant}" is: name it`;
  const value = spokenValues(evidence.text.replace(/⟦[^⟧]*⟧/g, ' '), document).find(
    (spoken) => !sent.includes(JSON.stringify(spoken.value).toLowerCase()) && input['groupBy'] !== spoken.field,
  );
  if (value !== undefined) return `it is not clear what "${value.value}" is to be`;
  const part = rowParts.exec(evidence.text.replace(/⟦[^⟧]*⟧/g, ' § '))?.[0];
  if (
    part !== undefined &&
    !sent.includes(part.toLowerCase()) &&
    !fieldsOf(document).some((field) => field.toLowerCase().replaceAll('_', ' ').startsWith(part.toLowerCase()))
  )
    return `no column says which rows are "${part}"`;
  return comparison.test(evidence.text) && !/"(?:gte?|lte?)"/.test(sent) ? 'it is not clear which column is compared' : undefined;
}

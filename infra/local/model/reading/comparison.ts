import { marksOf } from './marked-task.ts';
import { salientTerms } from './terms.ts';

const wordsOfTexts = new Set([
  'text',
  'document',
  'list',
  'line',
  'word',
  'differenc',
  'compar',
  'same',
  'common',
  'file',
  'vers',
  'content',
  'minut',
  'similar',
  'item',
  'max',
  'min',
  'mor',
  'less',
  'high',
  'low',
  'larg',
  'big',
  'small',
  'long',
  'short',
  'great',
  'few',
]);

/**
 * "Compare the mean salary in a.csv with the one in b.csv" as the same figure of each document; undefined when the
 * clause compares nothing, or whole texts.
 */
export function comparedFigures(text: string): readonly string[] | undefined {
  const documents = [...new Set(marksOf(text, 'd'))];
  if (documents.length < 2) return undefined;
  if (
    !/\b(?:compare|comparison|compared|versus|vs\.?|higher|lower|larger|bigger|smaller|greater|longer|shorter|fewer|more|less|highest|lowest|largest|most)\b/i.test(
      text,
    )
  )
    return undefined;
  const wanted = salientTerms(text).filter((term) => !wordsOfTexts.has(term));
  const counts =
    /\b(?:how many|number of|count|more|fewer|longer|shorter) ?(?:words?|lines?|sentences?|rows?|characters?|items?|entries)?\b/i.test(text) &&
    /\b(?:words?|lines?|sentences?|rows?|characters?|entries|longer|shorter)\b/i.test(text);
  if (wanted.length === 0 && !counts) return undefined;
  const explicit = /^compare\s+(.*?⟦d\d+⟧.*?)\s+(?:with|to|and|against|versus|vs\.?)\s+(.*⟦d\d+⟧.*)$/i.exec(text);
  if (explicit !== null && documents.length === 2) {
    const [, left = '', right = ''] = explicit;
    const [own] = marksOf(right, 'd');
    const same = salientTerms(right).every((term) => salientTerms(left).includes(term) || wordsOfTexts.has(term));
    return [left, same && own !== undefined ? left.replace(/⟦d\d+⟧/, `⟦d${own}⟧`) : right];
  }
  const either = /[:,]\s*(?:the\s+)?([^:,⟦]*\w[^:,⟦]*⟦d\d+⟧)\s+or\s+(?:the\s+)?([^⟦]*\w[^⟦]*⟦d\d+⟧)\W*$/i.exec(text);
  if (either !== null) {
    const [, left = '', right = ''] = either;
    const [own] = marksOf(right, 'd');
    if (salientTerms(left).length > 0 && own !== undefined) return [left, salientTerms(right).length > 0 ? right : left.replace(/⟦d\d+⟧/, `⟦d${own}⟧`)];
  }
  const stripped = text
    .replace(/⟦d\d+⟧(?:\s*(?:,|and|or|with|versus|vs\.?|than|against|to)\s*(?:(?:in|of|that in|that of|the one in)\s+)?⟦d\d+⟧)*/gi, '§')
    .replace(/^(?:compare|which|is|are|does|do|has|have)\s+(?:(?:of|file|document|text|list|table|one)\s+)*/i, '')
    .replace(/\b(?:compare|compared)\b|\b(?:higher|lower|larger|bigger|smaller|greater|more|less|fewer)\b|\bthan\b|\?/gi, ' ')
    .replace(/^\s*(?:has|have|shows?|contains?|is|are|does)\s+(?:the|a|an|on)?\s*/i, ' ')
    .replace(/\bhighest\b|\blowest\b|\blargest\b(?! )/gi, ' ')
    .replace(/§/g, ' ')
    .replace(/\b(?:in|of|from|for|or|and|with|has|have|between|to|is|contain|contains)\s*(?=[,.]|$)/gi, ' ')
    .replace(/^\s*(?:has|have|shows?|contains?)\s+/i, ' ')
    .replace(/\blonger\b|\bshorter\b/gi, ' number of words ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,:]+|[\s,:]+$/g, '');
  const counted = stripped.replace(/^(?:the )?(?=(?:words?|lines?|rows?|sentences?|characters?|entries|items)\b)/i, 'number of ');
  return documents.map((document) => `the ${counted.replace(/^the /i, '')} in ⟦d${document}⟧`);
}

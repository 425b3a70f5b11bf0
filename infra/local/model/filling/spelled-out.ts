import { fieldsOf, type TaskDocument } from '../reading/document.ts';

/** Names that hold a value, written so that the value is seen. */
const values: readonly (readonly [RegExp, string])[] = [
  [/\b(?:what|which) (?:weekday|day(?: of the week)?) (?:is|was|will)(?: it)?(?: be)?(?= \d+ (?:days?|weeks?|months?|years?)\b)/gi, 'what date is'],
  [/\brot-?13\b/gi, 'the caesar cipher with shift 13'],
  [/\b(?:the )?(?:words?|phrase|sentence|text|string|paragraph|message|title|name)\s+(?=⟦q)/gi, ''],
  [/\bbase[- ]2\b/gi, 'binary'],
  [/\bbase[- ]8\b/gi, 'octal'],
  [/\bbase[- ]10\b/gi, 'decimal'],
  [/\bbase[- ]16\b/gi, 'hexadecimal'],
];

/** Words that imply a field or a figure of rows. */
const ofRows: readonly (readonly [RegExp, string])[] = [
  [/\b(?:earns?|earned|makes?|made) the most(?: money)?(?=\s*(?:$|⟦|in\b|from\b|[?.,]))/gi, 'has the highest salary'],
  [/\b(?:earns?|earned|makes?|made) the least(?: money)?(?=\s*(?:$|⟦|in\b|from\b|[?.,]))/gi, 'has the lowest salary'],
  [/\b(?:best|highest)[ -]paid\b/gi, 'highest salary'],
  [/\b(?:worst|lowest)[ -]paid\b/gi, 'lowest salary'],
  [/\b(?:earns?|earning|earned|makes?|making) (?=(?:more|less|over|under|above|below|at least|at most)\b)/gi, 'with salary '],
  [/\boldest\b/gi, 'highest age'],
  [/\byoungest\b/gi, 'lowest age'],
  [/\bolder than\b/gi, 'with age above'],
  [/\byounger than\b/gi, 'with age below'],
  [/\blongest(?! word)\b/gi, 'highest length'],
  [/\bshortest(?! word)\b/gi, 'lowest length'],
  [/\badd (?:up|together) (?=(?:all )?(?:the )?\p{L})/giu, 'sum of '],
  [/\btallest\b/gi, 'highest height'],
  [/\bheaviest\b/gi, 'highest weight'],
  [/\blightest\b/gi, 'lowest weight'],
  [/\bout of stock\b/gi, 'with stock = 0'],
  [/\bcheaper than\b/gi, 'with price below'],
  [/\bmore expensive than\b/gi, 'with price above'],
  [/\bdifference between the (?:highest|maximum|max|largest|biggest|greatest) and (?:the )?(?:lowest|minimum|min|smallest|least)\b/gi, 'range of'],
  [/\bsummari[sz]e\b/gi, 'statistics of'],
];

/** Money that was spent: the sum of the field that holds it. */
const spending = /\bhow much (?:money )?(?:did|do|does|have|has|was|were) (?:\w+ )?(?:spend|spent|pay|paid)\b/i;

/** A step's words with what they imply written out, so that field, figure and value are seen. */
export function spelledOut(text: string, documents: readonly TaskDocument[]): string {
  const money = documents.flatMap(fieldsOf).find((field) => /amount|cost|price|spent|expense|paid/i.test(field));
  const rules = [...values, ...(documents.some((document) => document.kind !== 'text') ? ofRows : [])];
  return rules.reduce((words, [short, long]) => words.replace(short, long), money === undefined ? text : text.replace(spending, `total ${money}`));
}

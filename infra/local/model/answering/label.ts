/** Questions that read well as the head of a line; other questions stay questions. */
const heads: readonly (readonly [RegExp, string])[] = [
  [/^what(?:'s| is| are| was| were| will be) (?:the )?/i, ''],
  [/^which (?:is|are) (?:the )?/i, ''],
  [/^how many (\S+) (?:are|is|were|was) (?:there )?(in|from|to|between)\b/i, 'number of $1 $2'],
  [/^how many (\S+) (?:has|have|does|do) (\S+)(?: have| contain| hold)?$/i, 'number of $1 in $2'],
  [/^how much (?:is|are) /i, ''],
  [/^count\s+(?:up )?(?:the )?(?=[a-z])/i, 'number of '],
  [/^(?:calculate|compute|find(?: out)?|get|give(?: me)?|tell(?: me)?|show(?: me)?|determine|report|work out|state|return|print)\s+(?:the |me the |up )?/i, ''],
];

/** A step's words as the head of its line in the answer: "What is the average price in prices.csv" as "Average price in prices.csv". */
export function labelOf(text: string): string {
  const rule = heads.find(([pattern]) => pattern.test(text) && text.replace(pattern, '').trim() !== '');
  const label = (rule === undefined ? text : text.replace(rule[0], rule[1]))
    .replace(/^(?:the|a|an) /i, '')
    .replace(/[\s.?!:,]+$/, '')
    .replace(/\s+/g, ' ');
  const question = rule === undefined && /^(?:what|which|who|whose|how|when|where|is|are|does|do|did|was|were|can)\b/i.test(label);
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}${question ? '?' : ''}`;
}

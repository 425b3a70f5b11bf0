import { isRecord } from '../planning/tool-result.ts';

/** Entries of a list within an answer. */
const MOST_RECORDS = 20;
const MOST_VALUES = 50;
/** Characters of a text within an answer: about what fits the output tokens of one. */
const LONGEST_TEXT = 6_000;

/** A value as a person reads it: figures rounded to six digits after the point, members as "name: value". */
export function inWords(value: unknown): string {
  if (typeof value === 'number') return figure(value);
  if (typeof value === 'string') return shortened(value.trim());
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null || value === undefined) return 'none';
  if (Array.isArray(value)) {
    const records = value.some(isRecord);
    const most = records ? MOST_RECORDS : MOST_VALUES;
    return value.length === 0
      ? 'none'
      : value
          .slice(0, most)
          .map((item) =>
            isRecord(item)
              ? Object.entries(item)
                  .map(([name, member]) => `${title(name)} ${inWords(member)}`)
                  .join(', ')
              : inWords(item),
          )
          .join(records ? '; ' : ', ') + (value.length > most ? `${records ? ';' : ','} … (${value.length} in all)` : '');
  }
  if (isRecord(value))
    return Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `${title(name)}: ${isRecord(member) ? `(${inWords(member)})` : inWords(member)}`)
      .join(', ');
  return String(value);
}

/** A text that an answer can hold. */
function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT).toWellFormed()}… (${text.length} characters in all)`;
}

/** A number without the noise of binary fractions. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-6 || size >= 1e15)) return String(Number(value.toPrecision(6)));
  return String(Number(value.toFixed(size < 1 ? 8 : 6)));
}

/** The member that an agent meant to be read. */
export function sentenceIn(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  for (const name of ['summary', 'message', 'text', 'explanation', 'answer']) {
    const member = value[name];
    if (typeof member === 'string' && member.trim() !== '') return member.trim();
  }
  return undefined;
}

/** "averagePrice" as "average price". */
function title(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]/g, ' ')
    .replace(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase());
}

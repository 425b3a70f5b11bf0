import { numberWords } from '../reading/vocabulary.ts';

/** A number in a text, with what stands around it. */
export interface FoundNumber {
  readonly value: number;
  readonly index: number;
  readonly end: number;
  readonly percent: boolean;
  /** The word before it, lower case. */
  readonly before: string;
  /** The words before it, lower case, nearest last. */
  readonly lead: readonly string[];
  /** The word after it, lower case. */
  readonly after: string;
  readonly money: boolean;
  /** Written in digits, not spelled. */
  readonly written: boolean;
}

const dates =
  /\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b\d{4}\/\d{1,2}\/\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?,? \d{4}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b|\b(?:today|tomorrow|yesterday)\b/gi;

/** Dates in a text as they are written, in order. */
export function datesIn(text: string): readonly string[] {
  return [...text.matchAll(dates)].map((match) => match[0]);
}

/** Numbers in a text, in order; those of dates and of marks are left out. */
export function numbersIn(text: string): readonly FoundNumber[] {
  const plain = text.replace(dates, (date) => ' '.repeat(date.length)).replace(/⟦[^⟧]*⟧/g, (mark) => ' '.repeat(mark.length));
  const digits = [
    ...plain.matchAll(
      /(?<![\p{L}\d_.-])([$€£]\s?)?([-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[-−]?\.\d+)(k|m(?=\b)(?! ))?(?![\d])(\s?%|\s?percent\b)?/giu,
    ),
  ].map((match) => ({
    value: Number((match[2] ?? '').replaceAll(',', '').replace('−', '-')) * (match[3]?.toLowerCase() === 'k' ? 1000 : 1),
    index: match.index,
    end: match.index + match[0].length,
    percent: match[4] !== undefined,
    money: match[1] !== undefined || /^\s?(?:euros?|dollars?|pounds|usd|eur|gbp)\b/i.test(plain.slice(match.index + match[0].length)),
    written: true,
  }));
  const spelled = [...plain.matchAll(/\b[a-z]+\b/gi)].flatMap((match) => {
    const value = numberWords.get(match[0].toLowerCase());
    return value === undefined ||
      /^(?:hundred|thousand)$/i.test(match[0]) ||
      (/^one$/i.test(match[0]) && !/^\s+(?:sentences?|lines?|rows?|paragraphs?)\b/i.test(plain.slice(match.index + 3)))
      ? []
      : [{ value, index: match.index, end: match.index + match[0].length, percent: false, money: false, written: false }];
  });
  return [...digits, ...spelled]
    .toSorted((a, b) => a.index - b.index)
    .map((found) => {
      const lead =
        plain
          .slice(0, found.index)
          .toLowerCase()
          .match(/[\p{L}]+/gu) ?? [];
      return { ...found, lead: lead.slice(-4), before: lead.at(-1) ?? '', after: /^[\s-]*([\p{L}]+)/u.exec(plain.slice(found.end))?.[1]?.toLowerCase() ?? '' };
    });
}

const compound = /\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](one|two|three|four|five|six|seven|eight|nine)\b/gi;

/** Spelled numbers as digits, for arithmetic. */
export function withDigits(text: string): string {
  return text
    .replace(compound, (_, tens: string, ones: string) => String((numberWords.get(tens.toLowerCase()) ?? 0) + (numberWords.get(ones.toLowerCase()) ?? 0)))
    .replace(/\b[a-z]+\b/gi, (word) => {
      const value = numberWords.get(word.toLowerCase());
      return value === undefined || word.toLowerCase() === 'dozen' ? word : String(value);
    });
}

/**
 * JSON as the pattern language sees it. Its numbers are binary64; one that binary64 cannot hold exactly is not a number
 * to it but a text, so that 12345678901234567890 and 12345678901234567891 stay different.
 */

/** A JSON number that no double is equal to. */
export class InexactNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** Seventeen characters of a number are needed before a double can fall short, or an exponent. */
const suspicious = /\d[\d.]{15,}|\d[eE][-+]?\d/;

/** Parses JSON; throws a SyntaxError for what is none. */
export function parseEventJson(text: string): unknown {
  if (!suspicious.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && !isExact(context.source, value) ? new InexactNumber(context.source) : value,
  );
}

/** Whether the literal and the double are the same number: the shortest text of the double has the same digits. */
function isExact(literal: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  return canonical(literal) === canonical(String(value));
}

/** Digits without leading and trailing zeros, and the exponent that belongs to them. */
function canonical(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(literal) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return '0';
  return `${sign}${trimmed}e${Number(exponent) - fraction.length + (digits.length - trimmed.length)}`;
}

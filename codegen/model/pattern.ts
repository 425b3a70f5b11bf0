/**
 * JSON Schema wants patterns in ECMAScript's Unicode mode, but many documents escape characters that need no escape,
 * write a dash beside a class (`[\w-.]`) or a lone bracket (`^{id}$`), all of which that mode refuses. Says the same
 * in that mode; a pattern that is wrong in other ways is returned as it is.
 */
export function unicodePattern(pattern: string): string {
  if (compiles(pattern, 'u') || !compiles(pattern, '')) return pattern;
  const repaired = pattern
    .replace(/(\\[wdsWDS])-(?!\])|(?<!\[|\[\^)-(?=\\[wdsWDS])/g, (_, before: string | undefined) => `${before ?? ''}\\-`)
    .replace(tokens, (token) => (loneBracket.test(token) ? `\\${token}` : token))
    .replace(/\\(.)/gs, (escape, char: string) => (char === '-' ? '\\x2d' : needless.test(char) ? char : escape));
  return compiles(repaired, 'u') ? repaired : pattern;
}

/** Escapes, classes and quantifiers as a whole, so that the brackets in them are not taken for lone ones. */
const tokens = /\\[pPu]\{[^}]*\}|\\.|\[\^?(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[{}\]]/gs;
const loneBracket = /^[{}\]]$/;
/** Characters that mean themselves with and without a backslash. */
const needless = /[^\^$\\.*+?()[\]{}|/\-0-9a-zA-Z]|[aeghijlmoqyzACEFGHIJKLMNOQRTUVXYZ]/;

function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false; // what is asked here
  }
}

/**
 * Matching of texts. All of it works on quoted texts, as event-ruler does: a prefix begins with a quote and a suffix
 * ends with one, which is why they match strings only.
 */
import { refuse } from './invalid-pattern.ts';

/** Whether a quoted text matches. */
export type TextTest = (quoted: string) => boolean;

export function hasPrefix(prefix: string): TextTest {
  const begin = `"${prefix}`;
  return (quoted) => quoted.startsWith(begin);
}

export function hasSuffix(suffix: string): TextTest {
  const end = `${suffix}"`;
  return (quoted) => quoted.endsWith(end);
}

export function equalsIgnoringCase(text: string): TextTest {
  return matches(`^"${eitherCase(text)}"$`);
}

export function hasPrefixIgnoringCase(prefix: string): TextTest {
  return matches(`^"${eitherCase(prefix)}`);
}

export function hasSuffixIgnoringCase(suffix: string): TextTest {
  return matches(`${eitherCase(suffix)}"$`);
}

/** `*` stands for any characters or none; `\*` and `\\` for themselves. Refuses other escapes and `**`. */
export function matchesWildcard(pattern: string): TextTest {
  const parts = [''];
  const append = (text: string): void => void parts.push(`${parts.pop() ?? ''}${text}`);
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    if (character === '*') {
      if (pattern[index + 1] === '*') refuse(`Consecutive wildcard characters at pos ${index + 1}`);
      parts.push('');
    } else if (character === '\\') {
      index += 1;
      const next = pattern[index];
      if (next !== '*' && next !== '\\') refuse(`Invalid escape character at pos ${index}`);
      append(next ?? '');
    } else {
      append(character);
    }
  }
  return hasParts(parts);
}

/** Parts in this order, the first at the start and the last at the end. Taking each at its first place is enough, and linear. */
function hasParts(parts: readonly string[]): TextTest {
  const [first = '', ...further] = parts;
  const last = further.pop();
  if (last === undefined) return (quoted) => quoted === `"${first}"`;
  const [begin, end] = [`"${first}`, `${last}"`];
  return (quoted) => {
    if (!quoted.startsWith(begin) || !quoted.endsWith(end)) return false;
    let from = begin.length;
    for (const part of further) {
      const found = quoted.indexOf(part, from);
      if (found < 0) return false;
      from = found + part.length;
    }
    return from <= quoted.length - end.length;
  };
}

function matches(source: string): TextTest {
  const expression = new RegExp(source);
  return (quoted) => expression.test(quoted);
}

/**
 * Each UTF-16 unit in its lower or its upper case, mixed at will. A case may be longer than one unit. The engine encodes
 * unit by unit, which makes each half of a surrogate pair a question mark: such texts match nothing that has the pair.
 */
function eitherCase(text: string): string {
  return text
    .split('')
    .map((unit) => {
      if (/[\ud800-\udfff]/.test(unit)) return '\\?';
      const [lower, upper] = [unit.toLowerCase(), unit.toUpperCase()];
      return lower === upper ? quote(unit) : `(?:${quote(lower)}|${quote(upper)})`;
    })
    .join('');
}

function quote(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

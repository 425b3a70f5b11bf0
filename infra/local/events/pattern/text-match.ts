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
  let source = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    if (character === '*') {
      if (pattern[index + 1] === '*') refuse(`Consecutive wildcard characters at pos ${index + 1}`);
      source += '[^]*';
    } else if (character === '\\') {
      index += 1;
      const next = pattern[index];
      if (next !== '*' && next !== '\\') refuse(`Invalid escape character at pos ${index}`);
      source += `\\${next ?? ''}`;
    } else {
      source += quote(character);
    }
  }
  return matches(`^"${source}"$`);
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

import { CORE_SCHEMA, load as parseYaml, mergeTag, YAMLException } from 'js-yaml';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { pointerSegments, toPointer } from './pointer.ts';
import { duplicateKey, offsetPosition, positionFinder } from './position.ts';

/** A parsed document. `path` is POSIX, relative to the schema folder; `data` is plain JSON data. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly data: unknown;
}

export type Parsed = { readonly ok: true; readonly file: SourceFile } | { readonly ok: false; readonly diagnostic: Diagnostic };

/** YAML 1.2 with merge keys (`<<`), which documents use to share parts and public tools understand. */
const yamlSchema = CORE_SCHEMA.withTags(mergeTag);

/** Parses JSON (by its name) or YAML. js-yaml for speed; positions are found later, and only when needed. */
export function parseSource(path: string, text: string): Parsed {
  const known = latest.get(path);
  if (known !== undefined && known.text === text) return known.parsed;
  const parsed = parse(path, text);
  latest.set(path, { text, parsed });
  return parsed;
}

/** What was made of each file last: a watching generator reads again only what has changed. Parsed data is never written to. */
const latest = new Map<string, { readonly text: string; readonly parsed: Parsed }>();

function parse(path: string, text: string): Parsed {
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const foreign = clean.search(notText);
  if (foreign !== -1) return { ok: false, diagnostic: noText(path, clean, foreign) };
  try {
    const isJson = path.endsWith('.json');
    const data: unknown = isJson ? JSON.parse(clean) : parseYaml(clean, { filename: path, schema: yamlSchema, maxDepth: deepest });
    const extent = extentOf(data);
    if (extent.wrong !== undefined) return { ok: false, diagnostic: wrongPart(path, clean, extent.wrong) };
    if (extent.values - extent.written > mostAliased) return { ok: false, diagnostic: tooMany(path, clean) };
    // JSON.parse takes the last of two properties of one name and says nothing; YAML has no such documents
    const twice = isJson && extent.keys !== keysIn(clean) ? duplicateKey(clean) : undefined;
    return twice === undefined ? { ok: true, file: { path, text: clean, data } } : { ok: false, diagnostic: duplicated(path, twice) };
  } catch (error) {
    return { ok: false, diagnostic: syntaxError(path, clean, error) };
  }
}

/** Deepest nesting that is read: every later step goes into the data level by level. */
const deepest = 200;

/** What no later step could work with: an alias inside of what it names, so that the data has no end; nesting without end; a number without one. */
interface WrongPart {
  readonly pointer: string;
  readonly why: 'alias' | 'depth' | 'number';
}

/** Most values that YAML aliases may add: later steps see what an alias means at each place where it stands. */
const mostAliased = 100_000;

interface Extent {
  /** Objects and lists, those that an alias repeats counted each time. */
  readonly values: number;
  /** Objects and lists that are written out. */
  readonly written: number;
  /** Properties of the objects that are written out. */
  readonly keys: number;
  /** The first part that cannot be used. */
  readonly wrong: WrongPart | undefined;
}

function extentOf(data: unknown): Extent {
  const open = new Set<object>();
  const sizes = new Map<object, number>();
  let keys = 0;
  let end: { readonly segments: string[]; readonly why: WrongPart['why'] } | undefined;
  const walk = (value: unknown): number => {
    if (typeof value === 'number' && !Number.isFinite(value)) end = { segments: [], why: 'number' };
    if (value === null || typeof value !== 'object') return 0;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    if (open.has(value) || open.size === deepest) {
      end = { segments: [], why: open.has(value) ? 'alias' : 'depth' };
      return 0;
    }
    open.add(value);
    let size = 1;
    const entries = Object.entries(value);
    if (!Array.isArray(value)) keys += entries.length;
    for (const [key, item] of entries) {
      size += walk(item);
      if (end === undefined) continue;
      end.segments.push(key);
      return 0;
    }
    open.delete(value);
    sizes.set(value, size);
    return size;
  };
  const values = walk(data);
  return { values, written: sizes.size, keys, wrong: end && { pointer: toPointer(end.segments.reverse()), why: end.why } };
}

/** Properties that a JSON text writes: each has a colon outside of strings. */
function keysIn(text: string): number {
  let count = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|:/g)) if (token === ':') count += 1;
  return count;
}

/** What no text of these formats holds: what a decoder leaves where bytes are not UTF-8, and null bytes, of which UTF-16 is full. */
const notText = /[\uFFFD\0]/;

function noText(path: string, text: string, offset: number): Diagnostic {
  const hint = 'Save it as UTF-8; a character that is meant so is written as an escape, "\\ufffd".';
  return { ...diagnostic('file-syntax', { file: path, pointer: '' }, 'the file is not UTF-8 text', hint), ...offsetPosition(text, offset) };
}

function tooMany(path: string, text: string): Diagnostic {
  const message = `what its aliases repeat is more than ${mostAliased.toLocaleString('en')} objects and lists`;
  const hint = 'Write each shared schema once, and refer to it with "$ref".';
  return { ...diagnostic('file-syntax', { file: path, pointer: '' }, message, hint), ...offsetPosition(text, Math.max(0, text.search(/(?<=[\s,[{])\*\S/))) };
}

function duplicated(path: string, { key, position }: NonNullable<ReturnType<typeof duplicateKey>>): Diagnostic {
  const hint = 'Give one of them another name, or remove it: of two, JSON readers take the last.';
  return { ...diagnostic('file-syntax', { file: path, pointer: '' }, `the object has the property ${JSON.stringify(key)} twice`, hint), ...position };
}

const wrongness: Readonly<Record<WrongPart['why'], readonly [message: string, hint: string]>> = {
  alias: ['an alias stands inside of what it names', 'Let the schema refer to itself with "$ref".'],
  depth: [`the nesting is deeper than ${deepest} levels`, 'Give parts of it a name, and refer to them with "$ref".'],
  number: ['the number is none that JSON has: it is infinite, or none at all', 'Leave a bound that is infinite out, or write a finite one.'],
};

function wrongPart(path: string, text: string, { pointer, why }: WrongPart): Diagnostic {
  const [message, hint] = wrongness[why];
  // the position of so deep a place would be looked for just as deep
  const start = pointerSegments(pointer).slice(0, 20);
  return { ...diagnostic('file-syntax', { file: path, pointer: toPointer(start) }, message, hint), ...positionFinder(text)(toPointer(start)) };
}

function syntaxError(path: string, text: string, error: unknown): Diagnostic {
  const place = { file: path, pointer: '' };
  if (error instanceof YAMLException) {
    const { mark, reason } = error;
    if (mark === undefined) {
      // told of one thing only: that more documents follow the first
      const second = [...text.matchAll(/^---(?=\s|$)/gm)].findLast(({ index }) => index > 0)?.index ?? 0;
      return { ...diagnostic('file-syntax', place, reason, 'Put each document into a file of its own.'), ...offsetPosition(text, second) };
    }
    const hint = yamlHints.find(([part]) => reason.includes(part))?.[1];
    const key = reason === 'duplicated mapping key' ? /^["']?([^"':\s][^"':]*)/.exec(text.slice(mark.position))?.[1] : undefined;
    const message = key === undefined ? reason : `${reason} "${key.trimEnd()}"`;
    return { ...diagnostic('file-syntax', place, message, hint), line: mark.line + 1, column: mark.column + 1 };
  }
  const message = error instanceof Error ? error.message : String(error);
  const told = message
    .replace(/,? *\.\.\..* is not valid JSON$/s, '')
    .replace(/, ".*" is not valid JSON$/s, '')
    .replace(/ in JSON at position \d+.*$/s, '');
  return { ...diagnostic('file-syntax', place, told), ...offsetPosition(text, wrongAt(text)) };
}

/** What to do about what js-yaml says, by a part of it. */
const yamlHints: readonly (readonly [part: string, hint: string])[] = [
  ['complex keys', 'A key is text: look below this position for a "?" or a key in brackets.'],
  ['bad indentation of a mapping', 'Begin the key where those beside it begin; a text with ": " in it needs quotes.'],
  ['duplicated mapping key', 'Give one of the two another name, or remove it.'],
  ['deficient indentation', 'Indent what is in brackets, the closing one too, further than the key that it belongs to.'],
  ['tab characters', 'Indent with spaces.'],
];

/** Offset of the first character that no JSON could have there; JavaScript tells it for some errors only. */
function wrongAt(text: string): number {
  let [least, most] = [0, text.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if (isWrongWithin(text.slice(0, middle + 1))) most = middle;
    else least = middle + 1;
  }
  return least;
}

/** Whether a beginning cannot become JSON whatever follows. */
function isWrongWithin(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return false;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = /position (\d+)/.exec(message)?.[1];
    return !(message.includes('Unexpected end') || (at !== undefined && Number(at) >= beginning.length));
  }
}

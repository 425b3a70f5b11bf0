import { CORE_SCHEMA, load as parseYaml, mergeTag, YAMLException } from 'js-yaml';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { pointerSegments, toPointer } from './pointer.ts';
import { offsetPosition, positionFinder } from './position.ts';

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
  try {
    const data: unknown = path.endsWith('.json') ? JSON.parse(clean) : parseYaml(clean, { filename: path, schema: yamlSchema, maxDepth: deepest });
    const endless = endlessPart(data);
    return endless === undefined ? { ok: true, file: { path, text: clean, data } } : { ok: false, diagnostic: tooDeep(path, clean, endless) };
  } catch (error) {
    return { ok: false, diagnostic: syntaxError(path, clean, error) };
  }
}

/** Deepest nesting that is read: every later step goes into the data level by level. */
const deepest = 200;

interface EndlessPart {
  readonly pointer: string;
  readonly isAlias: boolean;
}

/** Where a YAML alias stands inside of what it names, so that the data has no end, or where nesting goes too deep. */
function endlessPart(data: unknown): EndlessPart | undefined {
  const open = new Set<object>();
  const done = new Set<object>();
  const walk = (value: unknown): { readonly segments: string[]; readonly isAlias: boolean } | undefined => {
    if (value === null || typeof value !== 'object') return undefined;
    if (open.has(value) || open.size === deepest) return { segments: [], isAlias: open.has(value) };
    if (done.has(value)) return undefined;
    open.add(value);
    for (const [key, item] of Object.entries(value)) {
      const found = walk(item);
      if (found === undefined) continue;
      found.segments.push(key);
      return found;
    }
    open.delete(value);
    done.add(value);
    return undefined;
  };
  const found = walk(data);
  return found && { pointer: toPointer(found.segments.reverse()), isAlias: found.isAlias };
}

function tooDeep(path: string, text: string, { pointer, isAlias }: EndlessPart): Diagnostic {
  const [message, hint] = isAlias
    ? ['an alias stands inside of what it names', 'Let the schema refer to itself with "$ref".']
    : [`the nesting is deeper than ${deepest} levels`, 'Give parts of it a name, and refer to them with "$ref".'];
  // the position of so deep a place would be looked for just as deep
  const start = pointerSegments(pointer).slice(0, 20);
  return { ...diagnostic('file-syntax', { file: path, pointer: toPointer(start) }, message, hint), ...positionFinder(text)(toPointer(start)) };
}

function syntaxError(path: string, text: string, error: unknown): Diagnostic {
  const place = { file: path, pointer: '' };
  if (error instanceof YAMLException) {
    const mark = error.mark;
    return {
      ...diagnostic('file-syntax', place, error.reason),
      line: mark === undefined ? 1 : mark.line + 1,
      column: mark === undefined ? 1 : mark.column + 1,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const told = message
    .replace(/,? *\.\.\..* is not valid JSON$/s, '')
    .replace(/, ".*" is not valid JSON$/s, '')
    .replace(/ in JSON at position \d+.*$/s, '');
  return { ...diagnostic('file-syntax', place, told), ...offsetPosition(text, wrongAt(text)) };
}

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

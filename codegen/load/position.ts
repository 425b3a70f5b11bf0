import { createRequire } from 'node:module';
import type { Document, Node, YAMLMap } from 'yaml';
import type { Diagnostic } from '../diagnostics.ts';
import { pointerSegments } from './pointer.ts';
import type { SourceFile } from './source-file.ts';

const require = createRequire(import.meta.url);

/** The parser that keeps positions, loaded when something has been found: a run without findings need not pay for it. */
const yaml = (): typeof import('yaml') => require('yaml') as typeof import('yaml');

/** 1-based, columns counted in UTF-16 code units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Adds line and column to diagnostics that have none. The slow position-keeping parse runs only for files that have findings. */
export function locate(diagnostics: readonly Diagnostic[], files: ReadonlyMap<string, SourceFile>): readonly Diagnostic[] {
  const finders = new Map<string, (pointer: string) => Position>();
  return diagnostics.map((one) => {
    const file = files.get(one.file);
    if (one.line !== undefined || file === undefined) return one;
    let find = finders.get(one.file);
    if (find === undefined) finders.set(one.file, (find = positionFinder(file.text)));
    return { ...one, ...find(one.pointer) };
  });
}

/** Finds the position of a pointer; a pointer to something absent gives its nearest existing ancestor. */
export function positionFinder(text: string): (pointer: string) => Position {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document: Document = parseDocument(withNewlines(text), { lineCounter: lines, keepSourceTokens: false, logLevel: 'silent', uniqueKeys: false });
  return (pointer) => {
    let node: unknown = document.contents;
    let offset = startOf(node) ?? 0;
    for (const segment of pointerSegments(pointer)) {
      const next = child(node, segment, document);
      if (next === undefined) break;
      node = next.value;
      offset = next.offset;
    }
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
}

/** The first property that its object has already, and where it stands. */
export function duplicateKey(text: string): { readonly key: string; readonly position: Position } | undefined {
  const { isMap, isScalar, isSeq, parseDocument } = yaml();
  const find = (node: unknown): { readonly key: string; readonly offset: number } | undefined => {
    const keys = new Set<string>();
    for (const item of isMap(node) ? node.items : isSeq(node) ? node.items.map((value) => ({ key: undefined, value })) : []) {
      const key = isScalar(item.key) ? String(item.key.value) : undefined;
      if (key !== undefined && keys.has(key)) return { key, offset: startOf(item.key) ?? 0 };
      if (key !== undefined) keys.add(key);
      const found = find(item.value);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const found = find(parseDocument(text, { keepSourceTokens: false, logLevel: 'silent', uniqueKeys: false }).contents);
  return found && { key: found.key, position: offsetPosition(text, found.offset) };
}

/** A carriage return alone ends a line too, as YAML says; offsets stay what they are. */
function withNewlines(text: string): string {
  return text.replaceAll(/\r(?!\n)/g, '\n');
}

/** Position of a character offset. */
export function offsetPosition(given: string, offset: number): Position {
  const text = withNewlines(given);
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

function child(node: unknown, segment: string, document: Document): { value: unknown; offset: number } | undefined {
  const { isAlias, isMap, isScalar, isSeq } = yaml();
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isMap(target)) {
    const pair = target.items.find((item) => isScalar(item.key) && String(item.key.value) === segment);
    if (pair === undefined) return merged(target, segment, document);
    return { value: pair.value, offset: startOf(pair.key) ?? startOf(pair.value) ?? 0 };
  }
  if (isSeq(target)) {
    const item = target.items[Number(segment)];
    return item === undefined ? undefined : { value: item, offset: startOf(item) ?? 0 };
  }
  return undefined;
}

/** What a map takes from others by `<<`. */
function merged(map: YAMLMap, segment: string, document: Document): { value: unknown; offset: number } | undefined {
  const { isScalar, isSeq } = yaml();
  const from = map.items.find((item) => isScalar(item.key) && item.key.value === '<<')?.value;
  for (const source of isSeq(from) ? from.items : [from]) {
    const found = child(source, segment, document);
    if (found !== undefined) return found;
  }
  return undefined;
}

function startOf(node: unknown): number | undefined {
  return node !== null && typeof node === 'object' && 'range' in node ? (node as Node).range?.[0] : undefined;
}

import { pointerSegments } from '../load/pointer.ts';

/** Offset in valid JSON text of the value at a pointer; of its nearest ancestor that is there when it is absent. */
export function jsonOffset(text: string, pointer: string): number {
  let at = skipSpace(text, 0);
  for (const segment of pointerSegments(pointer)) {
    const next = text[at] === '{' ? memberOffset(text, at, segment) : text[at] === '[' ? itemOffset(text, at, Number(segment)) : undefined;
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

function memberOffset(text: string, start: number, name: string): number | undefined {
  let found: number | undefined;
  for (let at = skipSpace(text, start + 1); text[at] === '"';) {
    const keyEnd = skipString(text, at);
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    // the last of equal keys counts, as in JSON.parse
    if (JSON.parse(text.slice(at, keyEnd)) === name) found = value;
    at = skipSpace(text, skipValue(text, value));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return found;
}

function itemOffset(text: string, start: number, index: number): number | undefined {
  let at = skipSpace(text, start + 1);
  for (let passed = 0; at < text.length && text[at] !== ']'; passed += 1) {
    if (passed === index) return at;
    at = skipSpace(text, skipValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return undefined;
}

function skipValue(text: string, start: number): number {
  if (text[start] === '"') return skipString(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = skipString(text, at) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && char === ',') return at;
  }
  return text.length;
}

function skipString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at += 1;
  return at;
}

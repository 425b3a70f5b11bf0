import { load as parseYaml, YAMLException } from 'js-yaml';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { offsetPosition } from './position.ts';

/** A parsed document. `path` is POSIX, relative to the schema folder; `data` is plain JSON data. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly data: unknown;
}

export type Parsed = { readonly ok: true; readonly file: SourceFile } | { readonly ok: false; readonly diagnostic: Diagnostic };

/** Parses JSON (by its name) or YAML. js-yaml for speed; positions are found later, and only when needed. */
export function parseSource(path: string, text: string): Parsed {
  const clean = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return { ok: true, file: { path, text: clean, data: path.endsWith('.json') ? JSON.parse(clean) : parseYaml(clean, { filename: path }) } };
  } catch (error) {
    return { ok: false, diagnostic: syntaxError(path, clean, error) };
  }
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
  const offset = /position (\d+)/.exec(message)?.[1];
  const position = offsetPosition(text, offset === undefined ? text.length : Number(offset));
  return { ...diagnostic('file-syntax', place, message.replace(/ \(line \d+ column \d+\)$/, '')), ...position };
}

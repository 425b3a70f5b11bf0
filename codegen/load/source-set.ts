import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { metaschemaFiles } from './metaschemas.ts';
import { fileUri, localCopy, resolveUri } from './file-uri.ts';
import { parseSource, type SourceFile } from './source-file.ts';

/** The root document and every local file that it refers to, directly or not. */
export interface SourceSet {
  readonly root: SourceFile;
  /** By path, the root included. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Why a file that something refers to could not be loaded; reported by whoever follows the reference. */
  readonly failures: ReadonlyMap<string, Diagnostic>;
}

/** Reads text by a path below the schema folder; undefined when there is no such file. */
export type ReadText = (path: string) => string | undefined;

/** Reads from a folder on disk. */
export function readFrom(folder: string): ReadText {
  return (path) => {
    try {
      return readFileSync(join(folder, path), 'utf8');
    } catch (error) {
      // Absent, a folder, or not readable: for the reader all of them are "not there"; the diagnostic names the path.
      if (error instanceof Error && 'code' in error) return undefined;
      throw error;
    }
  };
}

/** Loads a document with everything it refers to. Files are read once; cycles are fine. */
export function loadSources(rootPath: string, read: ReadText): SourceSet | Diagnostic {
  const files = new Map<string, SourceFile>();
  const failures = new Map<string, Diagnostic>();
  const pending = [rootPath];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (files.has(path) || failures.has(path)) continue;
    const text = read(path);
    if (text === undefined) {
      failures.set(path, diagnostic('file-missing', { file: path, pointer: '' }, `cannot read "${path}"`));
      continue;
    }
    const parsed = parseSource(path, text);
    if (!parsed.ok) {
      failures.set(path, parsed.diagnostic);
      continue;
    }
    files.set(path, parsed.file);
    const { local, wellKnown } = referencedFiles(path, parsed.file.data);
    pending.push(...local);
    for (const uri of wellKnown) for (const file of metaschemaFiles(uri)) files.set(file.path, file);
  }
  const root = files.get(rootPath);
  const failure = failures.get(rootPath);
  if (root === undefined) return failure ?? diagnostic('file-missing', { file: rootPath, pointer: '' }, `cannot read "${rootPath}"`);
  return { root, files, failures };
}

/**
 * Paths of the files that the `$ref`s and `$schema`s of a file may mean, and URIs of JSON Schema's own meta-schemas. A
 * reference is relative to the file and to the `$id` around it; which of both is meant is decided by whoever resolves it. A
 * `$ref` inside an example may be listed too, which costs a look and no more.
 */
function referencedFiles(path: string, data: unknown): { readonly local: ReadonlySet<string>; readonly wellKnown: ReadonlySet<string> } {
  const found = new Set<string>();
  const wellKnown = new Set<string>();
  const seen = new Map<object, string>();
  const take = (keyword: string, reference: string, base: string): void => {
    const file = reference.split('#', 1)[0] ?? '';
    if (file === '') return;
    if (/^https?:\/\/json-schema\.org\//.test(file)) {
      if (keyword === '$ref') wellKnown.add(file);
      return;
    }
    const copy = localCopy(resolveUri(file, base) ?? '');
    if (copy !== undefined) found.add(copy);
    if (!/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(file) && !file.startsWith('/')) found.add(posix.join(posix.dirname(path), decodeFile(file)));
  };
  const stack: (readonly [value: unknown, base: string])[] = [[data, fileUri(path)]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [value, outer] = next;
    if (value === null || typeof value !== 'object' || seen.get(value) === outer) continue;
    seen.set(value, outer);
    if (Array.isArray(value)) {
      for (const item of value) stack.push([item, outer]);
      continue;
    }
    const id = '$id' in value && typeof value.$id === 'string' ? value.$id : undefined;
    const base = id === undefined ? outer : (resolveUri(id, outer) ?? outer);
    for (const [key, item] of Object.entries(value)) {
      if ((key === '$ref' || key === '$dynamicRef' || key === '$schema') && typeof item === 'string') take(key, item, base);
      else if (item !== null && typeof item === 'object') stack.push([item, base]);
    }
  }
  found.delete(path);
  return { local: found, wellKnown };
}

/** `my%20file.json` names `my file.json`; a broken escape is taken literally. */
export function decodeFile(file: string): string {
  try {
    return decodeURIComponent(file);
  } catch {
    return file; // "%" that is no escape: the name itself has a percent sign
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { findDocument } from './find-document.ts';
import { readFrom, type ReadText } from './source-set.ts';

/** An earlier state of the schemas: where its document is and how to read it. */
export interface Baseline {
  readonly document: string;
  readonly read: ReadText;
  /** What it was called on the command line. */
  readonly name?: string;
}

/** A folder, a document or schema file, or a git ref (of the repository that holds `schemas`). Undefined when it is none of them. */
export function findBaseline(base: string, cwd: string, schemas: { readonly folder: string; readonly document: string }): Baseline | undefined {
  const path = join(cwd, base);
  const absolute = base.startsWith('/') ? base : path;
  if (existsSync(absolute)) {
    if (!statSync(absolute).isDirectory()) return { document: basename(absolute), read: readFrom(dirname(absolute)) };
    const found = findDocument(absolute);
    return { document: found.document, read: readFrom(found.folder) };
  }
  const commit = git(schemas.folder, ['rev-parse', '--verify', '--quiet', `${base}^{commit}`]);
  const root = git(schemas.folder, ['rev-parse', '--show-toplevel']);
  if (commit === undefined || root === undefined) return undefined;
  const prefix = relative(root.trim(), schemas.folder).split(sep).join('/');
  return { document: schemas.document, read: (file) => git(schemas.folder, ['show', `${commit.trim()}:${prefix === '' ? '' : `${prefix}/`}${file}`]) };
}

function git(cwd: string, args: readonly string[]): string | undefined {
  const result = spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return result.status === 0 ? result.stdout : undefined;
}

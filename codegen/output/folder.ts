import { readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import type { GeneratedFile } from '../print/generated-file.ts';
import { createDirectory } from './create-directory.ts';

/** How a folder differs from what was generated. Paths are POSIX, relative to the folder. */
export interface Drift {
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Files that nothing generates any more. */
  readonly stale: readonly string[];
}

/** Compares a folder with what was generated; `isOwned` says which extra files are generated ones. */
export function findDrift(folder: string, files: readonly GeneratedFile[], isOwned: (path: string) => boolean): Drift {
  const wanted = new Map(files.map((file) => [file.path, file.text]));
  const missing: string[] = [];
  const changed: string[] = [];
  const present = new Set(listFiles(folder));
  for (const [path, text] of wanted) {
    if (!present.has(path)) missing.push(path);
    else if (readFileSync(join(folder, path), 'utf8') !== text) changed.push(path);
  }
  return { missing, changed, stale: [...present].filter((path) => !wanted.has(path) && isOwned(path)).sort() };
}

/** Writes what differs and deletes what is stale; untouched files keep their times. */
export function writeDrift(folder: string, files: readonly GeneratedFile[], drift: Drift): void {
  const toWrite = new Set([...drift.missing, ...drift.changed]);
  for (const file of files) {
    if (!toWrite.has(file.path)) continue;
    const path = join(folder, file.path);
    createDirectory(dirname(path));
    writeFileSync(path, file.text);
  }
  for (const path of drift.stale) {
    rmSync(join(folder, path));
    removeEmptyParents(folder, posix.dirname(path));
  }
}

function removeEmptyParents(folder: string, path: string): void {
  for (let at = path; at !== '.' && at !== '/'; at = posix.dirname(at)) {
    if (readdirSync(join(folder, at)).length > 0) return;
    rmdirSync(join(folder, at));
  }
}

/** All files below a folder, POSIX paths relative to it, sorted; none when there is no such folder. */
export function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

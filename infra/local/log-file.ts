/** The file that functions' log lines are kept in, where CloudWatch would keep them on AWS. */
import { renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { createDirectory } from '../../codegen/output/create-directory.ts';

/** Bytes after which a new file is begun at the next start; the one before is kept. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Where the lines of a state directory are, one JSON object a line. */
export function logFileOf(stateDir: string): string {
  return path.join(path.resolve(stateDir), 'logs', 'functions.ndjson');
}

/** The file before, when there is one. */
export function earlierLogFileOf(stateDir: string): string {
  return `${logFileOf(stateDir)}.1`;
}

/** Prepares the folder, puts a file away that has become long, and returns the path. */
export function openLogFile(stateDir: string): string {
  const file = logFileOf(stateDir);
  try {
    createDirectory(path.dirname(file));
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(file, earlierLogFileOf(stateDir));
  } catch {
    // A directory that cannot be written to is reported by whoever takes it next, with what to do.
  }
  return file;
}

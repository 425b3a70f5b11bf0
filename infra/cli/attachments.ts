import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { misuse } from './failure.ts';

export interface AttachedFile {
  readonly name: string;
  readonly content: string;
}

/** Largest file taken. The runtime keeps attachments as payloads; an agent's input is bounded by its sandbox. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Reads `--file` arguments as UTF-8 text; every problem names the file and what to do. */
export function readAttachments(paths: readonly string[]): readonly AttachedFile[] {
  const files = paths.map((file) => ({ name: path.basename(file), content: readText(file) }));
  const names = files.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw misuse(`two attached files are called "${twice}": rename one, agents refer to files by name`);
  return files;
}

function readText(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) throw misuse(`no such file: "${file}"`);
  if (!stats.isFile()) throw misuse(`"${file}" is not a file`);
  if (stats.size > MOST_BYTES) throw misuse(`"${file}" has ${stats.size} bytes, at most ${MOST_BYTES} are taken: attach the part that matters`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (cause) {
    if (cause instanceof TypeError) throw misuse(`"${file}" is not UTF-8 text: convert it first`);
    throw misuse(`cannot read "${file}": ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

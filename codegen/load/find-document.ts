import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface FoundDocument {
  readonly folder: string;
  /** Name below the folder. When there is no such document, the one that was looked for first; loading then says so. */
  readonly document: string;
}

const names = ['asyncapi.yaml', 'asyncapi.yml', 'asyncapi.json'];

/** The document in a folder, or the file itself. */
export function findDocument(path: string): FoundDocument {
  if (existsSync(path) && !statSync(path).isDirectory()) return { folder: dirname(path), document: basename(path) };
  return { folder: path, document: names.find((name) => existsSync(join(path, name))) ?? 'asyncapi.yaml' };
}

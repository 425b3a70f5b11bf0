import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics.ts';
import type { GeneratedFile } from '../print/generated-file.ts';
import { generatorHash, readCache, sha256, writeCache } from './cache.ts';
import { listFiles } from './folder.ts';

/** What the last generation into a folder read and wrote. */
interface Generated {
  readonly generator: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Unchanged {
  readonly fileCount: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Whether generating again would change nothing: same generator, same inputs, and the output folder holds
 * exactly what was written. By content, so that it holds after a checkout too.
 */
export function isUnchanged(schemas: string, document: string, out: string, style: string): Unchanged | undefined {
  const known = readCache<Generated>(cacheName(schemas, document, out, style));
  if (known === undefined || known.generator !== generatorHash()) return undefined;
  if (!sameContent(schemas, known.inputs)) return undefined;
  // The reference is written by a command of its own.
  const present = listFiles(out).filter((path) => !path.startsWith('reference/'));
  if (present.length !== Object.keys(known.outputs).length || !sameContent(out, known.outputs)) return undefined;
  return { fileCount: present.length, diagnostics: known.diagnostics };
}

export function rememberGeneration(
  schemas: string,
  document: string,
  out: string,
  style: string,
  inputs: ReadonlyMap<string, string>,
  files: readonly GeneratedFile[],
  diagnostics: readonly Diagnostic[],
): void {
  const record: Generated = {
    generator: generatorHash(),
    inputs: Object.fromEntries([...inputs].map(([path, text]) => [path, sha256(text)])),
    outputs: Object.fromEntries(files.map((file) => [file.path, sha256(file.text)])),
    diagnostics,
  };
  writeCache(cacheName(schemas, document, out, style), record);
}

function cacheName(schemas: string, document: string, out: string, style: string): string {
  return `generate-${sha256([resolve(schemas), document, resolve(out), style].join('\0')).slice(0, 16)}.json`;
}

function sameContent(folder: string, hashes: Readonly<Record<string, string>>): boolean {
  try {
    return Object.entries(hashes).every(([path, hash]) => sha256(readFileSync(join(folder, path))) === hash);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false; // gone or unreadable
    throw error;
  }
}

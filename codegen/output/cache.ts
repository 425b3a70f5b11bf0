import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listFiles } from './folder.ts';

const folder = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'arbiter-codegen');

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Reads a cached value; undefined when there is none or it cannot be read: a cache is never a reason to fail. */
export function readCache<T>(name: string): T | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
  } catch {
    return undefined; // absent or damaged: do the work again
  }
}

export function writeCache(name: string, value: unknown): void {
  try {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(value));
  } catch {
    // a read-only installation works without a cache
  }
}

let known: string | undefined;

/** Hash of the generator itself, so that a changed generator invalidates what it made before. */
export function generatorHash(): string {
  // the modules of a running process do not change
  return (known ??= hashOfGenerator());
}

function hashOfGenerator(): string {
  const root = join(import.meta.dirname, '..');
  const hash = createHash('sha256');
  for (const path of listFiles(root)) if (path.endsWith('.ts')) hash.update(path).update(readFileSync(join(root, path)));
  hash.update(readLockfile(join(root, '..', 'node_modules', '.package-lock.json')));
  return hash.digest('hex');
}

/** Versions of what the generator uses. */
function readLockfile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // installed by another package manager: its versions are not part of the key
  }
}

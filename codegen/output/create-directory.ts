import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder and those above it; one that exists stays as it is. Level by level: where a file system refuses new folders
 * (`/proc`), Node's recursive mkdir never comes back. Throws the system's error.
 */
export function createDirectory(directory: string): void {
  const wanted = path.resolve(directory);
  if (existsSync(wanted)) {
    mkdirSync(wanted, { recursive: true });
    return;
  }
  createDirectory(path.dirname(wanted));
  try {
    mkdirSync(wanted);
  } catch (cause) {
    // Another process was quicker.
    if (!existsSync(wanted)) throw cause;
  }
}

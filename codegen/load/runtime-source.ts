import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'runtime');

/** Source of a module of the runtime, by name. */
export function runtimeSource(name: string): string {
  return readFileSync(join(folder, `${name}.ts`), 'utf8');
}

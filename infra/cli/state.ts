import path from 'node:path';

/** Where the embedded runtime keeps its state: `ARBITER_STATE`, or `.arbiter` in the project. */
export function stateDirectory(): string {
  return path.resolve(process.env['ARBITER_STATE'] ?? path.join(import.meta.dirname, '../../.arbiter'));
}

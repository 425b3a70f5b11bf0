/** DynamoDB by dynalite where dynoxide has no build: pure JavaScript over LevelDB, completed by {@link Transactions}. */
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { TableEngine } from './table-engine.ts';

interface DynaliteOptions {
  readonly path: string;
  readonly createTableMs: number;
  readonly updateTableMs: number;
  readonly deleteTableMs: number;
}

/** Starts the server in this process, its files below `directory`. */
export async function startDynalite(directory: string): Promise<TableEngine> {
  const create: unknown = createRequire(import.meta.url)('dynalite');
  if (!isFactory(create)) throw new Error('the package "dynalite" does not export a function: reinstall the dependencies');
  const server = create({ path: path.join(directory, 'tables'), createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('dynalite listens on no port');
  return {
    port: () => Promise.resolve(address.port),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isFactory(value: unknown): value is (options: DynaliteOptions) => http.Server {
  return typeof value === 'function';
}

/** DynamoDB by dynoxide: a native server over SQLite, one child process, one database file. */
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGuarded } from './guarded-child.ts';
import type { EngineProcess } from './supervised-engine.ts';

/** Path of the binary that was installed for this platform; undefined when there is none. */
export function dynoxideBinary(): string | undefined {
  // The guard of the child process is a POSIX shell.
  if (process.platform === 'win32') return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`);
    return path.join(path.dirname(manifest), 'dynoxide');
  } catch {
    // An optional dependency: absent on platforms without a build.
    return undefined;
  }
}

/** Starts the server on a free port; resolves when it accepts connections. */
export async function startDynoxide(binary: string, directory: string): Promise<EngineProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = startGuarded(binary, ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', path.join(directory, 'tables.db')]);
    try {
      await Promise.race([accepting(port), child.ended]);
    } catch (error) {
      await child.stop();
      // Between the probe and the start another process may have taken the port.
      if (attempt < 3) continue;
      throw error;
    }
    return { port, ended: child.ended, stop: () => child.stop() };
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port on 127.0.0.1'))));
    });
  });
}

async function accepting(port: number): Promise<void> {
  for (let attempt = 0; attempt < 2000; attempt += 1) {
    const connected = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (connected) return;
    await sleep(3);
  }
  throw new Error(`dynoxide does not accept connections on port ${port} after 6 s`);
}

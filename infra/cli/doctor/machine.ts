/** Checks of this machine: Node, the table engine, ports, the state directory. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { findRuntime, StateDirectory, StateDirectoryInUse } from '../../local/state-directory.ts';
import { dynoxideBinary } from '../../local/tables/dynoxide.ts';
import { broken, note, ok, type Finding } from './finding.ts';

const NODE_MAJOR = 24;
/** The port that the embedded runtime takes when it is free. */
const PORT = 4747;
const MB = 1024 * 1024;
/** Free space in the state directory: below the first, writes fail soon; below the second, it is worth a word. */
const SCARCE = 100 * MB;
const LITTLE = 1024 * MB;

export function checkNode(version = process.versions.node): Finding {
  return Number(version.split('.')[0]) >= NODE_MAJOR
    ? ok('node', `Node ${version}`)
    : broken(
        'node',
        `Node ${version}, ${NODE_MAJOR} or later is needed`,
        'use the npm scripts after "npm ci" (on Linux they bring their own Node), or install Node 24',
      );
}

export function checkTableEngine(binary = dynoxideBinary()): Finding {
  if (binary === undefined)
    return note(
      'table engine',
      `no dynoxide for ${process.platform}-${process.arch}: dynalite stands in, slower and less durable`,
      'on Linux x64, run "npm ci" without --omit=optional',
    );
  try {
    accessSync(binary, constants.X_OK);
    return ok('table engine', 'dynoxide is installed');
  } catch {
    return broken(
      'table engine',
      `"${binary}" cannot be run`,
      'make it executable (chmod +x), and check that its file system is not mounted with noexec; or run "npm ci" again',
    );
  }
}

export async function checkPorts(stateDir: string, port = PORT): Promise<Finding> {
  if (await isFree(port)) return ok('ports', `port ${port} is free`);
  const runtime = await findRuntime(stateDir);
  if (runtime?.endpoint.endsWith(`:${port}`) === true) return ok('ports', `port ${port} is the embedded runtime's (process ${runtime.pid})`);
  return (await isFree(0))
    ? note('ports', `port ${port} is taken by another program: the runtime takes any free port, "npm start" prints which`)
    : broken('ports', 'no port can be opened on 127.0.0.1', 'allow this user to listen on the loopback interface');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

export async function checkStateDirectory(stateDir: string): Promise<readonly Finding[]> {
  const exists = existsSync(stateDir);
  const nearest = exists ? stateDir : existingAncestor(stateDir);
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch {
    return [broken('state directory', `"${nearest}" cannot be written to`, 'choose another one with --state DIR or ARBITER_STATE, or change its owner')];
  }
  const space = checkSpace(nearest);
  if (!exists) return [ok('state directory', `"${stateDir}" will be created`), space];
  const runtime = await findRuntime(stateDir);
  if (runtime !== undefined) return [ok('state directory', `"${stateDir}" is used by the runtime at ${runtime.endpoint} (process ${runtime.pid})`), space];
  try {
    (await StateDirectory.own(stateDir)).release();
    return [ok('state directory', `"${stateDir}" can be written to and is free`), space];
  } catch (cause) {
    if (cause instanceof StateDirectoryInUse)
      return [
        broken(
          'state directory',
          `"${stateDir}" is locked by a process that does not answer`,
          `find it (fuser "${path.join(stateDir, 'lock')}") and end it, or choose another directory with --state`,
        ),
        space,
      ];
    return [broken('state directory', cause instanceof Error ? cause.message : String(cause), 'choose another one with --state DIR or ARBITER_STATE'), space];
  }
}

function checkSpace(directory: string): Finding {
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  const found = `${Math.round(free / MB).toLocaleString('en')} MB free at "${directory}"`;
  if (free < SCARCE) return broken('disk space', found, 'make room, or choose another directory with --state');
  return free < LITTLE ? note('disk space', found, 'make room soon: what is accepted must be written down') : ok('disk space', found);
}

function existingAncestor(directory: string): string {
  const parent = path.dirname(directory);
  return existsSync(parent) || parent === directory ? parent : existingAncestor(parent);
}

/**
 * The directory that a runtime keeps its state in. One runtime at a time owns it, by an exclusive lock of the operating
 * system on a file in it: the lock ends with its process, however that ends, so there is no stale lock to judge.
 * `runtime.json` beside it says where the owner listens.
 */
import { accessSync, constants, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { isObject } from './http/fields.ts';
import { createDirectory } from '../../codegen/output/create-directory.ts';

/** What `runtime.json` says. */
export interface RuntimeRecord {
  readonly pid: number;
  readonly endpoint: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Another process owns the directory. `runtime` is where it listens; undefined when it does not answer. */
export class StateDirectoryInUse extends Error {
  readonly runtime: RuntimeRecord | undefined;

  constructor(directory: string, runtime: RuntimeRecord | undefined) {
    const owner = runtime === undefined ? 'a runtime that does not answer' : `the runtime at ${runtime.endpoint} (process ${runtime.pid})`;
    super(`the state directory "${directory}" is in use by ${owner}: use that one, end it, or choose another directory`);
    this.name = 'StateDirectoryInUse';
    this.runtime = runtime;
  }
}

/** An owned state directory. */
export class StateDirectory {
  readonly path: string;
  readonly #lock: DatabaseSync;

  private constructor(directory: string, lock: DatabaseSync) {
    this.path = directory;
    this.#lock = lock;
  }

  /** Creates the directory if need be and takes it; throws StateDirectoryInUse when another runtime has it. */
  static async own(directory: string): Promise<StateDirectory> {
    const absolute = path.resolve(directory);
    const lock = createAndLock(absolute);
    if (lock !== undefined) return new StateDirectory(absolute, lock);
    // The owner may have taken the lock a moment ago and not listen yet.
    for (let waited = 0; waited < 3000; waited += 100) {
      const runtime = await findRuntime(absolute);
      if (runtime !== undefined) throw new StateDirectoryInUse(absolute, runtime);
      await sleep(100);
      const freed = takeLock(path.join(absolute, 'lock'));
      if (freed !== undefined) return new StateDirectory(absolute, freed);
    }
    throw new StateDirectoryInUse(absolute, undefined);
  }

  /** Port of the runtime that had the directory before; queue URLs that were stored name it. */
  previousPort(): number | undefined {
    const record = readRecord(this.path);
    const port = Number(new URL(record?.endpoint ?? 'http://none').port);
    return port === 0 ? undefined : port;
  }

  /** Says where this runtime listens. */
  publish(endpoint: string): RuntimeRecord {
    const record: RuntimeRecord = { pid: process.pid, endpoint, startedAt: Date.now() };
    const file = path.join(this.path, 'runtime.json');
    writeFileSync(`${file}.new`, `${JSON.stringify(record, undefined, 2)}\n`);
    renameSync(`${file}.new`, file);
    return record;
  }

  release(): void {
    this.#lock.close();
  }
}

/** The runtime that owns the directory and answers; undefined when there is none. */
export async function findRuntime(directory: string): Promise<RuntimeRecord | undefined> {
  const record = readRecord(path.resolve(directory));
  if (record === undefined) return undefined;
  try {
    const response = await fetch(`${record.endpoint}/_runtime`, { signal: AbortSignal.timeout(2000) });
    const answer: unknown = await response.json();
    return isObject(answer) && answer['pid'] === record.pid && answer['stateDirectory'] === path.resolve(directory) ? record : undefined;
  } catch {
    // Nobody listens, or somebody else does: the record is of a runtime that has ended.
    return undefined;
  }
}

/** Removes a state directory and everything in it; throws when a runtime owns it. */
export async function removeState(directory: string): Promise<void> {
  const state = await StateDirectory.own(directory);
  state.release();
  rmSync(state.path, { recursive: true, force: true });
}

function createAndLock(directory: string): DatabaseSync | undefined {
  try {
    createDirectory(directory);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return takeLock(path.join(directory, 'lock'));
  } catch (cause) {
    throw new Error(
      `the state directory "${directory}" cannot be used: ${cause instanceof Error ? cause.message : String(cause)}. Choose a directory that you may write to`,
      { cause },
    );
  }
}

function takeLock(file: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(file);
  try {
    // An open exclusive transaction of SQLite is an advisory lock of the operating system.
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Error && /locked/.test(error.message)) return undefined;
    throw error;
  }
}

function readRecord(directory: string): RuntimeRecord | undefined {
  let record: unknown;
  try {
    record = JSON.parse(readFileSync(path.join(directory, 'runtime.json'), 'utf8'));
  } catch {
    // No file, or half of one: as good as none.
    return undefined;
  }
  if (!isObject(record)) return undefined;
  const { pid, endpoint, startedAt } = record;
  return typeof pid === 'number' && typeof endpoint === 'string' && URL.canParse(endpoint) && typeof startedAt === 'number'
    ? { pid, endpoint, startedAt }
    : undefined;
}

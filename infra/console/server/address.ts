/** Where the console listens and the token that opens it, kept in the state directory so that a page survives a restart of its server. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Address {
  readonly port: number;
  readonly token: string;
}

const fileName = 'console.json';
/** 192 bits: nobody guesses it. */
const TOKEN_BYTES = 24;

/** The address of last time; undefined when there was none. */
export function readAddress(stateDir: string): Address | undefined {
  let record: unknown;
  try {
    record = JSON.parse(readFileSync(path.join(stateDir, fileName), 'utf8'));
  } catch {
    // No file, or half of one: as good as none.
    return undefined;
  }
  if (typeof record !== 'object' || record === null || !('port' in record) || !('token' in record)) return undefined;
  const { port, token } = record;
  return typeof port === 'number' && typeof token === 'string' && token.length >= 32 ? { port, token } : undefined;
}

/** Keeps the address, readable by its owner only. */
export function writeAddress(stateDir: string, address: Address): void {
  const file = path.join(stateDir, fileName);
  writeFileSync(`${file}.new`, `${JSON.stringify(address)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function createToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** The link that opens the console. The token is in the fragment, which browsers send to nobody. */
export function linkOf({ port, token }: Address): string {
  return `http://127.0.0.1:${port}/#token=${token}`;
}

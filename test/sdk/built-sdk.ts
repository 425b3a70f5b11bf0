/** The SDK as `npm run sdk` makes it, installed by npm in a project of its own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export interface BuiltSdk {
  readonly tarball: string;
  readonly size: number;
  readonly files: readonly string[];
  readonly findings: readonly string[];
}

/** Runs the script's own command, with another output folder. */
export function buildSdk(): BuiltSdk {
  const out = mkdtempSync(path.join(root, 'dist-sdk-'));
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
  const [, ...args] = (scripts['sdk'] ?? '').split(' ');
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, '--out', out, '--format', 'json'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm run sdk ended with ${String(status)}: ${stderr}${stdout}`);
  const built = JSON.parse(stdout) as BuiltSdk;
  return { ...built, tarball: path.resolve(root, built.tarball) };
}

/** A copy of the example project with the tarball installed, and beside it what its team would have installed from the registry. */
export function installConsumer(tarball: string, beside: readonly string[] = ['@aws-sdk', '@types', 'undici-types']): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'arbiter-consumer-'));
  cpSync(path.join(root, 'test/examples/consumer'), folder, { recursive: true });
  const { status, stderr } = spawnSync('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm install of the tarball: ${stderr}`);
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  for (const name of beside) symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name), 'dir');
  return folder;
}

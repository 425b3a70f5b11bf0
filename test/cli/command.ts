import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const children = new Set<ChildProcess>();

/** Kills what a failed test left running; for `afterEach`. */
export function endAll(): void {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
}

/** The command line as the npm scripts run it, on a state directory of its own. */
export class CommandLine {
  readonly state = mkdtempSync(path.join(tmpdir(), 'arbiter-cli-'));

  start(args: readonly string[]): ChildProcess {
    // Credentials of whoever runs the tests must not matter, nor what a runtime in this process has set.
    const { AWS_PROFILE: _profile, AWS_ACCESS_KEY_ID: _key, ARBITER_METRICS: _metrics, LOG_LEVEL: _level, ...env } = process.env;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(root, 'infra/cli/arbiter.js'), ...args], {
      env: { ...env, ARBITER_STATE: this.state, HOME: this.state, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.add(child);
    return child;
  }

  async run(...args: readonly string[]): Promise<Finished> {
    return finished(this.start(args));
  }
}

export async function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (part) => (stdout += String(part)));
  child.stderr?.on('data', (part) => (stderr += String(part)));
  // A process that has ended already says so no second time.
  const code = child.exitCode ?? child.signalCode ?? (await new Promise<number | null>((resolve) => child.once('close', resolve)));
  return { code: typeof code === 'string' ? null : code, stdout, stderr };
}

/** Resolves when the child has written something that matches. */
export async function says(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    const hear = (part: unknown) => {
      text += String(part);
      if (pattern.test(text)) resolve(text);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', () => reject(new Error(`ended without saying ${String(pattern)}: ${text}`)));
  });
}

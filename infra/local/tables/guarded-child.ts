/**
 * A child process that ends when this process ends, however that happens. Between the two sits a shell that reads from
 * a pipe only this process writes to: the kernel closes the pipe when this process dies, `kill -9` included, the read
 * ends, and the shell kills the child. Works wherever there is a POSIX shell.
 */
import { spawn, type ChildProcess } from 'node:child_process';

/** Runs "$@" beside a watcher of standard input; whichever ends first ends the other. */
const guard = `"$@" </dev/null &
child=$!
{ cat >/dev/null 2>&1; kill -9 $child 2>/dev/null; } <&3 &
watcher=$!
wait $child
status=$?
kill $watcher 2>/dev/null
exit $status`;

export interface GuardedChild {
  /** Process id of the guarding shell. */
  readonly pid: number;
  /** Rejects when the child ends by itself, with its last words; never resolves. */
  readonly ended: Promise<never>;
  /** Ends the child and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts `command` under guard. */
export function startGuarded(command: string, parameters: readonly string[]): GuardedChild {
  const shell: ChildProcess = spawn('/bin/sh', ['-c', `exec 3<&0; ${guard}`, 'sh', command, ...parameters], { stdio: ['pipe', 'ignore', 'pipe'] });
  let words = '';
  shell.stderr?.on('data', (part: Buffer) => {
    words = (words + part.toString()).slice(-2000);
  });
  // The pipe breaks when the child ends first; `ended` reports that.
  shell.stdin?.on('error', () => undefined);
  let stopping = false;
  const exited = new Promise<number | null>((resolve) => shell.once('exit', resolve));
  const ended = new Promise<never>((_resolve, reject) => {
    shell.once('error', reject);
    void exited.then((status) => {
      if (!stopping) reject(new Error(`${command} ended with status ${status ?? 'unknown'}: ${words.trim() || 'it said nothing'}`));
    });
  });
  ended.catch(() => undefined);
  return {
    pid: shell.pid ?? 0,
    ended,
    stop: async () => {
      stopping = true;
      shell.stdin?.end();
      await exited;
    },
  };
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { parseChildFrame } from './frame.ts';
import type { ChildFrame, HostFrame } from './frame.ts';
import { usageOf } from './process-usage.ts';
import type { SandboxProgram } from './program.ts';

/**
 * Node's own fences around the child. `--permission` without any other grant leaves no workers, no child processes, no
 * addons, no WASI, no inspector and no files but one directory. Node 24 does not fence the network by it: there the
 * WASM engine, which has no network at all, is what keeps agents off it. `--stack-size` is raised because the engine
 * must meet its own stack limit (128 KiB) before V8's: otherwise recursion in the agent corrupts the WASM stack.
 */
const FLAGS = [
  '--permission',
  '--disable-sigusr1',
  '--no-addons',
  '--no-experimental-sqlite',
  '--no-experimental-websocket',
  '--no-global-search-paths',
  '--no-warnings',
  '--disallow-code-generation-from-strings',
  '--disable-proto=delete',
  '--wasm-lazy-compilation',
  '--stack-size=3900',
  '--max-old-space-size=64',
  '--max-semi-space-size=4',
  '--input-type=module',
];

/** Why a cell ended, when nobody asked it to. */
export type CellEnd =
  | { readonly kind: 'exited'; readonly how: string }
  | { readonly kind: 'violation'; readonly what: string }
  | { readonly kind: 'memory'; readonly megabytes: number }
  | { readonly kind: 'cpu'; readonly milliseconds: number };

export interface CellListener {
  frame(frame: Exclude<ChildFrame, { type: 'ready' }>): void;
  ended(end: CellEnd): void;
}

const POLL_MS = 20;

/**
 * One child process, seen from outside: started ahead of time, used for one run, killed with its whole process group.
 * Nothing that it writes is believed: lines are bounded and parsed by {@link parseChildFrame}.
 */
export class Cell {
  readonly #process: ChildProcess;
  readonly #frameBytes: number;
  #listener: CellListener | undefined;
  #end: CellEnd | undefined;
  #parts: Buffer[] = [];
  #size = 0;
  #stderr = '';
  #meter: NodeJS.Timeout | undefined;
  #ready = false;

  constructor(program: SandboxProgram, guest: string, frameBytes: number) {
    this.#frameBytes = frameBytes;
    this.#process = spawn(process.execPath, [...FLAGS, `--allow-fs-read=${program.directory}`, '-'], {
      cwd: program.directory,
      env: {},
      stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'],
      detached: true, // a process group of its own, so that all of it can be killed
    });
    this.#process.on('error', (error) => this.#finish({ kind: 'exited', how: `did not start: ${error.message}` }));
    this.#process.on('exit', (code, signal) =>
      this.#finish({ kind: 'exited', how: `${signal ?? `exit code ${code}`}${this.#stderr === '' ? '' : `: ${this.#stderr}`}` }),
    );
    this.#process.stderr?.on('data', (data: Buffer) => {
      this.#stderr = (this.#stderr + data.toString('latin1')).slice(-1_000);
    });
    (this.#process.stdio[4] as Readable | null)?.on('data', (data: Buffer) => this.#read(data));
    for (const stream of this.#process.stdio) stream?.on('error', () => {}); // a dead child: its exit says so
    this.#process.stdin?.end(program.source);
    this.send({ type: 'boot', guest });
    this.#hold(false);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Whether the engine has come up, so that what happens later is the agent's doing. */
  get started(): boolean {
    return this.#ready;
  }

  get alive(): boolean {
    return this.#end === undefined;
  }

  /** Resident memory and CPU time so far; zeros where the platform does not tell (no /proc). */
  usage(): { readonly megabytes: number; readonly cpuMs: number } {
    return usageOf(this.pid);
  }

  /** Hands the cell to one run: events go to the listener, memory and CPU are watched from here on. */
  use(listener: CellListener, bounds: { readonly megabytes: number; readonly cpuMs: number }): void {
    this.#listener = listener;
    this.#hold(true);
    const before = this.usage().cpuMs;
    this.#meter = setInterval(() => {
      const { megabytes, cpuMs } = this.usage();
      if (megabytes > bounds.megabytes) this.#stop({ kind: 'memory', megabytes: Math.round(megabytes) });
      else if (cpuMs - before > bounds.cpuMs) this.#stop({ kind: 'cpu', milliseconds: cpuMs - before });
    }, POLL_MS);
    if (this.#end !== undefined) listener.ended(this.#end);
  }

  send(frame: HostFrame): void {
    const input = this.#process.stdio[3] as Writable | null | undefined;
    if (input?.writable === true) input.write(`${JSON.stringify(frame)}\n`);
  }

  /** Kills the process group. Nothing is heard of the cell afterwards. */
  kill(): void {
    this.#listener = undefined;
    this.#stop({ kind: 'exited', how: 'killed' });
  }

  #stop(end: CellEnd): void {
    if (this.#process.pid !== undefined && this.#process.exitCode === null && this.#process.signalCode === null) {
      try {
        process.kill(-this.#process.pid, 'SIGKILL');
      } catch {
        this.#process.kill('SIGKILL'); // the group is not there yet or not any more
      }
    }
    this.#finish(end);
  }

  #finish(end: CellEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    clearInterval(this.#meter);
    this.#hold(false);
    this.#listener?.ended(end);
  }

  #read(data: Buffer): void {
    let start = 0;
    for (let at = data.indexOf(10); at >= 0 && this.alive; at = data.indexOf(10, start)) {
      const line = Buffer.concat([...this.#parts, data.subarray(start, at)]);
      this.#parts = [];
      this.#size = 0;
      start = at + 1;
      const frame = line.length <= this.#frameBytes ? parseChildFrame(line.toString('utf8')) : undefined;
      if (frame === undefined) return this.#stop({ kind: 'violation', what: `a line of ${line.length} bytes that is not a frame` });
      if (frame.type === 'ready') this.#ready = true;
      else this.#listener?.frame(frame);
    }
    if (!this.alive || start === data.length) return;
    this.#parts.push(data.subarray(start));
    this.#size += data.length - start;
    if (this.#size > this.#frameBytes) this.#stop({ kind: 'violation', what: `a line of more than ${this.#frameBytes} bytes` });
  }

  /** A spare does not keep this process alive; a run does. */
  #hold(on: boolean): void {
    if (on) this.#process.ref();
    else this.#process.unref();
    for (const stream of this.#process.stdio) {
      const socket = stream as { ref?: () => void; unref?: () => void } | null;
      if (on) socket?.ref?.();
      else socket?.unref?.();
    }
  }
}

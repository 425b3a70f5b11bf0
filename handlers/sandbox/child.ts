/**
 * The program of a sandbox child. It runs under `node --permission` with an empty environment and interprets the agent
 * in QuickJS compiled to WebAssembly. Only JSON lines cross its border: in on descriptor 3, out on descriptor 4, both
 * blocking, so that the child has no event loop of its own to be kept busy. One run, then the host kills it.
 *
 * It is started from standard input (see program.ts) and therefore imports nothing relative.
 */
import { readFileSync, readSync, writeSync } from 'node:fs';
import { EvalFlags, QuickJS } from 'quickjs-wasi';
import type { JSValueHandle } from 'quickjs-wasi';
import type { ChildFailure, HostFrame } from './frame.ts';
import type { Guest } from './guest.ts';

const INPUT = 3;
const OUTPUT = 4;

function send(frame: unknown): void {
  const bytes = Buffer.from(`${JSON.stringify(frame)}\n`);
  for (let at = 0; at < bytes.length;) at += writeSync(OUTPUT, bytes, at);
}

let finished = false;
function fail(code: ChildFailure, message: string): void {
  if (!finished) send({ type: 'failed', code, message: message.slice(0, 2_000) });
  finished = true;
}

// ---- lines from the host

const chunk = Buffer.alloc(64 * 1024);
let parts: Buffer[] = [];
const lines: string[] = [];

/** The next line; the process ends when the host is gone. */
function nextLine(): string {
  for (;;) {
    const line = lines.shift();
    if (line !== undefined) return line;
    const count = readSync(INPUT, chunk);
    if (count === 0) process.exit(0);
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0 && end < count; end = chunk.indexOf(10, start)) {
      lines.push(Buffer.concat([...parts, chunk.subarray(start, end)]).toString('utf8'));
      parts = [];
      start = end + 1;
    }
    if (start < count) parts.push(Buffer.from(chunk.subarray(start, count)));
  }
}

const nextFrame = (): HostFrame => JSON.parse(nextLine()) as HostFrame; // the host is trusted

// ---- the engine

/** CPU budget: only time spent inside the engine counts. */
let cpuLeft = 5_000;
let entered = 0;
function enter<T>(work: () => T): T {
  entered = performance.now();
  try {
    return work();
  } finally {
    cpuLeft -= performance.now() - entered;
  }
}

const engine = await QuickJS.create({
  wasm: readFileSync('quickjs.wasm'),
  memoryLimit: 32 * 1024 * 1024,
  maxStackSize: 128 * 1024,
  timezoneOffset: 0,
  interruptHandler: () => spent(),
});

const { exports: wasm } = engine as unknown as {
  readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; qjs_set_memory_limit(bytes: number): void };
};

/** What the engine throws when it stops; an agent's errors only look like it. */
const { RuntimeError: Trap } = (globalThis as unknown as { readonly WebAssembly: { readonly RuntimeError: new () => Error } }).WebAssembly;

const pending = new Set<number>();
let resultCharacters = 0;
let budget = 0;

function exhausted(): void {
  fail('AGENT_CPU', `the agent used up its ${budget} ms of CPU: do less, or ask for it in parts`);
}

let memoryBytes = 0;
/** The engine's memory grows and never shrinks, so that its size tells what was needed at the most. */
function crammed(): boolean {
  return wasm.memory.buffer.byteLength >= 0.9 * memoryBytes;
}

const spent = (): boolean => performance.now() - entered > cpuLeft;

function expose(name: string, body: (...values: JSValueHandle[]) => JSValueHandle | void): JSValueHandle {
  return engine.newFunction(name, (...values) => {
    // The engine asks its interrupt handler once in 10,000 steps; a loop over slow built-ins is met here sooner.
    if (spent()) exhausted();
    return body(...values) ?? engine.undefined;
  });
}

function connect(guestSource: string): JSValueHandle {
  const port = engine.newObject();
  port.setProp(
    'call',
    expose('call', (id, json) => {
      if (finished || id === undefined || json === undefined) return;
      const number = id.toNumber();
      pending.add(number);
      send({ type: 'call', id: number, json: json.toString() });
    }),
  );
  port.setProp(
    'log',
    expose('log', (level, line) => {
      if (!finished && level !== undefined && line !== undefined) send({ type: 'log', level: level.toString(), line: line.toString().slice(0, 2_000) });
    }),
  );
  port.setProp(
    'returned',
    expose('returned', (json) => {
      if (finished || json === undefined) return;
      const size = json.length;
      if (size > resultCharacters)
        return fail('AGENT_RESULT_TOO_LARGE', `the result has ${size} characters of JSON, ${resultCharacters} are allowed: return less`);
      finished = true;
      send({ type: 'returned', json: json.toString(), cpuMs: Math.max(0, budget - cpuLeft + (performance.now() - entered)) });
    }),
  );
  port.setProp(
    'failed',
    expose('failed', (code, message) => {
      if (code === undefined || message === undefined) return;
      // Whether the time is used up is known here; an agent can throw what looks like an interruption.
      const claimed = code.toString() as ChildFailure;
      fail(claimed === 'AGENT_CPU' && !spent() ? 'AGENT_THREW' : claimed, message.toString());
    }),
  );
  port.setProp(
    'crammed',
    expose('crammed', () => (crammed() ? engine.true : engine.false)),
  );
  // A bundler that keeps names wraps functions in a helper of its own, which does not exist in here.
  const make = engine.evalCode(`((__name) => (${guestSource}))((f) => f)`, 'guest.js');
  return engine.callFunction(make, engine.undefined, port);
}

/** Runs jobs until the agent waits for the host; what the engine throws ends the run. */
function drive(work?: () => void): void {
  try {
    enter(() => {
      work?.();
      engine.executePendingJobs();
    });
  } catch (error) {
    if (finished) return;
    if (cpuLeft <= 0) return exhausted();
    if (error instanceof Trap || error instanceof RangeError) return fail('AGENT_CRASHED', `the engine stopped: ${error.message}`);
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (message.includes('out of memory')) return fail('AGENT_MEMORY', 'the agent ran out of memory: keep less of the data at once');
    fail(error instanceof Error && error.name === 'SyntaxError' ? 'AGENT_SYNTAX' : 'AGENT_THREW', message);
  }
}

// ---- one run

const boot = nextFrame();
if (boot.type !== 'boot') throw new Error(`the first frame is "${boot.type}", expected "boot"`);
const guest = connect(boot.guest);
const method = (name: keyof Guest): JSValueHandle => guest.getProp(name);
const methods = { start: method('start'), deliver: method('deliver'), abort: method('abort'), listening: method('listening') };
{
  // Evaluating any module once makes the agent's own several milliseconds faster.
  engine.evalCode('export const warm = [1].map((x) => `${x}`);', 'warm.js', EvalFlags.TYPE_MODULE);
  engine.executePendingJobs();
}
send({ type: 'ready' });

const run = nextFrame();
if (run.type !== 'run') throw new Error(`the second frame is "${run.type}", expected "run"`);
resultCharacters = run.resultCharacters;
budget = cpuLeft = run.cpuMs;
// quickjs-wasi takes the limit only when the engine is made, which is before the run is known.
memoryBytes = run.memoryMb * 1024 * 1024;
wasm.qjs_set_memory_limit(memoryBytes);

drive(() => {
  const module = engine.evalCode(run.source, 'agent.js', EvalFlags.TYPE_MODULE);
  engine.callFunction(methods.start, engine.undefined, module, engine.newString(run.input), engine.newString(run.grants));
});

while (!finished) {
  if (pending.size === 0 && !enter(() => engine.callFunction(methods.listening, engine.undefined).toBoolean())) {
    fail('AGENT_STALLED', 'the handler waits for something that can never happen: its promise has nothing left that could settle it');
    break;
  }
  const frame = nextFrame();
  if (frame.type === 'reply' && pending.delete(frame.id))
    drive(() => engine.callFunction(methods.deliver, engine.undefined, engine.newNumber(frame.id), engine.newString(frame.json)));
  else if (frame.type === 'abort') drive(() => engine.callFunction(methods.abort, engine.undefined));
}
// Stays until the host kills it: whatever the agent left behind never runs again.
for (;;) nextLine();

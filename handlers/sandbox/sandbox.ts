import { AsyncLocalStorage } from 'node:async_hooks';
import { availableParallelism } from 'node:os';
import { limits as messageLimits } from '../core/limits.ts';
import { isNestedDeeperThan } from '../core/nesting.ts';
import { toWellFormed } from '../core/well-formed.ts';
import type { AgentOutcome, AgentRun, AgentRunner } from '../shell/ports.ts';
import { createBroker } from './broker.ts';
import type { BrokerPorts, BrokerSession, CapabilityBroker } from './broker.ts';
import { Cell } from './cell.ts';
import type { CellEnd } from './cell.ts';
import { parseUntrusted } from './frame.ts';
import type { ChildFrame } from './frame.ts';
import { guest } from './guest.ts';
import type { GuestGrants } from './guest.ts';
import { defaultLimits } from './limits.ts';
import type { SandboxLimits } from './limits.ts';
import { failed, outcomeOfEnd } from './outcome.ts';
import { loadProgram } from './program.ts';
import type { SandboxProgram } from './program.ts';
import { CapabilityRefusal } from './refusal.ts';

export interface SandboxOptions extends Omit<BrokerPorts, 'runner'> {
  readonly limits?: Partial<SandboxLimits>;
  /** Children kept ready (one when absent); a run that finds one starts within milliseconds. */
  readonly spares?: number;
  /** Runs at a time, and apart from these as many tools that agents call (each is a child of about 100 MB); more wait. */
  readonly concurrency?: number;
  /** Another child program; tests put a hostile one here. */
  readonly program?: SandboxProgram;
  /** Receives what agents log; the telemetry's debug log when absent. */
  readonly listen?: (run: AgentRun, level: 'debug' | 'info' | 'warn' | 'error', line: string) => void;
}

export interface Sandbox extends AgentRunner {
  /** Starts the spares now. */
  prewarm(): void;
  /** Kills every child. Runs under way end as SANDBOX_FAILED. */
  close(): Promise<void>;
}

/** How long before its end a run is told by `ctx.signal`: a tenth of it, at most this. */
const WARNING_MS = 5_000;

/**
 * Runs agent code where it can harm nothing: each run in a child process of its own that has no environment, no files
 * and no powers, and inside it in an interpreter compiled to WebAssembly. See handlers/ARCHITECTURE.md.
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  return new ProcessSandbox(options);
}

class ProcessSandbox implements Sandbox {
  readonly #limits: SandboxLimits;
  readonly #broker: CapabilityBroker;
  readonly #options: SandboxOptions;
  readonly #program: SandboxProgram;
  readonly #guest = guest.toString();
  readonly #spares: Cell[] = [];
  readonly #running = new Set<() => void>();
  readonly #agents: Slots;
  readonly #tools: Slots;
  #closed = false;

  constructor(options: SandboxOptions) {
    this.#options = options;
    this.#program = options.program ?? loadProgram();
    this.#limits = { ...defaultLimits, ...options.limits };
    const concurrency = options.concurrency ?? Math.max(4, 2 * availableParallelism());
    this.#agents = new Slots(concurrency);
    // Their own: an agent keeps its slot while it waits for a tool.
    this.#tools = new Slots(concurrency);
    this.#broker = createBroker({ ...options, runner: { run: (run, signal) => this.#tools.use(() => this.#run(run, signal)) } });
    refuseInspector();
  }

  prewarm(): void {
    if (this.#closed) return;
    for (let missing = (this.#options.spares ?? 1) - this.#spares.filter((cell) => cell.alive).length; missing > 0; missing--) this.#spares.push(this.#cell());
  }

  run(run: AgentRun): Promise<AgentOutcome> {
    return this.#agents.use(() => this.#run(run));
  }

  close(): Promise<void> {
    this.#closed = true;
    for (const cell of this.#spares.splice(0)) cell.kill();
    for (const stop of this.#running) stop();
    return Promise.resolve();
  }

  /** `caller`: of the run that called this one as a tool, and with which it ends. */
  async #run(run: AgentRun, caller?: AbortSignal): Promise<AgentOutcome> {
    if (caller?.aborted === true) return callerEnded();
    if (this.#closed) return failed('SANDBOX_FAILED', 'the sandbox is closed');
    const input = JSON.stringify(run.input ?? null);
    if (input.length + run.source.length > this.#limits.frameBytes)
      return failed(
        'AGENT_MEMORY',
        `input and code have ${input.length + run.source.length} characters, ${this.#limits.frameBytes} are allowed: pass less`,
        false,
      );
    const cell = this.#take();
    const { metrics } = this.#options.telemetry;
    const started = performance.now();
    const outcome = await this.#converse(cell, run, input, caller);
    metrics.milliseconds('sandbox.run', performance.now() - started, { outcome: outcome.kind === 'returned' ? 'RETURNED' : outcome.code });
    this.prewarm();
    return outcome;
  }

  /** The run itself, from the first line sent to the child's death. Always resolves. */
  #converse(cell: Cell, run: AgentRun, input: string, caller?: AbortSignal): Promise<AgentOutcome> {
    const limits = this.#limits;
    const session = this.#broker.open(run);
    // The child was started before the run: what it asks for belongs to the run all the same (traces).
    const within = AsyncLocalStorage.snapshot();
    const aborted = new AbortController();
    const { promise, resolve } = Promise.withResolvers<AgentOutcome>();
    let over = false;
    let calls = 0;
    let inFlight = 0;
    let logLines = 0;

    const end = (outcome: AgentOutcome): void => {
      if (over) return;
      over = true;
      clearTimeout(timeout);
      clearTimeout(warning);
      this.#running.delete(stop);
      caller?.removeEventListener('abort', leave);
      cell.kill();
      const { use } = session;
      aborted.abort(new CapabilityRefusal('ABORTED', 'the run has ended'));
      resolve(use.modelCalls > 0 ? { ...outcome, usage: { ...use } } : outcome);
    };
    const stop = (): void => end(failed('SANDBOX_FAILED', 'the sandbox was closed during the run: try again'));
    const leave = (): void => end(callerEnded());
    caller?.addEventListener('abort', leave);
    const timeout = setTimeout(() => end(failed('AGENT_TIMEOUT', `the agent did not end within ${run.timeoutMs} ms`)), run.timeoutMs);
    const warning = setTimeout(() => cell.send({ type: 'abort' }), run.timeoutMs - Math.min(WARNING_MS, run.timeoutMs / 10));
    this.#running.add(stop);

    const call = async (frame: Extract<ChildFrame, { type: 'call' }>): Promise<void> => {
      if (++calls > limits.calls) return end(failed('AGENT_CALL_FLOOD', `the agent made more than ${limits.calls} capability calls and was stopped`));
      inFlight += 1;
      const json = await reply(session, frame, inFlight > limits.callsInFlight, limits, aborted.signal);
      inFlight -= 1;
      if (!over) cell.send({ type: 'reply', id: frame.id, json });
    };

    cell.use(
      {
        frame: (frame) => {
          if (over) return;
          switch (frame.type) {
            case 'call':
              void within(call, frame);
              return;
            case 'log':
              if (++logLines > limits.logFlood) return end(failed('AGENT_LOG_FLOOD', `the agent logged more than ${limits.logFlood} lines and was stopped`));
              if (logLines <= limits.logLines) this.#log(run, frame.level, frame.line.slice(0, limits.logLineCharacters));
              return;
            case 'returned':
              return end(returned(frame.json, limits));
            case 'failed':
              return end(failed(frame.code, `agent "${run.agentId}": ${frame.message}`, frame.code === 'AGENT_THREW' && session.transient));
          }
        },
        ended: (why: CellEnd) => end(outcomeOfEnd(why, limits, cell.started)),
      },
      { megabytes: run.memoryMb + limits.overheadMb, cpuMs: limits.cpuMs + 1_000 },
    );
    const grants: GuestGrants = {
      model: session.granted.has('model'),
      tools: session.granted.has('tools'),
      http: session.granted.has('http'),
      idempotencyKey: run.idempotencyKey,
    };
    cell.send({
      type: 'run',
      source: run.source,
      input,
      grants: JSON.stringify(grants),
      cpuMs: Math.min(limits.cpuMs, run.timeoutMs),
      memoryMb: run.memoryMb,
      resultCharacters: limits.resultCharacters,
    });
    return promise;
  }

  #log(run: AgentRun, level: 'debug' | 'info' | 'warn' | 'error', line: string): void {
    if (this.#options.listen !== undefined) this.#options.listen(run, level, line);
    else
      this.#options.telemetry.log('debug', 'agent log', {
        agentId: run.agentId,
        agentVersion: run.agentVersion,
        orchestrationId: run.orchestrationId,
        agentLevel: level,
        line,
      });
  }

  #take(): Cell {
    for (;;) {
      const spare = this.#spares.shift();
      if (spare === undefined) return this.#cell();
      if (spare.alive) return spare;
    }
  }

  #cell(): Cell {
    return new Cell(this.#program, this.#guest, this.#limits.frameBytes);
  }
}

/** Nobody reads it; the metric of runs does. */
const callerEnded = (): AgentOutcome => failed('AGENT_TIMEOUT', 'the agent that called it has ended');

/** So many at a time, the others in the order in which they came. */
class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resume) => this.#waiting.push(resume));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

function returned(json: string, limits: SandboxLimits): AgentOutcome {
  if (json.length > limits.resultCharacters)
    return failed('AGENT_RESULT_TOO_LARGE', `the result has ${json.length} characters of JSON, ${limits.resultCharacters} are allowed: return less`);
  const value = parseUntrusted(json);
  if (value === undefined) return failed('AGENT_RESULT_NOT_JSON', 'the result is not JSON');
  if (isNestedDeeperThan(value, messageLimits.jsonLevels))
    return failed('AGENT_RESULT_TOO_LARGE', `the result is nested deeper than ${messageLimits.jsonLevels} levels: return it flatter`);
  return { kind: 'returned', value: toWellFormed(value, json) };
}

/** The answer to a call as JSON text. What goes wrong unexpectedly is told without its text, which may hold secrets. */
async function reply(
  session: BrokerSession,
  frame: Extract<ChildFrame, { type: 'call' }>,
  crowded: boolean,
  limits: SandboxLimits,
  signal: AbortSignal,
): Promise<string> {
  if (crowded) return refusal('TOO_MANY_CALLS', `more than ${limits.callsInFlight} calls at once: await some first`);
  try {
    const json = JSON.stringify({ ok: true, value: (await session.call(frame.capability, frame.input, signal)) ?? null });
    return json.length > limits.frameBytes / 2 ? refusal('TOO_LARGE', `the answer has ${json.length} characters, ${limits.frameBytes / 2} are allowed`) : json;
  } catch (error) {
    return error instanceof CapabilityRefusal ? refusal(error.code, error.message) : refusal('CAPABILITY_FAILED', `the call of "${frame.capability}" failed`);
  }
}

const refusal = (code: string, message: string): string => JSON.stringify({ ok: false, code, message: message.slice(0, 2_000) });

/**
 * A child runs under the same user and could send SIGUSR1, on which Node opens its debugger to everybody on this
 * machine. A listener of our own takes the signal away from it, where `--disable-sigusr1` was not given.
 */
function refuseInspector(): void {
  if (process.listenerCount('SIGUSR1') === 0) process.on('SIGUSR1', ignoreSignal);
}
function ignoreSignal(): void {}

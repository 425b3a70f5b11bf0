/**
 * The simulated world: a virtual clock, port calls in flight, invocations that can die. One thing happens at a time, and
 * the tape says which. Code under test runs between two happenings, until every invocation waits for a port call.
 */
import type { Tape } from './tape.ts';

/** How often each kind of fault is drawn, in parts per 1,000 port calls; all 0 is a calm world. */
export interface Faults {
  /** The call fails and has no effect. */
  readonly failBefore: number;
  /** The call has its effect and its answer is lost. */
  readonly failAfter: number;
  /** The process dies before the effect. */
  readonly crashBefore: number;
  /** The process dies after the effect. */
  readonly crashAfter: number;
  /** The call takes longer than every lease; the process lives on as a zombie. */
  readonly stall: number;
}

export const calm: Faults = { failBefore: 0, failAfter: 0, crashBefore: 0, crashAfter: 0, stall: 0 };

/** One run of a function. `dead` once it was killed: nothing it asks for happens any more. */
export interface Invocation {
  readonly id: number;
  readonly functionName: string;
  readonly killAt: number;
  dead: boolean;
  ended: boolean;
  /** Where the operator's switch stood when it looked last. */
  switched?: 'running' | 'paused' | 'stopped';
  /** Run when it is killed: what it held open is over. */
  readonly onEnd: (() => void)[];
  /** What is known of its port calls so far: none yet; one after the other, none of them stalled; anything else. */
  past: 'none' | 'plain' | 'other';
}

interface Call {
  readonly invocation: Invocation;
  readonly name: string;
  readonly effect: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Not progressed before this time. */
  readyAt: number;
  /** A stalled call is not faulted again. */
  stalled: boolean;
}

/** Which draws go wrong, and how: index of the draw to number of the kind, from 1. */
export type Plan = ReadonlyMap<number, number>;

/** A draw under a plan: how many kinds there are, and which of them do what another one does (see `redundant`). */
export interface Draw {
  readonly kinds: number;
  readonly redundant: readonly number[];
}

/** Port calls without an effect that lasts: a fault before it and a fault after it are the same. */
const effectFree: ReadonlySet<string> = new Set([
  'store.head',
  'store.load',
  'store.tasks',
  'store.due',
  'payloads.get',
  'agents.active',
  'agents.get',
  'code.get',
  'model.ask',
  'runner.run',
]);

/** An injected failure, as a service would answer. */
export class SimulatedFault extends Error {
  override readonly name = 'SimulatedFault';
}

/** A fault without a stack: nobody reads it, and collecting one costs more than the step it is drawn for. */
function fault(message: string): SimulatedFault {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const made = new SimulatedFault(message);
  Error.stackTraceLimit = limit;
  return made;
}

/** How long a stalled call takes: beyond every lease of the protocol. */
const STALL_MS = 1_000_000;
/** Calls that may overtake one another. */
const WINDOW = 4;

export class World {
  readonly tape: Tape;
  readonly marks = new Map<string, number>();
  readonly trace: string[] | undefined;
  now: number;
  /** Port calls progressed: each with its fault or its effect, its checks, and all code under test that runs until the next one. */
  steps = 0;
  #faults: Faults;
  #weights: readonly (readonly [kind: keyof Faults, weight: number])[];
  #calls: Call[] = [];
  #timers: { readonly at: number; readonly order: number; readonly run: () => void }[] = [];
  #order = 0;
  #nextInvocation = 1;

  /** Kinds of each draw so far, under a plan. */
  readonly drawn: Draw[] = [];
  readonly #plan: Plan | undefined;

  readonly #slowMs: number;

  /** `slowMs`: one call of four takes up to this long; 0 where all take a millisecond, as they do under a plan. */
  constructor(tape: Tape, start: number, faults: Faults, traced: boolean, plan: Plan | undefined, slowMs = 0) {
    this.#plan = plan;
    this.#slowMs = plan === undefined ? slowMs : 0;
    this.tape = tape;
    this.now = start;
    this.#faults = faults;
    this.#weights = weighted(faults);
    this.trace = traced ? [] : undefined;
  }

  get faults(): Faults {
    return this.#faults;
  }

  /** From now on these faults are drawn. */
  set faults(faults: Faults) {
    this.#faults = faults;
    this.#weights = weighted(faults);
  }

  mark(name: string): void {
    this.marks.set(name, (this.marks.get(name) ?? 0) + 1);
  }

  note(text: string): void {
    this.trace?.push(`${String(this.now).slice(-9)} ${text}`);
  }

  /**
   * Whether something bad happens here, and which: one of `kinds`, each with its weight in parts per 1,000; undefined is
   * benign. Under a plan the plan says so, whatever the weights.
   */
  draw<K extends string>(kinds: readonly (readonly [kind: K, weight: number])[]): K | undefined {
    if (this.#plan !== undefined) return kinds[this.#planned(kinds.length) - 1]?.[0];
    let total = 0;
    for (const [, weight] of kinds) total += weight;
    if (total === 0) return undefined;
    let left = this.tape.choose(1_000) - (1_000 - total);
    if (left < 0) return undefined;
    for (const [kind, weight] of kinds) {
      if (left < weight) return kind;
      left -= weight;
    }
    return undefined;
  }

  /** One kind only. */
  chance(perMille: number): boolean {
    if (this.#plan !== undefined) return this.#planned(1) === 1;
    return perMille !== 0 && this.tape.choose(1_000) >= 1_000 - perMille;
  }

  /** Under the plan: the number of the kind of this draw, 0 for none. */
  #planned(kinds: number, redundant: readonly number[] = []): number {
    this.drawn.push({ kinds, redundant });
    return this.#plan?.get(this.drawn.length - 1) ?? 0;
  }

  /** Runs `run` at virtual time `at`. */
  at(at: number, run: () => void): void {
    const timer = { at, order: this.#order++, run };
    let index = this.#timers.length;
    while (index > 0 && later(this.#timers[index - 1], timer)) index--;
    this.#timers.splice(index, 0, timer);
  }

  invoke(functionName: string, timeoutMs: number): Invocation {
    const invocation: Invocation = {
      id: this.#nextInvocation++,
      functionName,
      killAt: this.now + timeoutMs,
      dead: false,
      ended: false,
      onEnd: [],
      past: 'none',
    };
    this.at(invocation.killAt, () => this.#timeOut(invocation));
    return invocation;
  }

  /** A port call of an invocation: a promise that the world settles when, and as, it likes. */
  call(invocation: Invocation, name: string, effect: () => Promise<unknown>): Promise<unknown> {
    if (this.#plan !== undefined && this.#calls.some((other) => other.invocation === invocation)) invocation.past = 'other';
    const readyAt = this.now + this.#slowness();
    if (readyAt > this.now) this.at(readyAt, () => undefined);
    return new Promise((resolve, reject) => {
      this.#calls.push({ invocation, name, effect, resolve, reject, readyAt, stalled: false });
    });
  }

  #slowness(): number {
    if (this.#slowMs === 0 || this.tape.choose(4) !== 3) return 0;
    return this.tape.choose(this.#slowMs);
  }

  /** Lets one thing happen; await `settled()` before the next. False when nothing is left to happen. */
  step(): boolean {
    const call = this.#nextCall();
    if (call === undefined) {
      const timer = this.#timers.shift();
      if (timer === undefined) return this.#calls.length > 0 && this.#skipAhead();
      if (timer.at > this.now) this.now = timer.at;
      timer.run();
    } else this.#progress(call);
    return true;
  }

  /** The next call that is ready; those ready earliest may overtake one another. */
  #nextCall(): Call | undefined {
    let ready = 0;
    for (const call of this.#calls) if (call.readyAt <= this.now && ++ready === WINDOW) break;
    if (ready === 0) return undefined;
    let chosen = ready === 1 ? 0 : this.tape.choose(ready);
    const index = this.#calls.findIndex((call) => call.readyAt <= this.now && chosen-- === 0);
    return this.#calls.splice(index, 1)[0];
  }

  /** True while a port call is in flight. */
  busy(): boolean {
    return this.#calls.length > 0;
  }

  #skipAhead(): boolean {
    this.now = Math.min(...this.#calls.map((call) => call.readyAt));
    return true;
  }

  #progress(call: Call): void {
    this.now += 1;
    const { invocation } = call;
    if (invocation.dead && !call.stalled) return;
    this.steps++;
    const drawn = call.stalled ? 'none' : this.#drawFault(call);
    if (this.trace !== undefined) this.note(`${invocation.functionName}#${invocation.id} ${call.name}${drawn === 'none' ? '' : `: ${drawn}`}`);
    switch (drawn) {
      case 'none':
        run(call).then(call.resolve, call.reject);
        return;
      case 'failBefore':
        this.mark('fault: failed before its effect');
        call.reject(fault(`simulated: ${call.name} failed`));
        return;
      case 'failAfter':
        this.mark('fault: answer lost');
        run(call).catch(() => undefined);
        call.reject(fault(`simulated: the answer of ${call.name} was lost`));
        return;
      case 'crashBefore':
        this.mark('fault: crashed before an effect');
        this.#kill(invocation);
        return;
      case 'crashAfter':
        this.mark('fault: crashed after an effect');
        run(call).catch(() => undefined);
        this.#kill(invocation);
        return;
      case 'stall':
        this.mark('fault: stalled past its lease');
        call.stalled = true;
        call.readyAt = this.now + STALL_MS;
        this.#calls.push(call);
        this.at(call.readyAt, () => undefined);
        return;
    }
  }

  #drawFault(call: Call): 'none' | keyof Faults {
    if (this.#plan === undefined) return this.draw(this.#weights) ?? 'none';
    const kind = this.#planned(this.#weights.length, redundant(call));
    const drawn = this.#weights[kind - 1]?.[0] ?? 'none';
    if (drawn === 'stall') call.invocation.past = 'other';
    else if (call.invocation.past === 'none') call.invocation.past = 'plain';
    return drawn;
  }

  #kill(invocation: Invocation): void {
    invocation.dead = true;
    for (const end of invocation.onEnd.splice(0)) end();
    this.#calls = this.#calls.filter((call) => call.invocation !== invocation || call.stalled);
  }

  /** The platform ends what runs too long. A stalled call of it may still take effect: the zombie's last act. */
  #timeOut(invocation: Invocation): void {
    if (invocation.ended || invocation.dead) return;
    this.mark('an invocation timed out');
    this.note(`${invocation.functionName}#${invocation.id} timed out`);
    for (const end of invocation.onEnd.splice(0)) end();
    if (!this.#calls.some((call) => call.invocation === invocation && call.stalled)) this.#kill(invocation);
  }
}

function later(a: { readonly at: number; readonly order: number } | undefined, b: { readonly at: number; readonly order: number }): boolean {
  return a !== undefined && (a.at > b.at || (a.at === b.at && a.order > b.order));
}

/**
 * Kinds of fault of a call, by number, that leave the system as another set of no more faults does, up to milliseconds and
 * random tokens. Without a lasting effect, "after" (2, 4) is "before" (1, 3). And as long as an invocation makes one call
 * after the other, dying before a call (3) is dying after the effect of the one before it, or before that one.
 */
function redundant({ name, invocation }: Call): readonly number[] {
  const afters = effectFree.has(name) ? [2, 4] : [];
  return invocation.past === 'plain' ? [...afters, 3] : afters;
}

/** Its effect; a synchronous error rejects. */
function run(call: Call): Promise<unknown> {
  try {
    return call.effect();
  } catch (cause) {
    return Promise.reject(cause instanceof Error ? cause : new Error(String(cause)));
  }
}

function weighted({ failBefore, failAfter, crashBefore, crashAfter, stall }: Faults): readonly (readonly [keyof Faults, number])[] {
  return [
    ['failBefore', failBefore],
    ['failAfter', failAfter],
    ['crashBefore', crashBefore],
    ['crashAfter', crashAfter],
    ['stall', stall],
  ];
}

/**
 * Until every microtask that is due has run: the code under test waits for port calls again. Node runs what `nextTick` was
 * given in a microtask once no microtask is left, without a turn of the event loop. Call it from a microtask only.
 */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}

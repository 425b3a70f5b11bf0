/** One simulated run: the real handlers and core over simulated ports, until nothing moves any more. */
import { orchestrationRejected } from '../../generated/events/orchestration-rejected.v1.ts';
import { taskCompletion } from '../../generated/events/task-completion.v1.ts';
import { taskRequest } from '../../generated/events/task-request.v1.ts';
import type { AgentTask } from '../../generated/messages/agent-task.v1.ts';
import type { Agent } from '../../generated/tables/agent.ts';
import { MemoryCodeStore } from '../../handlers/adapters/memory/code-store.ts';
import { MemoryOperatorSwitch } from '../../handlers/adapters/memory/operator-switch.ts';
import { MemoryOrchestrationStore } from '../../handlers/adapters/memory/orchestration-store.ts';
import { MemoryPayloads } from '../../handlers/adapters/memory/payload-store.ts';
import { MemoryRegistry } from '../../handlers/adapters/memory/registry.ts';
import { MemoryTables } from '../../handlers/adapters/memory/tables.ts';
import { MemoryTaskClaims } from '../../handlers/adapters/memory/task-claims.ts';
import { parseUseId, requestIdOf } from '../../handlers/core/task/use-id.ts';
import { timing } from '../../handlers/core/timing.ts';
import { createDeadLetter } from '../../handlers/dead-letter/handler.ts';
import { sha256 } from '../../handlers/shell/hash.ts';
import { noTracer } from '../../handlers/shell/tracer.ts';
import type { AgentOutcome, AgentRun, ModelRequest, OutgoingEvent, SwitchPosition, Telemetry } from '../../handlers/shell/ports.ts';
import { createSupervisor } from '../../handlers/supervisor/handler.ts';
import { createSweeper } from '../../handlers/sweeper/handler.ts';
import { createWorker } from '../../handlers/worker/handler.ts';
import { Checker } from './checker.ts';
import { Instances } from './instances.ts';
import { Ledger } from './ledger.ts';
import { Platform } from './platform.ts';
import { isFaultless, type Profile } from './profile.ts';
import { badDays, scripted, type Scenario } from './scenario.ts';
import { createRandom, type Tape } from './tape.ts';
import { calm, settled, World, type Draw, type Invocation, type Plan } from './world.ts';

export interface Outcome {
  readonly steps: number;
  readonly virtualMs: number;
  readonly marks: ReadonlyMap<string, number>;
  readonly tape: readonly number[];
  readonly trace: readonly string[] | undefined;
  /** Under a plan: the kinds of each draw. */
  readonly drawn: readonly Draw[];
  readonly violation: Error | undefined;
}

const START = 1_795_000_000_000;
const SECOND = 1_000;
/** Faults stop after this much virtual time; from then on the system must come to rest. */
const FAULTS_FOR = 3 * 3_600 * SECOND;
const MOST_STEPS = 20_000;
/** An operator uses the switch within this time, and sets everything going again after at most `SWITCHED_FOR`. */
const SWITCHED_WITHIN = 300 * SECOND;
const SWITCHED_FOR = 1_800 * SECOND;
const source = 'export async function handler(input) { return 3; }';
const hash = sha256(source);

/** The queue of an agent that cannot be reached. */
const NOWHERE = 'nowhere';

/** Agents that every run begins with. */
const registered = new MemoryRegistry();
for (const [agentId, queue] of [
  ['adder', 'worker'],
  ['flaky', 'worker'],
  ['external', 'external'],
  ['stranded', NOWHERE],
  ['fabricator', 'fabricator'],
] as const)
  registered.putAgentRow({ ...agent(agentId, queue) });
registered.putAgentRow({ ...agent('thinker', 'worker', ['model']) });

/** What a run leaves behind when it has come to rest. */
export interface Rest {
  readonly orchestrationIds: readonly string[];
  readonly store: MemoryOrchestrationStore;
  readonly payloads: MemoryPayloads;
  readonly registry: MemoryRegistry;
}

export interface Settings {
  /** Keep a readable trace. */
  readonly traced?: boolean;
  /** Faults at chosen places instead of drawn ones. */
  readonly plan?: Plan;
  /** More steps than this are a violation of L1. */
  readonly mostSteps?: number;
  /** Looks at what is stored once all has come to rest; what it throws is a violation. */
  readonly atRest?: (rest: Rest) => Promise<void>;
}

export async function simulate(
  scenario: Scenario,
  profile: Profile,
  tape: Tape,
  { traced = false, plan, mostSteps = MOST_STEPS, atRest }: Settings = {},
): Promise<Outcome> {
  await Promise.resolve(); // From here on this is a microtask, as `settled` needs it: called from a timer or message, ticks come before microtasks.
  const world = new World(tape, START, profile.faults, traced, plan, profile.slowMs);
  const system = new System(world, scenario, profile, plan === undefined && isFaultless(profile));
  let violation: Error | undefined;
  try {
    await system.run(mostSteps);
    await atRest?.(system.rest());
  } catch (cause) {
    violation = cause instanceof Error ? cause : new Error(String(cause));
  }
  await new Promise(setImmediate); // A run takes no turn of the event loop; whoever runs many hears signals and messages between them.
  return { steps: world.steps, virtualMs: world.now - START, marks: world.marks, tape: tape.recorded, trace: world.trace, drawn: world.drawn, violation };
}

class System {
  readonly #world: World;
  readonly #scenario: Scenario;
  readonly #profile: Profile;
  readonly #platform: Platform;
  readonly #tables = new MemoryTables();
  readonly #store = new MemoryOrchestrationStore(this.#tables);
  readonly #claims = new MemoryTaskClaims(this.#tables);
  readonly #payloads = new MemoryPayloads();
  readonly #registry = registered.copy();
  readonly #code = new MemoryCodeStore();
  readonly #checker: Checker;
  readonly #ledger: Ledger;
  readonly #instances = new Instances();
  readonly #operator = new MemoryOperatorSwitch();
  /** Requests that were refused because everything was stopped. */
  readonly #refused = new Set<string>();
  readonly #random = createRandom(7);
  readonly #accepted: string[] = [];
  readonly #faultless: boolean;
  #violation: Error | undefined;
  #events = 0;

  constructor(world: World, scenario: Scenario, profile: Profile, faultless: boolean) {
    this.#faultless = faultless;
    this.#world = world;
    this.#scenario = scenario;
    this.#profile = profile;
    // A few crashes delay a task by less than its deadline; many, a loss or a stall may well exhaust it.
    const excuses = ['the bus lost an event', 'fault: stalled past its lease', 'a message became a dead letter'];
    this.#checker = new Checker(
      this.#tables,
      () => scenario.silentAgent === true || profile.delaysTasks || excuses.some((mark) => world.marks.has(mark)),
      (name) => world.mark(name),
      world.trace === undefined ? undefined : (text) => world.note(text),
    );
    this.#ledger = new Ledger(this.#tables, scenario.budget?.tokens ?? Infinity);
    this.#platform = new Platform(
      world,
      [
        { name: 'inbox', visibilityMs: 960 * SECOND, maxReceives: profile.inboxReceives, deadLetterQueue: 'inbox-dead-letter' },
        { name: 'inbox-dead-letter', visibilityMs: 180 * SECOND, maxReceives: 1_000 },
        { name: 'worker', visibilityMs: 960 * SECOND, maxReceives: 3, deadLetterQueue: 'worker-dead-letter' },
        { name: 'worker-dead-letter', visibilityMs: 180 * SECOND, maxReceives: 1_000 },
        { name: 'fabricator', visibilityMs: 960 * SECOND, maxReceives: 3, deadLetterQueue: 'worker-dead-letter' },
        { name: 'external', visibilityMs: 960 * SECOND, maxReceives: 100 },
      ],
      profile.liberties,
    );
    void this.#code.putIfAbsent(`agents/code/${hash}.js`, source);
    const supervisor = (invocation: Invocation) => createSupervisor(this.#supervisorPorts(invocation), this.#instances.memory(invocation));
    const timeout = 600 * SECOND;
    this.#platform.attach({ name: 'supervisor', queue: 'inbox', timeoutMs: timeout, concurrency: 1_000, start: supervisor });
    this.#platform.attach({
      name: 'worker',
      queue: 'worker',
      timeoutMs: 900 * SECOND,
      concurrency: 1_000,
      start: (invocation) => createWorker(this.#workerPorts(invocation)),
    });
    this.#platform.attach({
      name: 'dead-letter',
      queue: 'worker-dead-letter',
      timeoutMs: 60 * SECOND,
      concurrency: 1_000,
      start: (invocation) => createDeadLetter(this.#common(invocation)),
    });
    this.#platform.attach({
      name: 'external',
      queue: 'external',
      timeoutMs: timeout,
      concurrency: 1_000,
      start: (invocation) => (event) => this.#externalAgent(invocation, event),
    });
    this.#platform.attach({
      name: 'fabricator',
      queue: 'fabricator',
      timeoutMs: 900 * SECOND,
      concurrency: 1_000,
      start: (invocation) => (event) => this.#fabricatorStandIn(invocation, event),
    });
  }

  async run(mostSteps: number): Promise<void> {
    for (let index = 0; index < this.#scenario.requests; index++) this.#request(`o-${index}`);
    this.#useSwitch();
    this.#scheduleSweep();
    this.#world.at(START + FAULTS_FOR, () => this.#heal());
    do {
      if (!this.#world.step()) break;
      await settled();
      if (this.#violation !== undefined) throw this.#violation;
      if (this.#world.steps > mostSteps) throw new Error(`L1: after ${mostSteps} steps the system has not come to rest`);
    } while (!this.#atRest());
    this.#checker.atRest(this.#begun());
    if (this.#scenario.budget !== undefined) for (const orchestrationId of this.#begun()) this.#ledger.atRest(orchestrationId);
  }

  rest(): Rest {
    return { orchestrationIds: this.#begun(), store: this.#store, payloads: this.#payloads, registry: this.#registry };
  }

  /** What was asked for and not refused; a refused request that was delivered again later counts too. */
  #begun(): readonly string[] {
    return this.#refused.size === 0 ? this.#accepted : this.#accepted.filter((id) => !this.#refused.has(id) || this.#tables.orchestrations.has(id));
  }

  /** Once in a run an operator pauses or stops everything for a while. */
  #useSwitch(): void {
    if (this.#profile.operator === 0 || !this.#world.chance(this.#profile.operator)) return;
    const state = this.#world.tape.choose(2) === 0 ? 'paused' : 'stopped';
    const at = this.#world.now + this.#world.tape.choose(SWITCHED_WITHIN);
    this.#world.at(at, () => this.#set(state));
    this.#world.at(at + this.#world.tape.choose(SWITCHED_FOR), () => this.#set('running'));
  }

  #set(state: SwitchPosition['state']): void {
    this.#operator.current = { state, by: 'ana' };
    this.#world.note(`the operator's switch is at ${state}`);
    if (state !== 'running') this.#world.mark(`an operator ${state} everything`);
  }

  /** The switch as an invocation sees it: no port call of its own, for it is read every few seconds. Remembers what was read last. */
  #switchOf(invocation: Invocation) {
    return {
      position: async () => {
        const position = this.#operator.current;
        invocation.switched = position.state;
        return position;
      },
    };
  }

  #atRest(): boolean {
    return !this.#world.busy() && this.#platform.backlog() === 0 && this.#begun().every((id) => this.#tables.orchestrations.get(id)?.head.announced === true);
  }

  #heal(): void {
    this.#world.note('faults stop');
    this.#world.faults = calm;
    this.#platform.liberties = { duplicate: 0, delay: 0, deleteLost: 0, eventLost: 0, eventRepeated: 0 };
    this.#healed = true;
  }

  #healed = false;

  #request(orchestrationId: string): void {
    this.#accepted.push(orchestrationId);
    const body = JSON.stringify({
      id: `e-${orchestrationId}`,
      source: taskRequest.source,
      'detail-type': taskRequest.detailType,
      detail: { task: 'add 1 and 2', orchestrationId, tenant: 'acme', ...(this.#scenario.budget !== undefined && { budget: this.#scenario.budget }) },
    });
    this.#platform.send('inbox', body);
    if (this.#world.chance(this.#profile.liberties.eventRepeated)) this.#platform.send('inbox', body, 1_000);
    if (this.#world.chance(this.#profile.cancel)) {
      this.#world.mark('a cancellation was sent');
      this.#platform.send('inbox', JSON.stringify({ kind: 'cancel', orchestrationId, by: 'ana' }), this.#world.tape.choose(60_000));
    }
  }

  /** The sweeper runs each minute; idle minutes are skipped. */
  #scheduleSweep(): void {
    if (!this.#profile.sweeper) return;
    this.#world.at(this.#world.now + 60 * SECOND, () => this.#sweep());
  }

  #sweep(): void {
    this.#scheduleSweep();
    const due = [...this.#tables.orchestrations.values()].some(({ head }) => head.due !== undefined && (head.wakeAt ?? Infinity) <= this.#world.now);
    if (!due) return;
    this.#world.mark('the sweeper found something due');
    const invocation = this.#world.invoke('sweeper', 50 * SECOND);
    const common = this.#common(invocation);
    createSweeper({
      ...common,
      store: { due: (now, limit) => this.#call(invocation, 'store.due', () => this.#store.due(now, limit)) },
      inbox: this.#inbox(invocation),
    })().then(
      () => (invocation.ended = true),
      () => (invocation.ended = true),
    );
  }

  // ---- ports ----

  #call<T>(invocation: Invocation, name: string, effect: () => Promise<T>): Promise<T> {
    return this.#world.call(invocation, name, () => this.#guard(effect)) as Promise<T>;
  }

  /** Keeps the first violation: code under test must not swallow it. */
  #guard<T>(effect: () => T): T {
    try {
      return effect();
    } catch (cause) {
      if (cause instanceof Error && cause.name === 'Violation') this.#violation ??= cause;
      throw cause;
    }
  }

  #checked<T>(effect: Promise<T>, check: () => void): Promise<T> {
    return effect.then((value) => {
      this.#guard(check);
      return value;
    });
  }

  #common(invocation: Invocation) {
    const skew = this.#profile.skewMs === 0 ? 0 : this.#world.tape.choose(2 * this.#profile.skewMs) - this.#profile.skewMs;
    const telemetry: Telemetry = {
      log: () => undefined,
      metrics: {
        count: (name, _value, dimensions) => this.#world.mark(`${name}${dimensions === undefined ? '' : ` ${Object.values(dimensions).join(' ')}`}`),
        milliseconds: () => undefined,
      },
      tracer: noTracer,
    };
    return {
      telemetry,
      operator: this.#switchOf(invocation),
      clock: { now: () => this.#world.now + (this.#profile.skewMs === 0 ? 0 : skew) },
      redelivery: {
        delay: (handle: string, arn: string, seconds: number) =>
          this.#call(invocation, 'redelivery.delay', async () => this.#platform.delay(arn.split(':').pop() ?? '', handle, seconds)),
      },
      bus: { publish: (events: readonly OutgoingEvent[]) => this.#call(invocation, 'bus.publish', async () => this.#publish(events)) },
    };
  }

  #publish(events: readonly OutgoingEvent[]): void {
    for (const event of events) {
      this.#guard(() => this.#checker.published(event, this.#faultless));
      if (isRejection(event)) this.#refused.add(event.detail.orchestrationId);
      if (event.detailType !== taskCompletion.detailType) continue;
      const body = JSON.stringify({ id: `e-${this.#events++}`, source: event.source, 'detail-type': event.detailType, detail: event.detail });
      this.#platform.publish('inbox', () => body);
    }
  }

  #inbox(invocation: Invocation) {
    return {
      wake: (ids: readonly string[], delaySeconds: number) =>
        this.#call(invocation, 'inbox.wake', async () =>
          ids.forEach((orchestrationId) =>
            this.#platform.send('inbox', JSON.stringify({ kind: 'wake', orchestrationId }), Math.min(900, Math.max(0, Math.ceil(delaySeconds))) * SECOND),
          ),
        ),
    };
  }

  #payloadPorts(invocation: Invocation) {
    return {
      put: (text: string) => this.#call(invocation, 'payloads.put', () => this.#payloads.put(text)),
      get: (key: string) => this.#call(invocation, 'payloads.get', () => this.#payloads.get(key)),
    };
  }

  #agentPorts(invocation: Invocation) {
    return {
      active: () => this.#call(invocation, 'agents.active', () => this.#registry.active()),
      get: (id: string) => this.#call(invocation, 'agents.get', () => this.#registry.get(id)),
    };
  }

  #supervisorPorts(invocation: Invocation): Parameters<typeof createSupervisor>[0] {
    const store = this.#store;
    const wrote = (id: string) => () => this.#checker.afterHeadWrite(id);
    return {
      ...this.#common(invocation),
      payloads: this.#payloadPorts(invocation),
      agents: this.#agentPorts(invocation),
      inbox: this.#inbox(invocation),
      replies: { allows: () => true, send: async () => undefined },
      store: {
        head: (id) => this.#call(invocation, 'store.head', () => store.head(id)),
        load: (id) => this.#call(invocation, 'store.load', () => store.load(id)),
        tasks: (id) => this.#call(invocation, 'store.tasks', () => store.tasks(id)),
        due: (now, limit) => this.#call(invocation, 'store.due', () => store.due(now, limit)),
        create: (head, messages) => this.#call(invocation, 'store.create', () => this.#checked(store.create(head, messages), wrote(head.orchestrationId))),
        update: (expected, head, messages, tasks) =>
          this.#call(invocation, 'store.update', () =>
            this.#checked(store.update(expected, head, messages, tasks), () => {
              this.#checker.afterHeadWrite(head.orchestrationId);
              for (const task of tasks ?? []) this.#checker.afterTaskWrite(task.requestId, task.taskId);
            }),
          ),
        endTask: (key, end, tokenHash) =>
          this.#call(invocation, 'store.endTask', () =>
            this.#checked(store.endTask(key, end, tokenHash), () => this.#checker.afterTaskWrite(key.requestId, key.taskId)),
          ),
        addToken: (key, tokenHash, wakeAt) =>
          this.#call(invocation, 'store.addToken', () =>
            this.#checked(store.addToken(key, tokenHash, wakeAt), () => this.#checker.afterTaskWrite(key.requestId, key.taskId)),
          ),
      },
      queue: {
        send: (messages) =>
          this.#call(invocation, 'queue.send', async () => {
            const refused: number[] = [];
            messages.forEach(({ target, body }, index) => {
              if (target === NOWHERE) refused.push(index);
              else if (this.#world.chance(this.#world.faults.failBefore)) {
                this.#world.mark('a queue refused one of several messages');
                refused.push(index);
              } else this.#platform.send(target, JSON.stringify(body));
            });
            return refused;
          }),
      },
      model: { ask: (request) => this.#ask(invocation, request) },
      entropy: this.#entropy(),
    };
  }

  #entropy() {
    return {
      token: (bytes: number) => {
        let token = '';
        for (let left = Math.ceil((bytes * 4) / 3); left > 0; left--) token += 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef'.charAt(Math.floor(this.#random() * 32));
        return token;
      },
      fraction: () => this.#random(),
    };
  }

  #ask(invocation: Invocation, request: ModelRequest): Promise<ReturnType<typeof scripted>> {
    const thinking =
      [...this.#tables.orchestrations.values()].find(({ head, messages }) => head.status === 'THINKING' && messages.size === request.messages.length)?.head
        .orchestrationId ?? 'o-0';
    const zombie = this.#world.now >= invocation.killAt;
    const exclusive = this.#profile.skewMs === 0 && this.#scenario.requests === 1 && !zombie;
    this.#guard(() => this.#checker.modelCallStarts(thinking, request, exclusive));
    this.#guard(() => this.#checker.begins('a model call', invocation.switched, 'running'));
    const end = () => this.#checker.modelCallEnds(thinking);
    if (zombie) end();
    else invocation.onEnd.push(end);
    return this.#call(invocation, 'model.ask', async () => {
      const bad = this.#badDay();
      if ((bad?.outcome.kind ?? 'answered') === 'answered') this.#ledger.answered();
      if (bad === undefined) return scripted(this.#scenario, request);
      this.#world.mark(`the model: ${bad.name}`);
      return bad.outcome;
    }).finally(() => {
      const index = invocation.onEnd.indexOf(end);
      if (index >= 0) {
        invocation.onEnd.splice(index, 1);
        end();
      }
    });
  }

  #badDay() {
    const { badModel, often } = this.#profile;
    const weight = (name: string) => (this.#healed ? 0 : badModel / badDays.length + (often?.[name] ?? 0));
    const kind = this.#world.draw(badDays.map(({ name }) => [name, weight(name)] as const));
    return badDays.find(({ name }) => name === kind);
  }

  #claimPorts(invocation: Invocation) {
    const claims = this.#claims;
    return {
      claim: (...args: Parameters<MemoryTaskClaims['claim']>) =>
        this.#call(invocation, 'claims.claim', () =>
          this.#checked(claims.claim(...args), () => this.#checker.afterTaskWrite(args[0].requestId, args[0].taskId)),
        ),
      release: (...args: Parameters<MemoryTaskClaims['release']>) =>
        this.#call(invocation, 'claims.release', () =>
          this.#checked(claims.release(...args), () => this.#checker.afterTaskWrite(args[0].requestId, args[0].taskId)),
        ),
    };
  }

  #workerPorts(invocation: Invocation): Parameters<typeof createWorker>[0] {
    return {
      ...this.#common(invocation),
      payloads: this.#payloadPorts(invocation),
      agents: this.#agentPorts(invocation),
      claims: this.#claimPorts(invocation),
      code: {
        get: (key) => this.#call(invocation, 'code.get', () => this.#code.get(key)),
        putIfAbsent: (key, text) => this.#call(invocation, 'code.put', () => this.#code.putIfAbsent(key, text)),
      },
      runner: { run: (run) => this.#runAgent(invocation, run) },
    };
  }

  #runAgent(invocation: Invocation, run: AgentRun): Promise<AgentOutcome> {
    const zombie = this.#world.now >= invocation.killAt;
    this.#guard(() => this.#checker.runStarts(run.idempotencyKey, this.#profile.skewMs === 0 && !zombie));
    this.#guard(() => this.#checker.begins('a run of an agent', invocation.switched, 'running', 'paused'));
    const end = () => this.#checker.runEnds(run.idempotencyKey);
    if (zombie) end();
    else invocation.onEnd.push(end);
    return this.#call(invocation, 'runner.run', async (): Promise<AgentOutcome> => {
      const weight = (this.#healed ? 0 : run.agentId === 'flaky' ? 500 : this.#profile.badAgent) / 2;
      const bad = this.#world.draw([
        ['for good', weight],
        ['in passing', weight],
      ]);
      const usage = run.allowance === undefined ? {} : { usage: { inputTokens: this.#ledger.run(run), outputTokens: 0, modelCalls: 1 } };
      if (bad === undefined) return { kind: 'returned', value: 3, ...usage };
      const retryable = bad === 'in passing';
      this.#world.mark(retryable ? 'an agent failed for a passing reason' : 'an agent failed');
      return { kind: 'failed', code: retryable ? 'SANDBOX_FAILED' : 'AGENT_THREW', message: 'simulated', retryable, ...usage };
    }).finally(() => {
      const index = invocation.onEnd.indexOf(end);
      if (index >= 0) {
        invocation.onEnd.splice(index, 1);
        end();
      }
    });
  }

  /** A foreign consumer: reads its queue, answers in the original system's words, sometimes three times. */
  async #externalAgent(invocation: Invocation, event: { readonly Records: readonly { readonly body: string }[] }) {
    const { bus } = this.#common(invocation);
    if (this.#scenario.silentAgent === true) return { batchItemFailures: [] };
    for (const record of event.Records) {
      const { orchestration_id, agent_use_id, node } = JSON.parse(record.body) as AgentTask;
      const completion = { source: taskCompletion.source, detailType: taskCompletion.detailType, detail: { orchestration_id, agent_use_id, node, data: '3' } };
      await bus.publish(this.#world.chance(this.#profile.liberties.eventRepeated) ? [completion, completion, completion] : [completion]);
      if (this.#world.chance(this.#profile.liberties.eventRepeated)) {
        this.#world.mark('a forged completion was sent');
        await bus.publish([
          {
            ...completion,
            detail: { ...completion.detail, agent_use_id: agent_use_id.replace(/:[A-Za-f]{22}:/u, ':AAAAAAAAAAAAAAAAAAAAAA:'), data: 'forged' },
          },
        ]);
      }
    }
    return { batchItemFailures: [] };
  }

  /** Claims, registers and completes as the fabricator does; its agent loop has tests of its own. */
  async #fabricatorStandIn(
    invocation: Invocation,
    event: {
      readonly Records: readonly { readonly body: string; readonly messageId: string; readonly receiptHandle: string; readonly eventSourceARN: string }[];
    },
  ) {
    const { bus, clock, redelivery } = this.#common(invocation);
    const claims = this.#claimPorts(invocation);
    for (const record of event.Records) {
      const { orchestration_id, agent_use_id, node } = JSON.parse(record.body) as AgentTask;
      const id = parseUseId(agent_use_id);
      if (id === undefined) continue;
      try {
        const claim = await claims.claim(
          { requestId: requestIdOf(id.orchestrationId, id.turn), taskId: id.taskId },
          sha256(id.token),
          clock.now(),
          clock.now() + timing.workerLease,
        );
        if (claim.kind === 'gone') continue;
        if (claim.kind === 'busy') {
          await redelivery.delay(record.receiptHandle, record.eventSourceARN, (claim.leaseUntil - clock.now()) / SECOND + 1);
          return { batchItemFailures: [{ itemIdentifier: record.messageId }] };
        }
        await this.#call(invocation, 'registry.putHead', async () => this.#registry.putAgentRow({ ...agent('made', 'worker') }));
        await bus.publish([
          {
            source: taskCompletion.source,
            detailType: taskCompletion.detailType,
            detail: { orchestration_id, agent_use_id, node, data: { agentId: 'made', version: 'v1', state: 'active', message: 'made' } },
          },
        ]);
      } catch {
        // A simulated fault: the message is delivered again.
        return { batchItemFailures: [{ itemIdentifier: record.messageId }] };
      }
    }
    return { batchItemFailures: [] };
  }
}

function isRejection(event: OutgoingEvent): event is OutgoingEvent & { readonly detail: { readonly orchestrationId: string } } {
  const { detailType, detail } = event;
  return detailType === orchestrationRejected.detailType && typeof detail === 'object' && detail !== null && 'orchestrationId' in detail;
}

function agent(agentId: string, queue: string, capabilities?: string[]): Agent {
  return {
    agentId,
    config: {
      name: agentId,
      filename: `agents/code/${hash}.js`,
      schema: { type: 'object' },
      version: 'v1',
      description: agentId,
      action: { type: 'sqs', target: queue },
      ...(capabilities !== undefined && { capabilities }),
    },
    state: 'active',
    source: 'registered',
    // What the worker does not run has no code of ours, and nobody who claims for it.
    ...(queue === 'worker' && { sha256: hash }),
  };
}

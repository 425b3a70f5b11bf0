/**
 * A soak: many orchestrations on the embedded runtime while its process is killed and its services fail at random.
 *
 * One process holds endpoints and functions, as `npm start` does; SIGKILL takes both. Requests, endings and the answers of
 * an external agent pass through this process, which is not killed but meets the same faults. At the end faults stop, the
 * runtime is started once more, and when everything has come to rest the records are audited.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  StartMessageMoveTaskCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { localName } from '../../infra/local/arbiter.ts';
import { agentRow } from '../deployment/agents.ts';
import { createRandom } from '../simulation/tape.ts';
import { audit, partitionReader, type Audited, type Ending } from './audit.ts';
import { KilledRuntime } from './killed-runtime.ts';
import { answerOf, taskOf } from './shapes.ts';

export interface SoakOptions {
  readonly count: number;
  readonly kills: number;
  /** Share of the requests that fail, 0 to 1. */
  readonly faults: number;
  readonly seed: number;
  /** Hears of what goes on; one line at a time. */
  readonly hear?: (line: string) => void;
}

export interface Soaked extends Audited {
  readonly count: number;
  readonly kills: number;
  readonly seconds: number;
  readonly requests: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  /** Final events that arrived more than once, in the same words: the bus delivers at least once. */
  readonly repeatedEndings: number;
  /** Answers of PutEvents that were lost: the cause of most of these. */
  readonly lostPublishes: number;
  /** Dead letters of the inbox that were put back, as an operator does. */
  readonly redriven: number;
}

/** Orchestrations under way at once. */
const UNDER_WAY = 48;
/** Without an end for this long, a soak does not wait for more before it kills. Milliseconds. */
const STUCK = 4_000;
/** After the last fault, the time to come to rest. Milliseconds. */
const REST = 240_000;

export async function soak(options: SoakOptions): Promise<Soaked> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'arbiter-soak-'));
  const soaking = new Soaking(options, new KilledRuntime(stateDir, options.seed));
  try {
    return await soaking.run();
  } finally {
    await soaking.runtime.end('SIGKILL');
    rmSync(stateDir, { recursive: true, force: true });
  }
}

class Soaking {
  readonly runtime: KilledRuntime;
  readonly #options: SoakOptions;
  readonly #random: () => number;
  readonly #expected = new Map<string, string>();
  readonly #endings = new Map<string, Ending>();
  readonly #ended = new Set<string>();
  #killed = 0;
  #redriven = 0;
  #stopped = false;

  constructor(options: SoakOptions, runtime: KilledRuntime) {
    this.#options = options;
    this.runtime = runtime;
    this.#random = createRandom(options.seed);
  }

  async run(): Promise<Soaked> {
    const { count, faults } = this.#options;
    const started = performance.now();
    await this.runtime.start(faults);
    await this.#prepare();
    this.runtime.arm();
    const others = [this.#repeat(() => this.#listen()), this.#repeat(() => this.#answerOutside())];
    const killing = this.#kill();
    for (let index = 0; index < count; index++) {
      while (this.#expected.size - this.#ended.size >= UNDER_WAY) await sleep(20);
      await this.#submit(`soak-${index}`, taskOf(index));
    }
    await killing;
    await this.#until(count);
    // Faults stop; what was hidden by a lost answer is visible again at the start.
    await this.runtime.end('SIGKILL');
    await this.runtime.start(0);
    this.#hear('faults have stopped');
    const until = performance.now() + REST;
    while (this.#ended.size < count && performance.now() < until) {
      await this.#redrive();
      await sleep(250);
    }
    // Whatever was told twice has arrived by then as well.
    await sleep(1_000);
    this.#stopped = true;
    await Promise.all(others);
    const seconds = (performance.now() - started) / 1_000;
    const endings = [...this.#endings.values()];
    const audited = await audit(partitionReader(this.runtime.clients), this.#expected, endings);
    await this.runtime.end('SIGTERM');
    const repeatedEndings = endings.length - new Set(endings.map(({ detail }) => detail['orchestrationId'])).size;
    return {
      ...audited,
      violations: [...audited.violations, ...this.#unexplained(repeatedEndings)],
      count,
      kills: this.#killed,
      seconds,
      requests: Object.fromEntries(this.runtime.requests),
      faults: Object.fromEntries(this.runtime.faults),
      repeatedEndings,
      lostPublishes: this.runtime.lostPublishes,
      redriven: this.#redriven,
    };
  }

  /** Nothing is told twice without a cause: an answer of the bus that was lost, a kill, or a record of which nothing was known after one. */
  #unexplained(repeated: number): readonly string[] {
    const causes = this.runtime.lostPublishes + UNDER_WAY * (this.#killed + 1);
    return repeated <= causes ? [] : [`${repeated} final events were repeated, and only ${causes} causes are known`];
  }

  /** A queue that hears of every end, and an external agent's queue and row. */
  async #prepare(): Promise<void> {
    const { sqs, events, documents } = this.runtime.clients;
    for (const QueueName of ['soak-endings', 'soak-external']) await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '30' } }));
    const ends = ['orchestration.completed', 'orchestration.failed', 'orchestration.cancelled'];
    await events.send(new PutRuleCommand({ Name: 'soak', EventBusName: localName(), EventPattern: JSON.stringify({ 'detail-type': ends }) }));
    await events.send(
      new PutTargetsCommand({ Rule: 'soak', EventBusName: localName(), Targets: [{ Id: '1', Arn: 'arn:aws:sqs:us-east-1:000000000000:soak-endings' }] }),
    );
    await documents.send(new PutCommand({ TableName: localName('agent-config'), Item: agentRow('soak-external', 'soak-external') }));
  }

  /** Sends a request until the bus has taken it; the id makes a repetition harmless. */
  async #submit(orchestrationId: string, task: string): Promise<void> {
    this.#expected.set(orchestrationId, answerOf(task));
    while (!(await this.#publish('task.request', { task, orchestrationId }))) await sleep(100);
  }

  async #publish(kind: string, detail: unknown): Promise<boolean> {
    try {
      const entry = { EventBusName: localName(), Source: kind, DetailType: kind, Detail: JSON.stringify(detail) };
      const { FailedEntryCount } = await this.runtime.clients.events.send(new PutEventsCommand({ Entries: [entry] }));
      return FailedEntryCount === 0;
    } catch {
      // The runtime is dead, or a fault got through the client's repetitions: the caller tries again.
      return false;
    }
  }

  /** Kills at random moments until all kills are used. */
  async #kill(): Promise<void> {
    const { kills, count, faults } = this.#options;
    for (let kill = 1; kill <= kills; kill++) {
      await this.#until(Math.floor((count * kill) / (kills + 1)));
      await sleep(this.#random() * 1_500);
      await this.runtime.end('SIGKILL');
      this.#killed += 1;
      await this.runtime.start(faults);
      this.runtime.arm();
      this.#hear(`kill ${kill} of ${kills}: ${this.#ended.size} of ${count} have ended`);
    }
  }

  /** Waits until that many have ended, or nothing has for a while: what a fault has hidden comes back at the next start. */
  async #until(ended: number): Promise<void> {
    let before = this.#ended.size;
    for (let since = performance.now(); this.#ended.size < ended && performance.now() - since < STUCK; await sleep(20)) {
      if (this.#ended.size === before) continue;
      before = this.#ended.size;
      since = performance.now();
    }
  }

  async #repeat(work: () => Promise<void>): Promise<void> {
    while (!this.#stopped) {
      try {
        await work();
      } catch {
        // The runtime is dead or a fault got through: what was not done is done in the next round.
        await sleep(100);
      }
    }
  }

  async #listen(): Promise<void> {
    const messages = await this.#take('soak-endings');
    for (const { MessageId = '', Body = '{}' } of messages) {
      const envelope = JSON.parse(Body) as { readonly id: string; readonly 'detail-type': string; readonly detail: Ending['detail'] };
      this.#endings.set(MessageId, { messageId: MessageId, eventId: envelope.id, detailType: envelope['detail-type'], detail: envelope.detail });
      this.#ended.add(String(envelope.detail['orchestrationId']));
    }
    await this.#delete('soak-endings', messages);
  }

  /** The external agent answers in the original system's words; now and then it repeats itself. */
  async #answerOutside(): Promise<void> {
    const messages = await this.#take('soak-external');
    for (const { Body = '{}' } of messages) {
      const { orchestration_id, agent_use_id, node } = JSON.parse(Body) as Readonly<Record<string, string>>;
      const completion = { orchestration_id, agent_use_id, node, data: 'hello yourself' };
      for (let times = this.#random() < 0.1 ? 2 : 1; times > 0; times--)
        if (!(await this.#publish('task.completion', completion))) throw new Error('the completion was not taken: its message comes back');
    }
    await this.#delete('soak-external', messages);
  }

  async #take(queue: string): Promise<readonly Message[]> {
    const { Messages = [] } = await this.runtime.clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: this.runtime.queueUrl(queue), MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    return Messages;
  }

  async #delete(queue: string, messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await this.runtime.clients.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.runtime.queueUrl(queue), Entries }));
  }

  /** Dead letters of the inbox wait for a person (handlers/ARCHITECTURE.md): here it is us. */
  async #redrive(): Promise<void> {
    const { sqs } = this.runtime.clients;
    const name = localName('inbox-dead-letter');
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: this.runtime.queueUrl(name), AttributeNames: ['All'] }));
    const waiting = Number(Attributes['ApproximateNumberOfMessages'] ?? 0);
    if (waiting === 0) return;
    this.#redriven += waiting;
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: `arn:aws:sqs:us-east-1:000000000000:${name}` }));
  }

  #hear(line: string): void {
    this.#options.hear?.(line);
  }
}

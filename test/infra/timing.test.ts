/** protocol.md, Timing: the inequalities hold between the protocol's constants and the contracts, and between them and the template. */
import { describe, expect, it } from 'vitest';
import { contracts } from '../../generated/contracts/index.ts';
import { timing } from '../../handlers/core/timing.ts';
import { synthesize } from './synthesize.ts';
import { object, text } from './template.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** What the inequalities are about, in milliseconds where it is a time. */
interface Figures {
  readonly timeout: (functionName: string) => number;
  readonly visibility: (queue: string) => number;
  readonly retention: (queue: string) => number;
  readonly maxReceive: (queue: string) => number;
  readonly deadLetterQueue: (queue: string) => string;
  readonly batchSize: (functionName: string) => number;
  readonly sweepEvery: number;
}

function queueContract(name: string) {
  const found = contracts.queues.find((queue) => queue.name === name);
  if (found === undefined) throw new Error(`no queue "${name}"`);
  return found;
}

function functionContract(name: string) {
  const found = contracts.functions.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no function "${name}"`);
  return found;
}

function fromContracts(): Figures {
  const trigger = (name: string) => functionContract(name).trigger;
  const sweeper = trigger('sweeper');
  return {
    timeout: (name) => functionContract(name).timeoutSeconds * SECOND,
    visibility: (name) => queueContract(name).visibilityTimeoutSeconds * SECOND,
    retention: (name) => queueContract(name).retentionSeconds * SECOND,
    maxReceive: (name) => queueContract(name).redrive?.maxReceiveCount ?? 0,
    deadLetterQueue: (name) => queueContract(name).redrive?.deadLetterQueue ?? '',
    batchSize: (name) => {
      const one = trigger(name);
      return one.type === 'queues' ? one.batchSize : 0;
    },
    sweepEvery: sweeper.type === 'schedule' ? sweeper.everySeconds * SECOND : 0,
  };
}

function fromTemplate(): Figures {
  const template = synthesize({ env: 'prod' });
  const queue = (name: string) => template.one('AWS::SQS::Queue', 'QueueName', `arbiter-prod-${name}`).properties;
  const redrive = (name: string) => object(queue(name)['RedrivePolicy']);
  const schedule = template.one('AWS::Events::Rule', 'Name', 'arbiter-prod-sweeper').properties['ScheduleExpression'];
  return {
    timeout: (name) => Number(template.one('AWS::Lambda::Function', 'FunctionName', `arbiter-prod-${name}`).properties['Timeout']) * SECOND,
    visibility: (name) => Number(queue(name)['VisibilityTimeout']) * SECOND,
    retention: (name) => Number(queue(name)['MessageRetentionPeriod']) * SECOND,
    maxReceive: (name) => Number(redrive(name)['maxReceiveCount']),
    deadLetterQueue: (name) => text(redrive(name)['deadLetterTargetArn']).split(':').pop()?.replace('arbiter-prod-', '') ?? '',
    batchSize: (name) =>
      Math.max(
        ...template
          .of('AWS::Lambda::EventSourceMapping')
          .filter(({ properties }) => properties['FunctionName'] === `arbiter-prod-${name}`)
          .map(({ properties }) => Number(properties['BatchSize'])),
      ),
    sweepEvery: schedule === 'rate(1 minute)' ? MINUTE : Number.NaN,
  };
}

describe.each([
  ['contracts', fromContracts],
  ['template', fromTemplate],
])('in the %s', (_where, read) => {
  it('a supervisor invocation has time for its model calls', () => {
    expect(read().timeout('supervisor')).toBeGreaterThanOrEqual(timing.modelTimeout * timing.modelAttemptsPerInvocation + 20 * SECOND);
  });

  it('a lease outlives its holder, and a message stays hidden as long as a lease', () => {
    const { timeout, visibility } = read();
    expect(timing.supervisorLease).toBeGreaterThanOrEqual(timeout('supervisor') + 30 * SECOND);
    expect(visibility('inbox')).toBeGreaterThanOrEqual(timing.supervisorLease);
    for (const runner of ['worker', 'fabricator']) {
      expect(timing.workerLease).toBeGreaterThanOrEqual(timeout(runner) + 30 * SECOND);
      expect(visibility(runner)).toBeGreaterThanOrEqual(timing.workerLease);
    }
  });

  it('a queue hides a message longer than any function that reads it may run, 15 minutes at least where agents work', () => {
    const { timeout, visibility } = read();
    for (const { name, trigger } of contracts.functions)
      if (trigger.type === 'queues') for (const queue of trigger.queues) expect(visibility(queue)).toBeGreaterThan(timeout(name));
    for (const queue of ['worker', 'fabricator']) expect(visibility(queue)).toBeGreaterThanOrEqual(15 * MINUTE);
  });

  it('a task has time for all its deliveries, an orchestration for a task and two sweeps', () => {
    const { maxReceive, visibility, sweepEvery } = read();
    for (const queue of ['worker', 'fabricator']) expect(timing.taskDeadline).toBeGreaterThanOrEqual(maxReceive(queue) * visibility(queue) + 10 * MINUTE);
    expect(timing.orchestrationDeadline).toBeGreaterThanOrEqual(timing.taskDeadline + 2 * sweepEvery);
  });

  it('a dead letter is kept longer than its queue keeps messages', () => {
    const { retention, deadLetterQueue } = read();
    for (const queue of ['inbox', 'worker', 'fabricator']) {
      expect(retention(queue)).toBe(7 * DAY);
      expect(retention(deadLetterQueue(queue))).toBe(14 * DAY);
    }
  });

  it('the inbox hands out one record at a time', () => {
    expect(read().batchSize('supervisor')).toBe(1);
  });

  it('what has ended is kept longer than any dead letter', () => {
    expect(timing.retention).toBeGreaterThan(read().retention('inbox-dead-letter'));
  });
});

it('lets orchestrations loop', () => {
  const allowed = synthesize({ env: 'prod' })
    .of('AWS::Lambda::Function')
    .filter(({ properties }) => properties['RecursiveLoop'] === 'Allow')
    .map(({ properties }) => properties['FunctionName']);
  expect(allowed).toEqual(expect.arrayContaining(['arbiter-prod-supervisor', 'arbiter-prod-worker']));
});

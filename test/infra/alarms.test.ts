/** Every kind of alarm, as synthesized, on recorded series: it fires when it must and clears afterwards. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contracts } from '../../generated/contracts/index.ts';
import { alarmsOf, type SynthesizedAlarm } from './alarm.ts';
import type { Series } from './metric-math.ts';
import { synthesize } from './synthesize.ts';
import { list, object, text } from './template.ts';

const root = path.resolve(import.meta.dirname, '../..');
const alarms = () => alarmsOf(synthesize({ env: 'prod' }), 'arbiter-prod-');

const none = undefined;
const quiet = (length: number): Series => Array<undefined>(length).fill(none);

interface Recording {
  readonly what: string;
  readonly alarm: string;
  readonly series: Readonly<Record<string, Series>>;
  /** States after each period; the last is what it clears to. */
  readonly states: string;
}

const O = 'OK';
const A = 'ALARM';

const recordings: readonly Recording[] = [
  {
    what: 'every tenth invocation fails for half an hour',
    alarm: 'function-error-rate-supervisor',
    series: { invocations: [100, 100, 100, 100, 100, 100], errors: [0, 10, 10, 10, 0, 0] },
    states: [O, O, A, A, A, O].join(),
  },
  {
    what: 'a single bad period is not enough',
    alarm: 'function-error-rate-supervisor',
    series: { invocations: [100, 100, 100, 100], errors: [0, 90, 0, 0] },
    states: [O, O, O, O].join(),
  },
  {
    what: 'exactly 5 % is tolerated',
    alarm: 'function-error-rate-worker',
    series: { invocations: [100, 100, 100], errors: [5, 5, 5] },
    states: [O, O, O].join(),
  },
  {
    what: 'little traffic says nothing as a percentage',
    alarm: 'function-error-rate-worker',
    series: { invocations: [19, 19, 19], errors: [19, 19, 19] },
    states: [O, O, O].join(),
  },
  {
    what: 'errors, then no traffic at all',
    alarm: 'function-error-rate-supervisor',
    series: { invocations: [50, 50, 50, none, none, none, none], errors: [25, 25, 25, none, none, none, none] },
    states: [O, A, A, A, A, A, O].join(),
  },
  { what: 'three errors with little traffic', alarm: 'function-errors-seed', series: { errors: [2, 3, 0, none] }, states: [O, A, O, O].join() },
  {
    what: '2 % time out, seen in the reports only',
    alarm: 'function-timeout-rate-worker',
    series: { invocations: [100, 100, 100, 100, 100], reported: [0, 2, 2, 0, 0], printed: [0, 0, 0, 0, 0] },
    states: [O, O, A, A, O].join(),
  },
  {
    what: '1 % times out, seen twice but counted once',
    alarm: 'function-timeout-rate-worker',
    series: { invocations: [100, 100, 100], reported: [1, 1, 1], printed: [1, 1, 1] },
    states: [O, O, O].join(),
  },
  {
    what: 'time-outs seen in the printed lines only',
    alarm: 'function-timeout-rate-supervisor',
    series: { invocations: [50, 50, 50, 50], reported: [0, 0, 0, 0], printed: [1, 1, 0, 0] },
    states: [O, A, A, O].join(),
  },
  { what: 'one dead letter, redriven a minute later', alarm: 'dead-letters-inbox-dead-letter', series: { visible: [0, 1, 0] }, states: [O, A, O].join() },
  {
    what: 'an event that no rule could deliver, in a queue that was idle',
    alarm: 'dead-letters-undelivered',
    series: { visible: [none, none, 1, 1, none, none, none] },
    states: [O, O, A, A, A, A, O].join(),
  },
  {
    what: 'the oldest message waits for an hour',
    alarm: 'message-age-worker',
    series: { age: [100, 2000, 2300, 2600, 0, 0] },
    states: [O, O, A, A, A, O].join(),
  },
  {
    what: 'reads are throttled for a moment; the metric then ends',
    alarm: 'table-throttled-orchestration',
    series: { m00: [none, 4, none, none], m01: quiet(4) },
    states: [O, A, A, O].join(),
  },
  { what: 'writes to an index are throttled', alarm: 'table-throttled-orchestration', series: { m11: [none, 1, none, none] }, states: [O, A, A, O].join() },
  { what: 'one partition is hot', alarm: 'table-hot-partition-worker-state', series: { m01: [none, 9, 9, none, none] }, states: [O, A, A, A, O].join() },
  {
    what: 'an orchestration is overdue and then looked at',
    alarm: 'orchestration-overdue',
    series: { age: [0, 130_000, 190_000, 0, 0] },
    states: [O, O, A, A, O].join(),
  },
  { what: 'one late sweep is forgiven', alarm: 'orchestration-overdue', series: { age: [0, 125_000, 0, 0] }, states: [O, O, O, O].join() },
  {
    what: 'the sweeper stops and starts again',
    alarm: 'sweeper-silent',
    series: { heartbeat: [1, 1, 1, none, none, none, none, 1, 1] },
    states: [O, O, O, O, O, A, A, O, O].join(),
  },
  { what: 'one heartbeat is late', alarm: 'sweeper-silent', series: { heartbeat: [1, none, 2, 1] }, states: [O, O, O, O].join() },
  { what: 'one forged completion', alarm: 'forged-completion', series: { completions: [none, 1, none], tasks: quiet(3) }, states: [O, A, O].join() },
  { what: 'one forged task', alarm: 'forged-completion', series: { tasks: [none, 1, none], completions: quiet(3) }, states: [O, A, O].join() },
  {
    what: 'most tasks fail',
    alarm: 'task-failures',
    series: { failed: [none, 8, 8, 8, 1, 1], succeeded: [10, 4, 4, 4, 20, 20] },
    states: [O, O, A, A, A, O].join(),
  },
  {
    what: 'the model throttles for a quarter of an hour',
    alarm: 'model-throttled',
    series: { supervisor: [none, 6, 6, none, none, none], worker: quiet(6), fabricator: quiet(6) },
    states: [O, O, A, A, O, O].join(),
  },
  {
    what: 'an hour costs more than allowed',
    alarm: 'model-cost',
    series: { supervisor: [10, 30, 5], worker: [2, 15, 1], fabricator: [none, 6, none] },
    states: [O, A, O].join(),
  },
  {
    what: 'records go round in circles',
    alarm: 'batch-item-failures-worker',
    series: { failures: [none, 11, 11, none, none, none, none] },
    states: [O, O, A, A, A, A, O].join(),
  },
];

describe('on recorded series', () => {
  it.each(recordings)('$alarm: $what', ({ alarm, series, states }) => {
    expect(named(alarm).replay(series).join()).toBe(states);
  });

  it('shows every kind of alarm firing and clearing', () => {
    const shown = new Set(recordings.filter(({ states }) => states.includes(A) && states.endsWith(O)).map(({ alarm }) => kindOf(named(alarm))));
    expect([...new Set(alarms().map(kindOf))].filter((kind) => !shown.has(kind))).toEqual([]);
  });
});

it('tells the topic when it fires and when it clears', () => {
  const topic = ['arn:aws:sns:us-east-1:111122223333:arbiter-prod-alarms'];
  expect(alarms().length).toBeGreaterThan(40);
  for (const { name, properties } of alarms())
    expect([name, properties['AlarmActions'], properties['OKActions'], properties['ActionsEnabled']]).toEqual([name, topic, topic, true]);
});

it("looks at a window of at least the function's time limit plus five minutes", () => {
  for (const { name, timeoutSeconds } of contracts.functions) {
    for (const kind of ['function-error-rate', 'function-errors', 'function-timeout-rate'])
      expect(named(`${kind}-${name}`).windowSeconds).toBeGreaterThanOrEqual(timeoutSeconds + 300);
  }
});

it('watches every function, queue and table', () => {
  const names = alarms().map(({ name }) => name);
  const last = new Set([
    ...contracts.queues.filter(({ isDeadLetterQueue }) => isDeadLetterQueue).map(({ name }) => name),
    ...contracts.rules.map(({ deadLetterQueue }) => deadLetterQueue),
  ]);
  const wanted = [
    ...contracts.functions.flatMap(({ name, trigger }) => [
      `function-error-rate-${name}`,
      `function-errors-${name}`,
      `function-timeout-rate-${name}`,
      ...(trigger.type === 'queues' ? [`batch-item-failures-${name}`] : []),
    ]),
    ...contracts.queues.map(({ name }) => (last.has(name) ? `dead-letters-${name}` : `message-age-${name}`)),
    ...contracts.tables.flatMap(({ name }) => [`table-throttled-${name}`, `table-hot-partition-${name}`]),
    ...['orchestration-overdue', 'sweeper-silent', 'forged-completion', 'task-failures', 'model-throttled', 'model-cost'],
  ];
  expect(names.toSorted()).toEqual(wanted.toSorted());
});

it("counts time-outs by the platform's report and by the printed line", () => {
  const filters = synthesize({ env: 'prod' })
    .of('AWS::Logs::MetricFilter')
    .map(({ properties }) => [properties['LogGroupName'], properties['FilterPattern'], object(list(properties['MetricTransformations'])[0])]);
  expect(filters).toHaveLength(2 * contracts.functions.length);
  expect(filters.slice(0, 2)).toEqual([
    [
      '/aws/lambda/arbiter-prod-supervisor',
      '{ $.type = "platform.report" && $.record.status = "timeout" }',
      { MetricNamespace: 'arbiter-prod', MetricName: 'supervisor.timeouts.reported', MetricValue: '1', DefaultValue: 0, Unit: 'Count' },
    ],
    [
      '/aws/lambda/arbiter-prod-supervisor',
      '"Task timed out after"',
      { MetricNamespace: 'arbiter-prod', MetricName: 'supervisor.timeouts.printed', MetricValue: '1', DefaultValue: 0, Unit: 'Count' },
    ],
  ]);
});

describe('metrics of the handlers', () => {
  const emitted = new Set(
    sourcesBelow('handlers').flatMap((source) => [...source.matchAll(/metrics\.(?:count|milliseconds)\(\s*'([^']+)'/gu)].map(([, name]) => name)),
  );
  const filtered = () =>
    synthesize({ env: 'prod' })
      .of('AWS::Logs::MetricFilter')
      .map(({ properties }) => text(object(list(properties['MetricTransformations'])[0])['MetricName']));

  it('are emitted by a handler wherever an alarm reads them', () => {
    expect(emitted.size).toBeGreaterThan(15);
    const read = alarms()
      .flatMap(({ metrics }) => Object.values(metrics).map((stat) => object(stat['Metric'])))
      .filter(({ Namespace }) => Namespace === 'arbiter-prod')
      .map(({ MetricName }) => text(MetricName));
    expect(new Set(read).size).toBeGreaterThan(8);
    expect([...new Set(read)].filter((name) => !emitted.has(name) && !filtered().includes(name)).toSorted()).toEqual([]);
  });

  it('are emitted by a handler wherever a dashboard searches for them', () => {
    const bodies = synthesize({ env: 'prod' })
      .of('AWS::CloudWatch::Dashboard')
      .map(({ properties }) => text(properties['DashboardBody']));
    const searched = bodies.flatMap((body) => [...body.matchAll(/MetricName=\\?\\?\\?"([a-z.]+)/gu)].map(([, name]) => name ?? ''));
    expect(searched.length).toBeGreaterThan(10);
    expect([...new Set(searched)].filter((name) => !emitted.has(name)).toSorted()).toEqual([]);
  });

  it('carry the name of a function of the contracts', () => {
    const services = new Set(
      alarms()
        .flatMap(({ metrics }) => Object.values(metrics).flatMap((stat) => list(object(stat['Metric'])['Dimensions']).map(object)))
        .filter(({ Name }) => Name === 'service')
        .map(({ Value }) => text(Value)),
    );
    expect([...services].filter((service) => !contracts.functions.some(({ name }) => name === service))).toEqual([]);
  });
});

it('draws the four dashboards', () => {
  const dashboards = synthesize({ env: 'prod' })
    .of('AWS::CloudWatch::Dashboard')
    .map(({ properties }) => [properties['DashboardName'], list(object(JSON.parse(text(properties['DashboardBody'])))['widgets']).length]);
  expect(dashboards).toEqual([
    ['arbiter-prod-orchestration', 16],
    ['arbiter-prod-queues', 7],
    ['arbiter-prod-tables', 9],
    ['arbiter-prod-models', 8],
  ]);
});

function named(name: string): SynthesizedAlarm {
  const found = alarms().find((alarm) => alarm.name === name);
  if (found === undefined) throw new Error(`there is no alarm "${name}"`);
  return found;
}

/** The name without the subject, which is the name of a function, a queue or a table. */
function kindOf({ name }: SynthesizedAlarm): string {
  const subjects = [...contracts.functions, ...contracts.queues, ...contracts.tables].map((subject) => subject.name).toSorted((a, b) => b.length - a.length);
  const subject = subjects.find((candidate) => name.endsWith(`-${candidate}`));
  return subject === undefined ? name : name.slice(0, -subject.length - 1);
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}

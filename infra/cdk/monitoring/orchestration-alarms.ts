import type { Deployment } from '../resources.ts';
import type { Alarm } from './alarm.ts';
import type { HandlerMetrics } from './handler-metrics.ts';
import type { Metric } from './metric.ts';

/** Alarms of the protocol: what no platform metric can show. */
export function orchestrationAlarms({ contracts, settings }: Deployment, handlers: HandlerMetrics): readonly Alarm[] {
  const askers = contracts.functions.filter(({ uses }) => uses.some(({ type }) => type === 'model')).map(({ name }) => name);
  const perAsker = (metric: (name: string) => Metric) => Object.fromEntries(askers.map((name) => [toId(name), metric(name)]));
  return [
    {
      kind: 'orchestration-overdue',
      summary: 'An orchestration has been due for more than two minutes and nothing has looked at it.',
      runbook: 'stuck-orchestration',
      metrics: { age: handlers.of('sweeper', 'orchestration.overdue.age', 'Maximum') },
      periodSeconds: 60,
      periods: 3,
      breaching: 2,
      comparison: 'GreaterThanThreshold',
      threshold: 120_000,
      missing: 'notBreaching',
    },
    {
      kind: 'sweeper-silent',
      summary: 'The sweeper has not run for three minutes.',
      runbook: 'sweeper-down',
      metrics: { heartbeat: handlers.of('sweeper', 'sweeper.heartbeat', 'Sum') },
      expression: 'FILL(heartbeat, 0)',
      periodSeconds: 60,
      periods: 3,
      breaching: 3,
      comparison: 'LessThanThreshold',
      threshold: 1,
      missing: 'breaching',
    },
    {
      kind: 'forged-completion',
      summary: "Someone sent a completion or a task with a token that is not the task's.",
      runbook: 'forged-completion',
      metrics: { completions: handlers.of('supervisor', 'completion.forged', 'Sum'), tasks: handlers.of('worker', 'task.dropped', 'Sum', { why: 'forged' }) },
      ...sum(['completions', 'tasks']),
      periodSeconds: 300,
      periods: 1,
      breaching: 1,
      comparison: 'GreaterThanThreshold',
      threshold: 0,
      missing: 'notBreaching',
    },
    {
      kind: 'task-failures',
      summary: 'More than half of the tasks end in an error.',
      runbook: 'bad-agent-version',
      metrics: {
        failed: handlers.of('supervisor', 'task.ended', 'Sum', { status: 'error' }),
        succeeded: handlers.of('supervisor', 'task.ended', 'Sum', { status: 'success' }),
      },
      expression: 'IF(FILL(failed, 0) + FILL(succeeded, 0) >= 10, 100 * FILL(failed, 0) / (FILL(failed, 0) + FILL(succeeded, 0)), 0)',
      periodSeconds: 300,
      periods: 3,
      breaching: 2,
      comparison: 'GreaterThanThreshold',
      threshold: 50,
      missing: 'notBreaching',
    },
    {
      kind: 'model-throttled',
      summary: 'The model keeps refusing calls because there are too many.',
      runbook: 'model-throttling',
      metrics: perAsker((name) => handlers.of(name, 'model.duration', 'SampleCount', { outcome: 'throttled' })),
      ...sum(askers.map(toId)),
      periodSeconds: 300,
      periods: 3,
      breaching: 2,
      comparison: 'GreaterThanThreshold',
      threshold: 5,
      missing: 'notBreaching',
    },
    {
      kind: 'model-cost',
      summary: `The models cost more than ${settings.costPerHourUsd} US dollars within an hour.`,
      runbook: 'cost-runaway',
      metrics: perAsker((name) => handlers.of(name, 'model.cost', 'Sum')),
      ...sum(askers.map(toId)),
      periodSeconds: 3_600,
      periods: 1,
      breaching: 1,
      comparison: 'GreaterThanThreshold',
      threshold: settings.costPerHourUsd,
      missing: 'notBreaching',
    },
  ];
}

/** A sum in which a metric that was not emitted counts as zero. */
function sum(ids: readonly string[]): { readonly expression: string } {
  return { expression: ids.map((id) => `FILL(${id}, 0)`).join(' + ') };
}

/** Ids of metric math are letters, digits and underscores, a lower-case letter first. */
function toId(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9]/gu, '_');
}

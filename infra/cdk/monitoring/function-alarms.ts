import type { FunctionContract } from '../../../codegen/runtime/contracts.ts';
import type { Deployment } from '../resources.ts';
import type { Alarm } from './alarm.ts';
import type { HandlerMetrics } from './handler-metrics.ts';
import type { Metric } from './metric.ts';
import { timeoutMetrics } from './timeout-filter.ts';

/** Fewer invocations in a period say nothing as a percentage; the count of errors watches those. */
const ENOUGH_INVOCATIONS = 20;

/**
 * An error is stamped with the start of its invocation and known only at its end: a window shorter than the time limit
 * plus this margin is over before its errors arrive.
 */
const LATE_SECONDS = 300;

/** Alarms of every function. */
export function functionAlarms(deployment: Deployment, handlers: HandlerMetrics): readonly Alarm[] {
  return deployment.contracts.functions.flatMap((contract) => alarmsOf(deployment, handlers, contract));
}

function alarmsOf({ naming }: Deployment, handlers: HandlerMetrics, contract: FunctionContract): readonly Alarm[] {
  const { name, timeoutSeconds, trigger } = contract;
  const lambda = (metric: string): Metric => ({ namespace: 'AWS/Lambda', name: metric, dimensions: { FunctionName: naming.of(name) }, statistic: 'Sum' });
  const { reported, printed } = timeoutMetrics(naming, name);
  const rate = {
    periodSeconds: roundUp((timeoutSeconds + LATE_SECONDS) / 3),
    periods: 3,
    breaching: 2,
    comparison: 'GreaterThanThreshold',
    missing: 'notBreaching',
  } as const;
  return [
    {
      kind: 'function-error-rate',
      subject: name,
      summary: `More than 5 % of the invocations of ${name} fail.`,
      runbook: 'incident-response',
      metrics: { errors: lambda('Errors'), invocations: lambda('Invocations') },
      expression: `IF(invocations >= ${ENOUGH_INVOCATIONS}, 100 * errors / invocations, 0)`,
      threshold: 5,
      ...rate,
    },
    {
      kind: 'function-errors',
      subject: name,
      summary: `${name} failed three times in a short while (with little traffic a percentage would not show it).`,
      runbook: 'incident-response',
      metrics: { errors: lambda('Errors') },
      periodSeconds: Math.max(900, roundUp(timeoutSeconds + LATE_SECONDS)),
      periods: 1,
      breaching: 1,
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: 3,
      missing: 'notBreaching',
    },
    {
      kind: 'function-timeout-rate',
      subject: name,
      summary: `More than 1 % of the invocations of ${name} run into the time limit of ${timeoutSeconds} s.`,
      runbook: 'incident-response',
      metrics: { invocations: lambda('Invocations'), reported, printed },
      // A time-out may leave a report, a line of text, or both: the larger count, never their sum.
      expression: `IF(invocations >= ${ENOUGH_INVOCATIONS}, 100 * IF(reported >= printed, reported, printed) / invocations, 0)`,
      threshold: 1,
      ...rate,
    },
    ...(trigger.type === 'queues'
      ? [
          {
            kind: 'batch-item-failures',
            subject: name,
            summary: `${name} keeps giving records back to its queue.`,
            runbook: 'stuck-orchestration',
            metrics: { failures: handlers.of(name, 'batch.item.failures', 'Sum', { function: name }) },
            periodSeconds: 300,
            periods: 3,
            breaching: 2,
            comparison: 'GreaterThanThreshold',
            threshold: 10,
            missing: 'notBreaching',
          } as const,
        ]
      : []),
  ];
}

/** Whole five minutes: few, comparable periods over all functions. */
function roundUp(seconds: number): number {
  return Math.ceil(seconds / 300) * 300;
}

import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { toConstructId } from '../naming.ts';
import type { Deployment } from '../resources.ts';
import { toDimensions, type Metric } from './metric.ts';

/** Where the runbooks lie; the alarm's description names one, so that whoever is woken up knows where to read on. */
const RUNBOOKS = 'infra/runbooks';

export interface Alarm {
  /** What is wrong, for instance `dead-letters`. Runbooks list the kinds they are for. */
  readonly kind: string;
  /** With what, for instance a queue's name; absent when there is only one. */
  readonly subject?: string;
  /** One sentence: what has happened when it fires. */
  readonly summary: string;
  /** File name in infra/runbooks, without extension. */
  readonly runbook: string;
  /** Metrics by the id that the expression knows them by. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Metric math over the ids; absent: the one metric itself. */
  readonly expression?: string;
  readonly periodSeconds: number;
  /** Fires when `breaching` of the last `periods` datapoints breach. */
  readonly periods: number;
  readonly breaching: number;
  readonly comparison: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  readonly missing: 'notBreaching' | 'breaching';
}

/** Creates the alarm; it tells the topic both when it fires and when it clears. */
export function createAlarm({ stack, naming }: Deployment, topicArn: string, alarm: Alarm): CfnAlarm {
  const name = alarm.subject === undefined ? alarm.kind : `${alarm.kind}-${alarm.subject}`;
  return new CfnAlarm(stack, `Alarm${toConstructId(name)}`, {
    alarmName: naming.of(name),
    alarmDescription: `${alarm.summary} Runbook: ${RUNBOOKS}/${alarm.runbook}.md`,
    metrics: [
      ...(alarm.expression === undefined ? [] : [{ id: 'value', expression: alarm.expression, label: alarm.kind, returnData: true }]),
      ...Object.entries(alarm.metrics).map(([id, metric]) => ({
        id,
        returnData: alarm.expression === undefined,
        metricStat: {
          stat: metric.statistic,
          period: alarm.periodSeconds,
          metric: { namespace: metric.namespace, metricName: metric.name, dimensions: toDimensions(metric.dimensions) },
        },
      })),
    ],
    evaluationPeriods: alarm.periods,
    datapointsToAlarm: alarm.breaching,
    comparisonOperator: alarm.comparison,
    threshold: alarm.threshold,
    treatMissingData: alarm.missing,
    alarmActions: [topicArn],
    okActions: [topicArn],
    actionsEnabled: true,
  });
}

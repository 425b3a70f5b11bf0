import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { DeployedFunction } from '../functions.ts';
import type { Deployment } from '../resources.ts';
import { createAlarm } from './alarm.ts';
import { createDashboards } from './dashboards.ts';
import { createErrorRule } from './error-rule.ts';
import { functionAlarms } from './function-alarms.ts';
import { HandlerMetrics } from './handler-metrics.ts';
import { orchestrationAlarms } from './orchestration-alarms.ts';
import { queueAlarms } from './queue-alarms.ts';
import { tableAlarms } from './table-alarms.ts';
import { createTimeoutFilters } from './timeout-filter.ts';
import { createTopic } from './topic.ts';

/** Alarms with their topic, critical errors to the same topic, log filters, dashboards. */
export function createMonitoring(deployment: Deployment, key: IKey, functions: readonly DeployedFunction[]): Topic {
  const topic = createTopic(deployment, key);
  const handlers = new HandlerMetrics(deployment.naming);
  createErrorRule(deployment, topic);
  for (const { contract, logGroup } of functions) createTimeoutFilters(deployment, contract.name, logGroup);
  for (const alarm of [
    ...functionAlarms(deployment, handlers),
    ...queueAlarms(deployment),
    ...tableAlarms(deployment),
    ...orchestrationAlarms(deployment, handlers),
  ])
    createAlarm(deployment, topic.topicArn, alarm);
  createDashboards(deployment, handlers);
  return topic;
}

import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { toConstructId, type Naming } from '../naming.ts';
import type { Deployment } from '../resources.ts';
import type { Metric } from './metric.ts';

/**
 * Lambda has no metric for time-outs. Two filters count them in the logs: the platform's report with its status, and
 * the line that the runtime prints. Without dimensions, because only then a filter writes zeros in between.
 */
export function createTimeoutFilters({ stack, naming }: Deployment, functionName: string, logGroup: ILogGroup): readonly CfnMetricFilter[] {
  const { reported, printed } = timeoutMetrics(naming, functionName);
  const filters = [
    ['Reported', reported, '{ $.type = "platform.report" && $.record.status = "timeout" }'],
    ['Printed', printed, '"Task timed out after"'],
  ] as const;
  return filters.map(
    ([id, metric, filterPattern]) =>
      new CfnMetricFilter(stack, `Timeout${id}${toConstructId(functionName)}`, {
        logGroupName: logGroup.logGroupName,
        filterPattern,
        metricTransformations: [{ metricNamespace: metric.namespace, metricName: metric.name, metricValue: '1', defaultValue: 0, unit: 'Count' }],
      }),
  );
}

/** The metrics that the filters write. */
export function timeoutMetrics(naming: Naming, functionName: string): { readonly reported: Metric; readonly printed: Metric } {
  const metric = (name: string): Metric => ({ namespace: naming.service, name: `${functionName}.timeouts.${name}`, dimensions: {}, statistic: 'Sum' });
  return { reported: metric('reported'), printed: metric('printed') };
}

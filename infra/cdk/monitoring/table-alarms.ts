import type { TableContract } from '../../../codegen/runtime/contracts.ts';
import type { Deployment } from '../resources.ts';
import type { Alarm } from './alarm.ts';
import type { Metric } from './metric.ts';

/**
 * Alarms of every table: throttled reads and writes, its indexes included, and those whose cause is one hot partition
 * (which more capacity does not mend).
 *
 * Filled with zeros in the expression: these metrics exist only while something is throttled, and an alarm on a metric
 * of AWS/DynamoDB ignores missing data whatever it is told to do (PutMetricAlarm, TreatMissingData). Unfilled it would
 * never clear.
 */
export function tableAlarms({ contracts, naming }: Deployment): readonly Alarm[] {
  return contracts.tables.flatMap((table): readonly Alarm[] => [
    throttled(
      'table-throttled',
      `Requests to table ${table.name} are throttled.`,
      table,
      throttleMetrics(naming.of(table.name), table, ['ReadThrottleEvents', 'WriteThrottleEvents']),
    ),
    throttled(
      'table-hot-partition',
      `One partition of table ${table.name} takes more than it can bear.`,
      table,
      throttleMetrics(naming.of(table.name), table, ['ReadKeyRangeThroughputThrottleEvents', 'WriteKeyRangeThroughputThrottleEvents']),
    ),
  ]);
}

function throttled(kind: string, summary: string, table: TableContract, metrics: Readonly<Record<string, Metric>>): Alarm {
  return {
    kind,
    subject: table.name,
    summary,
    runbook: 'table-throttling',
    metrics,
    expression: Object.keys(metrics)
      .map((id) => `FILL(${id}, 0)`)
      .join(' + '),
    periodSeconds: 300,
    periods: 2,
    breaching: 1,
    comparison: 'GreaterThanThreshold',
    threshold: 0,
    missing: 'notBreaching',
  };
}

function throttleMetrics(tableName: string, { indexes }: TableContract, names: readonly string[]): Readonly<Record<string, Metric>> {
  const places = [{ TableName: tableName }, ...indexes.map(({ name }) => ({ TableName: tableName, GlobalSecondaryIndexName: name }))];
  return Object.fromEntries(
    places.flatMap((dimensions, place) =>
      names.map((name, index) => [`m${place}${index}`, { namespace: 'AWS/DynamoDB', name, dimensions, statistic: 'Sum' } as const]),
    ),
  );
}

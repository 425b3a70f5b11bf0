/** Alarms and dashboards of a deployed stack. */
import { CloudWatchClient, paginateDescribeAlarms, paginateListDashboards } from '@aws-sdk/client-cloudwatch';

export interface AlarmState {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly description: string;
}

export interface Monitors {
  readonly alarms: readonly AlarmState[];
  readonly dashboards: readonly string[];
}

/** Everything whose name begins with the prefix, for instance `arbiter-dev-`. */
export async function readMonitors(prefix: string): Promise<Monitors> {
  const client = new CloudWatchClient();
  try {
    const alarms: AlarmState[] = [];
    for await (const page of paginateDescribeAlarms({ client }, { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm'] }))
      for (const { AlarmName = '', StateValue = 'INSUFFICIENT_DATA', AlarmDescription = '' } of page.MetricAlarms ?? [])
        alarms.push({ name: AlarmName, state: StateValue, description: AlarmDescription });
    const dashboards: string[] = [];
    for await (const page of paginateListDashboards({ client }, { DashboardNamePrefix: prefix }))
      for (const { DashboardName } of page.DashboardEntries ?? []) if (DashboardName !== undefined) dashboards.push(DashboardName);
    return { alarms, dashboards };
  } finally {
    client.destroy();
  }
}

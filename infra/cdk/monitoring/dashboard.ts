import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { toConstructId } from '../naming.ts';
import type { Deployment } from '../resources.ts';
import type { Metric } from './metric.ts';

export interface Widget {
  readonly title: string;
  /** Lines: metrics, or search expressions. */
  readonly lines: readonly (Line | string)[];
  readonly stacked?: boolean;
}

export interface Line {
  readonly label: string;
  readonly metric: Metric;
}

const PERIOD_SECONDS = 300;
/** A dashboard is 24 units wide: three widgets a row. */
const WIDTH = 8;
const HEIGHT = 6;
const PER_ROW = 3;

/** Creates `<service>-<env>-<name>` with the widgets in rows of three. */
export function createDashboard({ stack, naming }: Deployment, name: string, widgets: readonly Widget[]): CfnDashboard {
  const body = {
    start: '-PT6H',
    widgets: widgets.map((widget, index) => ({
      type: 'metric',
      x: (index % PER_ROW) * WIDTH,
      y: Math.floor(index / PER_ROW) * HEIGHT,
      width: WIDTH,
      height: HEIGHT,
      properties: {
        title: widget.title,
        view: 'timeSeries',
        stacked: widget.stacked === true,
        region: stack.region,
        period: PERIOD_SECONDS,
        metrics: widget.lines.map(toEntry),
      },
    })),
  };
  return new CfnDashboard(stack, `Dashboard${toConstructId(name)}`, { dashboardName: naming.of(name), dashboardBody: stack.toJsonString(body) });
}

function toEntry(line: Line | string, index: number): unknown {
  if (typeof line === 'string') return [{ expression: line, id: `e${index}`, label: '' }];
  const { label, metric } = line;
  return [metric.namespace, metric.name, ...Object.entries(metric.dimensions).flat(), { stat: metric.statistic, label }];
}

/** One metric, as CloudWatch finds it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Average' | 'Maximum' | 'SampleCount' | 'p50' | 'p95';
}

/** Dimensions as the templates of alarms and metric filters want them. */
export function toDimensions(dimensions: Readonly<Record<string, string>>): { readonly name: string; readonly value: string }[] {
  return Object.entries(dimensions).map(([name, value]) => ({ name, value }));
}

import type { Naming } from '../naming.ts';
import type { Metric } from './metric.ts';

/**
 * Metrics that the handlers emit, in the namespace `arbiter-<env>` with the dimension `service` (the function) and
 * those of the call. A test holds every name used here against the handlers' sources.
 */
export class HandlerMetrics {
  readonly namespace: string;

  constructor(naming: Naming) {
    this.namespace = naming.service;
  }

  of(service: string, name: string, statistic: Metric['statistic'], dimensions: Readonly<Record<string, string>> = {}): Metric {
    return { namespace: this.namespace, name, dimensions: { service, ...dimensions }, statistic };
  }

  /** A search over all values of the dimensions, for dashboards (alarms cannot search). */
  search(name: string, statistic: Metric['statistic'], dimensions: readonly string[], periodSeconds: number): string {
    return `SEARCH('{${[this.namespace, 'service', ...dimensions].map((part) => `"${part}"`).join(',')}} MetricName="${name}"', '${statistic}', ${periodSeconds})`;
  }
}

/**
 * Logs and metrics as CloudWatch wants them: JSON lines by Powertools, metrics in the embedded metric format (EMF).
 *
 * Metrics lie in a namespace of the name that the bus has, one an environment, with the dimension `service` (the function)
 * and those of the call.
 * `ARBITER_METRICS=off` prints none: where nobody reads EMF (the embedded runtime), it would be noise.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import type { ConstructorOptions } from '@aws-lambda-powertools/logger/types';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { deployedName } from '../../../codegen/runtime/contracts.ts';
import { contracts } from '../../../generated/contracts/index.ts';
import { clip } from '../../core/limits.ts';
import type { Log, Metrics as MetricsPort, Telemetry } from '../../shell/ports.ts';
import { optional, required, type Environment } from './environment.ts';
import { createTracer } from './tracer.ts';

/** Characters of a text field above DEBUG: an error message may quote a payload, and payloads are for DEBUG only. */
const LONGEST_FIELD = 2_000;

/** Telemetry of one function. `LOG_LEVEL` (default INFO) is respected; an unknown level counts as INFO. */
export function createTelemetry(environment: Environment, functionName: string): Telemetry {
  const metrics = optional(environment, 'ARBITER_METRICS') === 'off' ? silentMetrics : createMetrics(environment, functionName);
  const log = createLog(environment, functionName);
  return { log, metrics, tracer: createTracer(environment, functionName, log) };
}

function createLog(environment: Environment, functionName: string): Log {
  const logger = new Logger({
    serviceName: functionName,
    logLevel: levelOf(environment),
    persistentKeys: { environment: required(environment, 'ARBITER_ENV') },
  });
  return (level, message, fields = {}) => logger[level](message, level === 'debug' ? { ...fields } : withoutPayloads(fields));
}

function levelOf(environment: Environment): NonNullable<ConstructorOptions['logLevel']> {
  const wanted = optional(environment, 'LOG_LEVEL')?.toUpperCase();
  switch (wanted) {
    case 'TRACE':
    case 'DEBUG':
    case 'WARN':
    case 'ERROR':
    case 'SILENT':
    case 'CRITICAL':
      return wanted;
    case undefined:
    default:
      return 'INFO';
  }
}

function withoutPayloads(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? clip(value, LONGEST_FIELD) : value]));
}

function createMetrics(environment: Environment, functionName: string): MetricsPort {
  const metrics = new Metrics({ namespace: deployedName(contracts.service, required(environment, 'ARBITER_ENV')), serviceName: functionName });
  // Each metric is a line of its own: metrics of one line share their dimensions, and ours differ from call to call.
  const emit = (name: string, unit: (typeof MetricUnit)['Count' | 'Milliseconds'], value: number, dimensions: Readonly<Record<string, string>>) => {
    const single = metrics.singleMetric();
    for (const [dimension, text] of Object.entries(dimensions)) if (text !== '') single.addDimension(dimension, text);
    single.addMetric(name, unit, value);
  };
  return {
    count: (name, value = 1, dimensions = {}) => emit(name, MetricUnit.Count, value, dimensions),
    milliseconds: (name, value, dimensions = {}) => emit(name, MetricUnit.Milliseconds, value, dimensions),
  };
}

const silentMetrics: MetricsPort = { count: () => undefined, milliseconds: () => undefined };

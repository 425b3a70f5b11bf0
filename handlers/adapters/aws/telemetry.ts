/**
 * Logs and metrics as CloudWatch wants them: JSON lines by Powertools, metrics in the embedded metric format (EMF).
 *
 * Metrics lie in a namespace of the name that the bus has, one an environment, with the dimension `service` (the function)
 * and those of the call.
 * `ARBITER_METRICS=off` prints none: where nobody reads EMF (the embedded runtime), it would be noise.
 * `ARBITER_LOG_FILE` keeps log lines in a file as well, whatever the level that is printed.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import type { ConstructorOptions } from '@aws-lambda-powertools/logger/types';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { appendFileSync } from 'node:fs';
import { deployedName } from '../../../codegen/runtime/contracts.ts';
import { contracts } from '../../../generated/contracts/index.ts';
import { clip } from '../../core/limits.ts';
import type { Log, LogLevel, Metrics as MetricsPort, Telemetry } from '../../shell/ports.ts';
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
  const file = optional(environment, 'ARBITER_LOG_FILE');
  const keep = file === undefined ? undefined : logFile(file, functionName);
  return (level, message, fields = {}) => {
    const told = level === 'debug' ? { ...fields } : withoutPayloads(fields);
    logger[level](message, told);
    if (level !== 'debug') keep?.(level, message, told);
  };
}

/** Where no CloudWatch keeps what is logged, a file does: one JSON object a line, as Powertools prints it, INFO and above. */
function logFile(file: string, functionName: string) {
  return (level: LogLevel, message: string, fields: Readonly<Record<string, unknown>>): void => {
    const line = { level: level.toUpperCase(), message, timestamp: new Date().toISOString(), service: functionName, ...fields };
    try {
      appendFileSync(file, `${JSON.stringify(line, (_key, value: unknown) => (value instanceof Error ? String(value) : value))}\n`);
    } catch {
      // Telling must not undo the work: a disk that is full loses log lines first.
    }
  };
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

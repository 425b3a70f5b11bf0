import { noTracer } from '../../shell/tracer.ts';
import type { LogLevel, Telemetry } from '../../shell/ports.ts';

/** Telemetry that nobody reads; for simulations. */
export const silentTelemetry: Telemetry = { log: () => undefined, metrics: { count: () => undefined, milliseconds: () => undefined }, tracer: noTracer };

export interface LoggedLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface MeasuredValue {
  readonly name: string;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Telemetry that is kept, for tests that ask what was told. */
export class RecordingTelemetry implements Telemetry {
  readonly lines: LoggedLine[] = [];
  readonly measured: MeasuredValue[] = [];
  readonly log: Telemetry['log'] = (level, message, fields = {}) => void this.lines.push({ level, message, fields });
  readonly metrics: Telemetry['metrics'] = {
    count: (name, value = 1, dimensions = {}) => void this.measured.push({ name, value, dimensions }),
    milliseconds: (name, value, dimensions = {}) => void this.measured.push({ name, value, dimensions }),
  };

  readonly tracer = noTracer;

  /** Sum of a metric over all dimensions. */
  total(name: string): number {
    return this.measured.filter((measured) => measured.name === name).reduce((sum, { value }) => sum + value, 0);
  }
}

import { noTracer, type Tracer } from '../../shell/tracer.ts';
import type { Log } from '../../shell/ports.ts';
import { optional, type Environment } from './environment.ts';

/**
 * The tracer that the environment asks for: `OTEL_EXPORTER_OTLP_ENDPOINT` (or `…_TRACES_ENDPOINT`) sends spans by
 * OTLP over HTTP, `ARBITER_TRACES` appends them to files in a directory; none by default. OpenTelemetry's SDK is loaded
 * when the first span begins, so that it costs nothing where nobody traces.
 */
export function createTracer(environment: Environment, functionName: string, log: Log): Tracer {
  const otlp = optional(environment, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ?? optional(environment, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  const directory = optional(environment, 'ARBITER_TRACES');
  if (otlp === undefined && directory === undefined) return noTracer;
  let loading: Promise<Tracer> | undefined;
  const load = (): Promise<Tracer> =>
    (loading ??= import('./open-telemetry.ts').then(({ createOpenTelemetryTracer }) =>
      createOpenTelemetryTracer({ functionName, log, otlp: otlp !== undefined, ...(directory !== undefined && { directory }) }),
    ));
  return {
    span: async (name, settings, work) => (await load()).span(name, settings, work),
    flush: async () => (loading === undefined ? undefined : (await loading).flush()),
  };
}

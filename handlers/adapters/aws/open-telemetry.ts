/** Spans by OpenTelemetry's SDK. Loaded lazily (./tracer.ts): a big dependency that most deployments switch on or off as a whole. */
import {
  context,
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span as ApiSpan,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter, type TracerConfig } from '@opentelemetry/sdk-trace-base';
import { contracts } from '../../../generated/contracts/index.ts';
import type { Log } from '../../shell/ports.ts';
import { genAiConventions } from '../../shell/gen-ai.ts';
import type { Span, SpanAttributes, Tracer } from '../../shell/tracer.ts';
import { TraceFiles } from './trace-files.ts';

export interface OpenTelemetryOptions {
  readonly functionName: string;
  readonly log: Log;
  /** Export by OTLP over HTTP; where to, the exporter reads from the environment itself. */
  readonly otlp: boolean;
  /** Append to files in this directory. */
  readonly directory?: string;
}

const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER } as const;

/** Strands puts prompts and answers into events and long attributes of its spans: payloads are for DEBUG logs only. */
const withoutContent = { eventCountLimit: 0, attributeValueLengthLimit: 256 } as const;

/** How long the collector may take before an invocation goes on without it. Milliseconds. */
const EXPORT_TIMEOUT_MS = 3_000;

export async function createOpenTelemetryTracer(options: OpenTelemetryOptions): Promise<Tracer> {
  const exporters = await createExporters(options);
  const provider = new BasicTracerProvider({
    resource: resourceOf({ 'service.name': `${contracts.service}-${options.functionName}`, 'service.namespace': contracts.service }),
    spanLimits: withoutContent,
    spanProcessors: exporters.map((exporter) => new BatchSpanProcessor(exporter, { exportTimeoutMillis: EXPORT_TIMEOUT_MS, scheduledDelayMillis: 1_000 })),
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  // The fabricator's agent loop has spans of its own, by the global provider.
  if (options.functionName === 'fabricator') trace.setGlobalTracerProvider(provider);
  const tracer = provider.getTracer(contracts.service, genAiConventions);
  return {
    async span(name, { kind, parent, attributes }, work) {
      const around = parent === undefined ? context.active() : contextOf(parent);
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: defined(attributes) }, around);
      try {
        return await context.with(trace.setSpan(around, span), () => work(toSpan(span)));
      } catch (cause) {
        toSpan(span).fail(cause instanceof Error ? cause.name : 'Error', cause instanceof Error ? cause.message : String(cause));
        throw cause;
      } finally {
        span.end();
      }
    },
    async flush() {
      try {
        await provider.forceFlush();
      } catch (cause) {
        // Traces are a courtesy: a collector that is down must not fail what was done.
        options.log('warn', 'spans were not exported', { code: 'TRACE_EXPORT', error: String(cause) });
      }
    },
  };
}

async function createExporters({ otlp, directory }: OpenTelemetryOptions): Promise<readonly SpanExporter[]> {
  const exporters: SpanExporter[] = [];
  if (directory !== undefined) exporters.push(new TraceFiles(directory));
  if (otlp) {
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
    exporters.push(new OTLPTraceExporter({ timeoutMillis: EXPORT_TIMEOUT_MS }));
  }
  return exporters;
}

function toSpan(span: ApiSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    set: (attributes) => void span.setAttributes(defined(attributes)),
    fail(code, message) {
      span.setAttribute('error.type', code);
      span.setStatus({ code: SpanStatusCode.ERROR, ...(message !== undefined && { message: message.slice(0, 500) }) });
    },
  };
}

/** The context that a `traceparent` names; a new trace when it is not one (the schemas admit no other). */
function contextOf(traceparent: string): Context {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/u.exec(traceparent) ?? [];
  const known =
    traceId === undefined || spanId === undefined || flags === undefined
      ? INVALID_SPAN_CONTEXT
      : { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, known);
}

function defined(attributes: SpanAttributes = {}): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? [...value] : value] as const])),
  ) as Attributes;
}

/** A resource of fixed attributes; the package that makes resources is the SDK's own dependency, not ours. */
function resourceOf(attributes: Attributes): NonNullable<TracerConfig['resource']> {
  const resource: NonNullable<TracerConfig['resource']> = { attributes, merge: () => resource, getRawAttributes: () => Object.entries(attributes) };
  return resource;
}

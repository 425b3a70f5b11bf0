/**
 * Traces: what was done, for how long, caused by what, from the request to the answer across queues and bus.
 *
 * A span's parent is what the message, event or record at hand names (`traceparent`, W3C Trace Context), not what
 * happens to run: the work of one trace is done by many invocations.
 */

export type SpanAttributes = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface SpanSettings {
  /** producer and consumer: the two ends of a queue or bus. client: a call to a model. */
  readonly kind: 'internal' | 'client' | 'producer' | 'consumer';
  /** What caused it; without it, the span around it, or a new trace. */
  readonly parent?: string | undefined;
  readonly attributes?: SpanAttributes;
}

export interface Span {
  /** For what this span causes. Without tracing, the parent that was handed in. */
  readonly traceparent: string | undefined;
  set(attributes: SpanAttributes): void;
  /** Marks it as failed; `code` is short and of few values, as a throttle's name. */
  fail(code: string, message?: string): void;
}

export interface Tracer {
  /** Runs `work` within a span, which ends with it. A rejection marks the span and is passed on. */
  span<T>(name: string, settings: SpanSettings, work: (span: Span) => Promise<T>): Promise<T>;
  /** Sends what has ended, before the platform may freeze the process. Never rejects. */
  flush(): Promise<void>;
}

/** Traces nothing and hands on what came in. */
export const noTracer: Tracer = {
  span: (_name, { parent }, work) => work({ traceparent: parent, set: () => undefined, fail: () => undefined }),
  flush: () => Promise.resolve(),
};

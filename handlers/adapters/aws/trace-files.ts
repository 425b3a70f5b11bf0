/**
 * Spans as JSON lines in files, one file a trace: for the embedded runtime, where the console and `arbiter trace` read
 * them. `orchestrations/<id>` holds the trace that an orchestration belongs to.
 */
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { genAi } from '../../shell/gen-ai.ts';

/** Number of `ExportResultCode.SUCCESS` and `FAILED`, whose package is the SDK's own dependency. */
const [SUCCESS, FAILED] = [0, 1];

export class TraceFiles implements SpanExporter {
  readonly #directory: string;
  readonly #known = new Set<string>();
  #writing: Promise<void> = Promise.resolve();

  constructor(directory: string) {
    this.#directory = directory;
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    this.#writing = this.#append(this.#writing, spans, done);
  }

  /** One after the other: lines of two exports must not mix. */
  async #append(before: Promise<void>, spans: readonly ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): Promise<void> {
    await before;
    try {
      await this.#write(spans);
      done({ code: SUCCESS });
    } catch (cause) {
      // The SDK tells of it; what was traced goes on.
      done({ code: FAILED, error: cause instanceof Error ? cause : new Error(String(cause)) });
    }
  }

  forceFlush(): Promise<void> {
    return this.#writing;
  }

  shutdown(): Promise<void> {
    return this.#writing;
  }

  async #write(spans: readonly ReadableSpan[]): Promise<void> {
    await mkdir(path.join(this.#directory, 'orchestrations'), { recursive: true });
    for (const [traceId, ofTrace] of Map.groupBy(spans, (span) => span.spanContext().traceId)) {
      await appendFile(path.join(this.#directory, `${traceId}.jsonl`), ofTrace.map((span) => `${JSON.stringify(toLine(span))}\n`).join(''));
      for (const span of ofTrace) await this.#index(String(span.attributes[genAi.conversation] ?? ''), traceId);
    }
  }

  async #index(orchestrationId: string, traceId: string): Promise<void> {
    if (!/^[A-Za-z0-9_-]{1,64}$/u.test(orchestrationId) || this.#known.has(orchestrationId)) return;
    this.#known.add(orchestrationId);
    await writeFile(path.join(this.#directory, 'orchestrations', orchestrationId), traceId);
  }
}

function toLine(span: ReadableSpan) {
  const { traceId, spanId } = span.spanContext();
  return {
    traceId,
    spanId,
    ...(span.parentSpanContext !== undefined && { parentSpanId: span.parentSpanContext.spanId }),
    name: span.name,
    kind: ['internal', 'server', 'client', 'producer', 'consumer'][span.kind] ?? 'internal',
    service: String(span.resource.attributes['service.name'] ?? ''),
    startMs: milliseconds(span.startTime),
    endMs: milliseconds(span.endTime),
    failed: span.status.code === 2,
    ...(span.status.message !== undefined && { message: span.status.message }),
    attributes: span.attributes,
  };
}

function milliseconds([seconds, nanoseconds]: readonly [number, number]): number {
  return seconds * 1_000 + nanoseconds / 1_000_000;
}

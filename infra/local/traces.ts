/** Reads the traces that the functions of the embedded runtime write below its state directory. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** One span. Times in milliseconds since the epoch, with a fraction. */
export interface TraceSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: string;
  /** The function, for instance `arbiter-worker`. */
  readonly service: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly failed: boolean;
  readonly message?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A span with what it caused, in the order of their beginnings. */
export interface TraceNode {
  readonly span: TraceSpan;
  readonly children: readonly TraceNode[];
}

/** Where a runtime keeps its traces. */
export function tracesDirectory(stateDir: string): string {
  return path.resolve(stateDir, 'traces');
}

/**
 * All spans of the trace that an orchestration belongs to, by their beginnings; undefined when there is none. Spans
 * arrive as they end, so a running orchestration's trace grows.
 */
export async function readTrace(stateDir: string, orchestrationId: string): Promise<readonly TraceSpan[] | undefined> {
  if (!/^[A-Za-z0-9_-]{1,64}$/u.test(orchestrationId)) return undefined;
  const directory = tracesDirectory(stateDir);
  const traceId = await textOf(path.join(directory, 'orchestrations', orchestrationId));
  const lines = traceId === undefined || !/^[0-9a-f]{32}$/u.test(traceId) ? undefined : await textOf(path.join(directory, `${traceId}.jsonl`));
  return lines
    ?.split('\n')
    .flatMap((line) => toSpan(line) ?? [])
    .toSorted((a, b) => a.startMs - b.startMs);
}

/** The spans as trees: one root for each span whose parent is not among them (a caller's own, or one that has not ended). */
export function traceTree(spans: readonly TraceSpan[]): readonly TraceNode[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const below = Map.groupBy(spans, ({ parentSpanId }) => (parentSpanId !== undefined && known.has(parentSpanId) ? parentSpanId : ''));
  const nodesBelow = (spanId: string): readonly TraceNode[] => (below.get(spanId) ?? []).map((span) => ({ span, children: nodesBelow(span.spanId) }));
  return nodesBelow('');
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** A line that is being written, or was cut by a kill, is no span. */
function toSpan(line: string): TraceSpan | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'spanId' in value ? (value as TraceSpan) : undefined;
  } catch {
    // Expected at the end of the file of a process that was killed.
    return undefined;
  }
}

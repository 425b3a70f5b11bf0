import { readTrace, traceTree, type TraceNode, type TraceSpan } from '../../local/traces.ts';
import type { TraceRow } from '../api.ts';

/** The trace of an orchestration, a row a span, causes before what they caused; empty when none is stored. */
export async function traceRows(stateDir: string, orchestrationId: string): Promise<readonly TraceRow[]> {
  const spans = await readTrace(stateDir, orchestrationId);
  return spans === undefined ? [] : traceTree(spans).flatMap((node) => rowsOf(node, 0));
}

function rowsOf({ span, children }: TraceNode, depth: number): readonly TraceRow[] {
  const { spanId, name, startMs, endMs, failed } = span;
  return [{ spanId, depth, name, startMs, endMs, failed, details: detailsOf(span) }, ...children.flatMap((child) => rowsOf(child, depth + 1))];
}

function detailsOf({ service, attributes, failed, message }: TraceSpan): string {
  const figure = (name: string): number | undefined => {
    const value = attributes[name];
    return typeof value === 'number' ? value : undefined;
  };
  const [turn, input, output, cost] = ['arbiter.turn', 'gen_ai.usage.input_tokens', 'gen_ai.usage.output_tokens', 'arbiter.cost.usd'].map(figure);
  return [
    service.replace(/^arbiter-/u, ''),
    ...(turn === undefined ? [] : [`turn ${turn}`]),
    ...(input === undefined ? [] : [`${input} + ${output ?? 0} tokens`]),
    ...(cost === undefined || cost === 0 ? [] : [`$${cost.toFixed(4)}`]),
    ...(failed ? [`failed${message === undefined ? '' : `: ${message}`}`] : []),
  ].join(', ');
}

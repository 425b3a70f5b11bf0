import { readTrace, traceTree, type TraceNode, type TraceSpan } from '../../local/traces.ts';
import { Failure } from '../failure.ts';
import { createTerminal, printable, type Terminal } from '../terminal.ts';

/** `trace <id>`: the span tree, each with its beginning, its length and what it consumed. Reads files; needs no running runtime. */
export async function traceCommand(orchestrationId: string, options: { readonly json: boolean; readonly state: string }): Promise<number> {
  const terminal = createTerminal(options.json);
  const spans = await readTrace(options.state, orchestrationId);
  const [first] = spans ?? [];
  if (spans === undefined || first === undefined)
    throw new Failure(
      `there is no trace of "${orchestrationId}" in ${options.state}: see "npm run arbiter -- list" for what ran here; a deployed stack sends its traces to OTEL_EXPORTER_OTLP_ENDPOINT`,
      1,
    );
  if (options.json) terminal.print(JSON.stringify(spans));
  else {
    terminal.print(`trace ${first.traceId}, ${spans.length} spans`);
    for (const node of traceTree(spans)) print(terminal, node, first.startMs, 0);
  }
  return 0;
}

function print(terminal: Terminal, { span, children }: TraceNode, startMs: number, depth: number): void {
  const name = `${'  '.repeat(depth)}${printable(span.name)}`;
  const when = `+${Math.round(span.startMs - startMs)} ms`.padStart(10);
  const length = `${Math.max(0, Math.round(span.endMs - span.startMs))} ms`.padStart(9);
  const text = `${when} ${length}  ${name}${detailsOf(span)}`;
  terminal.print(span.failed ? terminal.style('red', text) : text);
  for (const child of children) print(terminal, child, startMs, depth + 1);
}

function detailsOf({ attributes, failed }: TraceSpan): string {
  const of = (name: string) => attributes[name];
  const cost = of('arbiter.cost.usd');
  const parts = [
    ...(of('arbiter.turn') === undefined ? [] : [`turn ${String(of('arbiter.turn'))}`]),
    ...(of('gen_ai.usage.input_tokens') === undefined
      ? []
      : [`${String(of('gen_ai.usage.input_tokens'))} + ${String(of('gen_ai.usage.output_tokens'))} tokens`]),
    ...(typeof cost === 'number' && cost > 0 ? [`$${cost.toFixed(4)}`] : []),
    ...(failed ? [`failed: ${String(of('error.type') ?? 'unknown')}`] : []),
  ];
  return parts.length === 0 ? '' : `  (${printable(parts.join(', '))})`;
}

import { useEffect, useState } from 'preact/hooks';
import type { Run, TraceRow } from '../../api.ts';
import { duration } from '../format.ts';
import { read } from '../session.ts';
import { Failure } from './notice.tsx';

/** The spans of a run as OpenTelemetry has them: what caused what, when, for how long. */
export function Trace({ run }: { readonly run: Run }) {
  const [rows, setRows] = useState<readonly TraceRow[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let gone = false;
    read<readonly TraceRow[]>(`runs/${encodeURIComponent(run.orchestrationId)}/trace`).then(
      (found) => !gone && setRows(found),
      (cause: unknown) => !gone && setProblem(cause instanceof Error ? cause.message : String(cause)),
    );
    return () => {
      gone = true;
    };
  }, [run.orchestrationId, run.status]);
  const from = Math.min(...(rows ?? []).map(({ startMs }) => startMs));
  const to = Math.max(from + 1, ...(rows ?? []).map(({ endMs }) => endMs));
  return (
    <section aria-label="Trace">
      <div class="section-head">
        <h2>Trace</h2>
        {rows !== undefined && rows.length > 0 && <small class="hint">{rows.length} spans</small>}
      </div>
      {problem !== undefined && <Failure message={problem} />}
      {rows?.length === 0 && <p class="hint">No span of this run is stored here: tracing was off, or it ran elsewhere.</p>}
      {rows !== undefined && rows.length > 0 && (
        <ol class="trace">
          {rows.map((row) => (
            <li key={row.spanId} class={row.failed ? 'failed' : ''} title={row.details}>
              <span class="label" style={{ paddingLeft: `${Math.min(row.depth, 8) * 14}px` }}>
                {row.name} <small>{row.details}</small>
              </span>
              <span class="track" aria-hidden="true">
                <i
                  class="bar"
                  style={{
                    left: `${(100 * (row.startMs - from)) / (to - from)}%`,
                    width: `${Math.max(0.3, (100 * (row.endMs - row.startMs)) / (to - from))}%`,
                  }}
                />
              </span>
              <span class="figure">{duration(row.endMs - row.startMs)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

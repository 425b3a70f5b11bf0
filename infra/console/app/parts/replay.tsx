import { useState } from 'preact/hooks';
import type { ReplayReport, Run } from '../../api.ts';
import { counted } from '../format.ts';
import { send } from '../session.ts';
import { Failure } from './notice.tsx';
import { ForkDialog } from './run-actions.tsx';

/** Goes through a run's record again, offline, and shows each decision. */
export function Replay({ run }: { readonly run: Run }) {
  const [report, setReport] = useState<ReplayReport>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [forking, setForking] = useState<number>();
  const replay = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      setReport(await send<ReplayReport>(`runs/${encodeURIComponent(run.orchestrationId)}/replay`));
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : String(cause));
    }
    setBusy(false);
  };
  return (
    <section aria-label="Replay">
      <div class="section-head">
        <h2>Replay</h2>
        <button type="button" onClick={() => void replay()} disabled={busy}>
          {report === undefined ? 'Replay from the record' : 'Replay again'}
        </button>
      </div>
      {report === undefined && problem === undefined && (
        <p class="hint">The supervisor decides again from what is stored. Nothing is called, sent or written.</p>
      )}
      {problem !== undefined && <Failure message={problem} />}
      {report !== undefined && (
        <div class="replay" role="status">
          <p class={report.differences.length === 0 ? 'verdict ok' : 'verdict bad'}>
            {report.differences.length === 0 ? 'Same decisions' : `Decided differently in ${counted(report.differences.length, 'place')}`}
            <small>
              {counted(report.answersUsed, 'stored answer')} and {counted(report.resultsUsed, 'stored result')} used; {counted(report.withheld.tasks, 'task')}{' '}
              and {counted(report.withheld.events, 'event')} not sent
            </small>
          </p>
          <ol class="steps">
            {report.facts.map((fact, index) => (
              <li key={index}>
                <span class="figure">turn {fact.turn}</span>
                <b>{fact.fact}</b>
                <span class="hint">
                  {fact.from.toLowerCase()} → {fact.to.toLowerCase()}
                </span>
                {fact.fact === 'turnCommitted' && (
                  <button type="button" class="link" onClick={() => setForking(fact.turn)}>
                    Fork here…
                  </button>
                )}
              </li>
            ))}
            {report.next !== undefined && (
              <li>
                <span class="figure" />
                <b class="warn">the record ends: next it {report.next}</b>
              </li>
            )}
          </ol>
          {report.differences.map((difference) => (
            <dl key={difference.where} class="difference">
              <dt>{difference.where}</dt>
              <dd>
                <small>stored</small> <code>{difference.stored}</code>
              </dd>
              <dd>
                <small>replayed</small> <code>{difference.replayed}</code>
              </dd>
            </dl>
          ))}
        </div>
      )}
      {forking !== undefined && <ForkDialog run={run} turn={forking} onClose={() => setForking(undefined)} />}
    </section>
  );
}

/** The fault lab: one simulated run, step by step; a click lets a call fail or a process die, and the run goes on from there. */
import { useEffect, useState } from 'preact/hooks';
import type { LabRun } from '../../api.ts';
import { counted, duration } from '../format.ts';
import { Failure, Loading } from '../parts/notice.tsx';
import { send } from '../session.ts';
import { generation } from '../stream.ts';

interface Wanted {
  readonly scenario: string;
  readonly profile: string;
  readonly seed?: number;
  readonly tape?: readonly number[];
}

const calmRun: Wanted = { scenario: 'oneTool', profile: 'chaos', tape: [] };

export function LabPage() {
  const [wanted, want] = useState<Wanted>(calmRun);
  const [faults, setFaults] = useState<readonly { readonly text: string; readonly before: Wanted }[]>([]);
  const [run, setRun] = useState<LabRun>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(true);
  const [step, setStep] = useState(0);
  const connected = generation.value > 0;
  useEffect(() => {
    if (!connected) return undefined;
    let isOld = false;
    setBusy(true);
    send<LabRun>('lab', wanted).then(
      (answer) => {
        if (isOld) return;
        setRun(answer);
        setProblem(undefined);
        setBusy(false);
        setStep((before) => Math.min(before, answer.trace.length - 1));
      },
      (cause: unknown) => {
        if (isOld) return;
        setProblem(cause instanceof Error ? cause.message : String(cause));
        setBusy(false);
      },
    );
    return () => {
      isOld = true;
    };
  }, [wanted, connected]);
  const begin = (next: Wanted): void => {
    setFaults([]);
    setStep(0);
    want(next);
  };
  return (
    <>
      <header class="page-head">
        <div>
          <h1 tabIndex={-1}>Fault lab</h1>
          <p class="lead">The real supervisor and worker on simulated queues, tables, model and agents. The same tape is the same run.</p>
        </div>
        {run !== undefined && <Export run={run} wanted={wanted} />}
      </header>
      {run !== undefined && (
        <div class="toolbar start">
          <select
            aria-label="Scenario"
            value={wanted.scenario}
            onChange={(event) => begin({ ...calmRun, profile: wanted.profile, scenario: event.currentTarget.value })}
          >
            {run.scenarios.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
          <select
            aria-label="Kind of faults"
            value={wanted.profile}
            onChange={(event) => begin({ ...calmRun, scenario: wanted.scenario, profile: event.currentTarget.value })}
          >
            {run.profiles.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <button type="button" onClick={() => begin({ scenario: wanted.scenario, profile: wanted.profile, tape: [] })}>
            Calm run
          </button>
          <button type="button" onClick={() => begin({ scenario: wanted.scenario, profile: wanted.profile, seed: Math.floor(Math.random() * 1_000_000) })}>
            Draw faults
          </button>
          <Outcome run={run} busy={busy} />
        </div>
      )}
      {problem !== undefined && <Failure message={problem} />}
      {faults.length > 0 && (
        <ol class="faults" aria-label="Faults put in">
          {faults.map((fault, index) => (
            <li key={index}>
              <span class="tag bad">{fault.text}</span>
              {index === faults.length - 1 && (
                <button
                  type="button"
                  class="link"
                  onClick={() => {
                    setFaults(faults.slice(0, -1));
                    want(fault.before);
                  }}
                >
                  Take back
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      {run === undefined ? (
        problem === undefined && <Loading />
      ) : (
        <Steps
          run={run}
          step={step}
          onStep={setStep}
          busy={busy}
          onFault={({ position, choice, text }) => {
            setFaults([...faults, { text: withoutTime(text), before: { scenario: wanted.scenario, profile: wanted.profile, tape: run.tape } }]);
            want({ scenario: wanted.scenario, profile: wanted.profile, tape: run.tape.with(position, choice) });
          }}
        />
      )}
    </>
  );
}

function Outcome({ run: { steps, virtualMs, violation }, busy }: { readonly run: LabRun; readonly busy: boolean }) {
  return (
    <p role="status" class={`lab-outcome ${busy ? 'hint' : ''}`}>
      {busy ? (
        'Running…'
      ) : (
        <>
          <b class={violation === null ? 'fits' : 'bad'}>{violation === null ? '● every invariant holds' : `✕ ${violation}`}</b>{' '}
          <small>
            {counted(steps, 'step')}, {duration(virtualMs)} of simulated time
          </small>
        </>
      )}
    </p>
  );
}

interface StepsProps {
  readonly run: LabRun;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly busy: boolean;
  readonly onFault: (point: LabRun['points'][number]) => void;
}

/** Lines of a trace that are shown; a drawn run may have thousands. */
const SHOWN = 600;

function Steps({ run: { trace, points }, step, onStep, busy, onFault }: StepsProps) {
  const here = points.filter(({ line }) => line === step);
  const last = Math.min(trace.length, SHOWN) - 1;
  return (
    <div class="split even">
      <section aria-label="Steps">
        <div class="stepper">
          <button type="button" onClick={() => onStep(Math.max(0, step - 1))} disabled={step === 0}>
            ← Back
          </button>
          <input type="range" aria-label="Step" min={0} max={Math.max(0, last)} value={step} onInput={(event) => onStep(event.currentTarget.valueAsNumber)} />
          <button type="button" onClick={() => onStep(Math.min(last, step + 1))} disabled={step >= last}>
            Step →
          </button>
        </div>
        <ol class="trace">
          {trace.slice(0, SHOWN).map((line, index) => (
            <li key={index} class={index > step ? 'ahead' : ''}>
              <button
                type="button"
                aria-current={index === step ? 'step' : undefined}
                class={/: (fail|crash|stall|lost)/u.test(line) ? 'bad' : ''}
                onClick={() => onStep(index)}
              >
                <span class="figure">{Number(line.slice(0, 9))}</span> {withoutTime(line)}
              </button>
            </li>
          ))}
        </ol>
        {trace.length > SHOWN && (
          <p class="hint">
            The first {SHOWN} of {counted(trace.length, 'line')}; the tape holds them all.
          </p>
        )}
      </section>
      <section class="panel" aria-label="What can go wrong here">
        <h2>What can go wrong here</h2>
        <p class="hint">Instead of “{withoutTime(trace[step] ?? '')}”:</p>
        {here.length === 0 && (
          <p class="nothing">
            {points.length === 0 ? 'Faults can be put into shorter runs: begin with a calm one.' : 'Nothing that the simulator knows. Go a step on.'}
          </p>
        )}
        <ul class="choices">
          {here.map((point) => (
            <li key={`${point.position} ${point.choice}`}>
              <button type="button" disabled={busy} onClick={() => onFault(point)}>
                {withoutTime(point.text)}
                {withoutTime(point.text) === withoutTime(trace[step] ?? '') && <small>at {Number(point.text.slice(0, 9))} instead</small>}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** The tape in the form that `npm run simulate -- --replay` and `test/simulation/tapes` take. */
function Export({ run, wanted }: { readonly run: LabRun; readonly wanted: Wanted }) {
  const save = (): void => {
    const { scenario, profile } = wanted;
    const recorded = { scenario, profile, message: run.violation ?? 'recorded in the fault lab', tape: run.tape };
    const url = URL.createObjectURL(new Blob([`${JSON.stringify(recorded)}\n`], { type: 'application/json' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: `${scenario}-${profile}.json` });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <div class="actions">
      <button type="button" onClick={save} title="npm run simulate -- --replay FILE runs it again; in test/simulation/tapes it is a test">
        Export the tape as a test
      </button>
    </div>
  );
}

function withoutTime(line: string): string {
  return line.slice(10);
}

/** The runs: what was asked, how it stands; and where one asks. */
import { useState } from 'preact/hooks';
import type { Run } from '../../api.ts';
import { now } from '../clock.ts';
import { ago, count, dayAndTime, spent, duration } from '../format.ts';
import { Submit, submitTask } from '../parts/submit.tsx';
import { Failure, Loading } from '../parts/notice.tsx';
import { Status } from '../parts/status.tsx';
import { linkTo } from '../route.ts';
import { isActive, runs, runsProblem, runsRead } from '../runs.ts';
import { examples } from '../examples.ts';

const filters = [
  { name: 'All', holds: () => true },
  { name: 'Active', holds: isActive },
  { name: 'Completed', holds: ({ status }: Run) => status === 'COMPLETED' },
  { name: 'Failed', holds: ({ status }: Run) => status === 'FAILED' },
  { name: 'Cancelled', holds: ({ status }: Run) => status === 'CANCELLED' },
] as const;

export function RunsPage() {
  return (
    <>
      <header class="page-head">
        <h1 tabIndex={-1}>Runs</h1>
      </header>
      <Submit />
      <RunList />
    </>
  );
}

function RunList() {
  const [wanted, setWanted] = useState<(typeof filters)[number]['name']>('All');
  const [words, setWords] = useState('');
  if (!runsRead.value) return runsProblem.value === undefined ? <Loading /> : <Failure message={runsProblem.value} />;
  const all = runs.value;
  if (all.length === 0) return <FirstVisit />;
  const holds = filters.find(({ name }) => name === wanted)?.holds ?? (() => true);
  const lower = words.toLowerCase();
  const shown = all.filter((run) => holds(run) && (`${run.title ?? ''} ${run.orchestrationId}`.toLowerCase().includes(lower) || lower === ''));
  return (
    <section aria-label="List of runs">
      <div class="toolbar">
        <div class="segments" role="group" aria-label="Show">
          {filters.map(({ name, holds: fits }) => (
            <button key={name} type="button" aria-pressed={wanted === name} onClick={() => setWanted(name)}>
              {name} <span class="figure">{all.filter(fits).length}</span>
            </button>
          ))}
        </div>
        <input
          type="search"
          placeholder="Find by task or id"
          aria-label="Find by task or id"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 ? (
        <p class="nothing">
          No run is like that.{' '}
          {words !== '' && (
            <button type="button" class="link" onClick={() => setWords('')}>
              Clear the search
            </button>
          )}
        </p>
      ) : (
        <ul class="list runs">
          <li class="list-head" aria-hidden="true">
            <span>Status</span>
            <span>Task</span>
            <span class="number">Turns</span>
            <span class="number">Tasks</span>
            <span class="number">Tokens</span>
            <span class="number">Cost</span>
            <span class="number">Took</span>
            <span class="number">Asked</span>
          </li>
          {shown.map((run) => (
            <RunRow key={run.orchestrationId} run={run} />
          ))}
        </ul>
      )}
    </section>
  );
}

function RunRow({ run }: { readonly run: Run }) {
  const { usage } = run;
  const moment = isActive(run) ? now.value : (run.endedAt ?? run.updatedAt);
  return (
    <li>
      <a href={linkTo('runs', run.orchestrationId)}>
        <Status status={run.status} />
        <span class="title">
          {run.title ?? 'untitled'}
          {run.forkedFrom !== undefined && <small class="tag">fork</small>}
          {run.reason !== undefined && <small class="why">{run.reason.message}</small>}
        </span>
        <span class="number" data-label="turns">
          {run.turn}
        </span>
        <span class="number" data-label="tasks">
          {usage.tasks}
        </span>
        <span class="number" data-label="tokens">
          {count(usage.inputTokens + usage.outputTokens)}
        </span>
        <span class="number">{spent(usage)}</span>
        <span class="number">{duration(moment - run.createdAt)}</span>
        <span class="number" title={dayAndTime(run.createdAt)}>
          {ago(run.createdAt, now.value)}
        </span>
      </a>
    </li>
  );
}

function FirstVisit() {
  const [problem, setProblem] = useState<string>();
  const begin = (task: string): void => {
    submitTask({ task }).catch((cause: unknown) => setProblem(cause instanceof Error ? cause.message : String(cause)));
  };
  return (
    <section class="first" aria-label="Nothing has run yet">
      <h2>Nothing has run yet</h2>
      <p>Ask for something above, or begin with one of these. Each runs at once, on this machine.</p>
      <div class="cards">
        {examples.map(({ task, shows }) => (
          <button key={task} type="button" class="card" onClick={() => begin(task)}>
            <b>{task}</b>
            <span>{shows}</span>
          </button>
        ))}
      </div>
      {problem !== undefined && <Failure message={problem} />}
      <p class="hint">
        Or from a terminal: <code>npm start -- "What is 17 % of 2,340?"</code>
      </p>
    </section>
  );
}

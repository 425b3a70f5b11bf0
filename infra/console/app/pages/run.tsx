/** One run: where it stands, why it waits, what took how long, and what can be done about it. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Run, RunDetail, RunTask } from '../../api.ts';
import { now } from '../clock.ts';
import { ago, count, counted, dayAndTime, dollars, spent, duration } from '../format.ts';
import { useLoaded } from '../loaded.ts';
import { Await } from '../parts/notice.tsx';
import { RunActions } from '../parts/run-actions.tsx';
import { Replay } from '../parts/replay.tsx';
import { Trace } from '../parts/trace.tsx';
import { Status } from '../parts/status.tsx';
import { TaskPanel } from '../parts/task-panel.tsx';
import { keyOf, Timeline } from '../parts/timeline.tsx';
import { queues } from '../queues.ts';
import { linkTo } from '../route.ts';
import { isActive } from '../runs.ts';
import { onChange } from '../stream.ts';
import { whyWaiting } from '../waiting.ts';

export function RunPage({ id }: { readonly id: string }) {
  const { head, tasks, version } = useLive(id);
  const loaded = useLoaded<RunDetail>(`runs/${encodeURIComponent(id)}`, version);
  // A run that was asked for a moment ago may not be stored yet: its first change reads it.
  if (loaded.state === 'failed' && loaded.status === 404 && head === undefined) return <NotThere id={id} />;
  return <Await of={loaded}>{(detail) => <Shown detail={detail} head={head} live={tasks} />}</Await>;
}

interface Live {
  readonly head: Run | undefined;
  readonly tasks: ReadonlyMap<string, RunTask>;
  /** Changes when turns have to be read again. */
  readonly version: string;
}

/** What the stream has told of this run since the page was opened. */
function useLive(id: string): Live {
  const [head, setHead] = useState<Run>();
  const [tasks, setTasks] = useState<ReadonlyMap<string, RunTask>>(new Map());
  useEffect(
    () =>
      onChange((change) => {
        if (change.type === 'run' && change.run.orchestrationId === id) setHead(change.run);
        if (change.type === 'tasks' && change.orchestrationId === id)
          setTasks((before) => new Map([...before, ...change.tasks.map((task) => [keyOf(task), task] as const)]));
        if (change.type === 'resync') setTasks(new Map());
      }),
    [id],
  );
  return { head, tasks, version: head === undefined ? '' : `${head.messages} ${head.status} ${head.dispatchedTurn}` };
}

function Shown({ detail, head, live }: { readonly detail: RunDetail; readonly head: Run | undefined; readonly live: ReadonlyMap<string, RunTask> }) {
  const run = head !== undefined && head.updatedAt >= detail.run.updatedAt ? head : detail.run;
  const [selected, setSelected] = useState<string>();
  const tasks = useMemo(() => merged(detail.tasks, live), [detail, live]);
  const moment = isActive(run) ? now.value : (run.endedAt ?? run.updatedAt);
  const task = tasks.find((one) => keyOf(one) === selected);
  return (
    <>
      <header class="page-head">
        <div>
          <p class="crumbs">
            <a href={linkTo('runs')}>Runs</a> <span aria-hidden="true">/</span> <code>{run.orchestrationId}</code>
          </p>
          <h1 tabIndex={-1} class="task-title">
            {run.title ?? 'untitled'}
          </h1>
        </div>
        <RunActions run={run} />
      </header>
      <Facts run={run} moment={moment} />
      <Why run={run} tasks={tasks} />
      {run.reason !== undefined && (
        <p class="failure">
          <b>{run.reason.code}</b> {run.reason.message}
        </p>
      )}
      {detail.answer !== undefined && (
        <section class="answer" aria-label="Answer">
          <h2>Answer</h2>
          {run.outcome === 'blocked' && <p class="failure">Blocked by a guardrail or the content filter of the model, which says instead of an answer:</p>}
          <p class="prose">{detail.answer.text === '' ? '(empty)' : detail.answer.text}</p>
        </section>
      )}
      <section aria-label="Timeline">
        <div class="section-head">
          <h2>Timeline</h2>
          <ul class="legend" aria-hidden="true">
            <li>
              <i class="bar model" /> model
            </li>
            <li>
              <i class="bar queued" /> queued
            </li>
            <li>
              <i class="bar ran" /> running
            </li>
          </ul>
        </div>
        {detail.turns.length === 0 ? (
          <p class="nothing">The model has not been asked yet.</p>
        ) : (
          <Timeline
            run={run}
            turns={detail.turns}
            tasks={tasks}
            now={moment}
            selected={selected}
            onSelect={(one) => setSelected(keyOf(one) === selected ? undefined : keyOf(one))}
          />
        )}
      </section>
      {task !== undefined && <TaskPanel run={run} task={task} onClose={() => setSelected(undefined)} />}
      {!isActive(run) && <Trace run={run} />}
      {!isActive(run) && <Replay run={run} />}
    </>
  );
}

function Facts({ run, moment }: { readonly run: Run; readonly moment: number }) {
  const { usage, budget } = run;
  const active = isActive(run);
  return (
    <dl class="facts">
      <div>
        <dt>Status</dt>
        <dd>
          <Status status={run.status} />
        </dd>
      </div>
      <div>
        <dt>{active ? 'Running for' : 'Took'}</dt>
        <dd>{duration(moment - run.createdAt)}</dd>
      </div>
      <div>
        <dt>Turns</dt>
        <dd>
          {run.turn} <small>of {budget.turns}</small>
        </dd>
      </div>
      <div>
        <dt>Tasks</dt>
        <dd>
          {usage.tasks} <small>of {count(budget.tasks)}</small>
        </dd>
      </div>
      <div>
        <dt>Tokens</dt>
        <dd title={`${usage.inputTokens} in, ${usage.outputTokens} out, ${usage.cachedTokens} cached`}>
          {count(usage.inputTokens)} <small>in</small> {count(usage.outputTokens)} <small>out</small>
        </dd>
      </div>
      <div>
        <dt>Cost</dt>
        <dd
          title={`${counted(usage.modelCalls, 'model call')}${usage.unpricedCalls === undefined ? '' : `, ${usage.unpricedCalls} of a price that is not known (--prices)`}`}
        >
          {spent(usage)} <small>of {dollars(budget.costUsd)}</small>
        </dd>
      </div>
      <div>
        <dt>Asked</dt>
        <dd title={dayAndTime(run.createdAt)}>
          {ago(run.createdAt, now.value)} {run.requestedBy !== undefined && <small>by {run.requestedBy}</small>}
        </dd>
      </div>
      {active && (
        <div>
          <dt>Next look</dt>
          <dd>{run.wakeAt === undefined ? 'none' : run.wakeAt > moment ? `in ${duration(run.wakeAt - moment)}` : 'due now'}</dd>
        </div>
      )}
      {active && (
        <div>
          <dt>Deadline</dt>
          <dd title={dayAndTime(run.deadlineAt)}>{run.deadlineAt > moment ? `in ${duration(run.deadlineAt - moment)}` : 'passed'}</dd>
        </div>
      )}
      {run.forkedFrom !== undefined && (
        <div>
          <dt>Forked from</dt>
          <dd>
            <a href={linkTo('runs', run.forkedFrom.orchestrationId)}>{run.forkedFrom.orchestrationId}</a> <small>turn {run.forkedFrom.turn}</small>
          </dd>
        </div>
      )}
      {(run.fabricated ?? []).length > 0 && (
        <div>
          <dt>Made</dt>
          <dd>
            {run.fabricated?.map((agentId) => (
              <a key={agentId} href={linkTo('agents', agentId)}>
                {agentId}
              </a>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Why({ run, tasks }: { readonly run: Run; readonly tasks: readonly RunTask[] }) {
  const waiting = whyWaiting(run, tasks, queues.value ?? [], now.value);
  if (waiting === undefined) return null;
  return (
    <section class="why-waiting" aria-label="Why is it waiting?">
      <h2>Why is it waiting?</h2>
      <p>{waiting.headline}</p>
      {waiting.details.length > 0 && (
        <ul>
          {waiting.details.map((detail) => (
            <li key={detail}>{detail}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NotThere({ id }: { readonly id: string }) {
  return (
    <div class="empty">
      <h1 tabIndex={-1}>Not there, or not yet</h1>
      <p>
        No run is stored as <code>{id}</code>. One that was asked for a moment ago appears here by itself; the <a href={linkTo('events')}>events</a> say whether
        it was refused.
      </p>
    </div>
  );
}

/** Tasks as read, with what was told since; a told task that is older than the read one is dropped. */
function merged(read: readonly RunTask[], live: ReadonlyMap<string, RunTask>): readonly RunTask[] {
  const all = new Map(read.map((task) => [keyOf(task), task]));
  for (const [key, task] of live) {
    const known = all.get(key);
    if (known === undefined || progress(task) >= progress(known)) all.set(key, task);
  }
  return [...all.values()];
}

function progress({ status, attempt, handedOut }: RunTask): number {
  const rank = status === 'CREATED' ? 0 : status === 'RUNNING' ? 1 : 1_000_000;
  return rank + attempt * 2 + (handedOut ? 1 : 0);
}

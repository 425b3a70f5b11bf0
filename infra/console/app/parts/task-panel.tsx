import { useState } from 'preact/hooks';
import type { LongText, Run, RunTask, TaskDetail } from '../../api.ts';
import { now } from '../clock.ts';
import { count, duration, timeOfDay } from '../format.ts';
import { useLoaded } from '../loaded.ts';
import { linkTo } from '../route.ts';
import { send } from '../session.ts';
import { Code, prettyText } from './code.tsx';
import { Await, Failure } from './notice.tsx';
import { ForkDialog } from './run-actions.tsx';
import { Status } from './status.tsx';

/** One task: what it was given, what it gave back, and a way to try it again. */
export function TaskPanel({ run, task, onClose }: { readonly run: Run; readonly task: RunTask; readonly onClose: () => void }) {
  const path = `runs/${encodeURIComponent(run.orchestrationId)}/tasks/${task.turn}/${encodeURIComponent(task.taskId)}`;
  const loaded = useLoaded<TaskDetail>(path, `${task.status} ${task.attempt}`);
  return (
    <section class="panel" aria-label={`Task of ${task.agentId}`}>
      <div class="section-head">
        <h2>
          <a href={linkTo('agents', task.agentId)}>{task.agentId}</a> {task.agentVersion !== undefined && <small>{task.agentVersion}</small>}
        </h2>
        <Status status={task.status === 'CREATED' && task.handedOut ? 'QUEUED' : task.status} />
        <Retry run={run} task={task} />
        <button type="button" class="quiet" onClick={onClose} aria-label="Close">
          ✕
        </button>
      </div>
      <dl class="facts small">
        <div>
          <dt>Turn</dt>
          <dd>{task.turn}</dd>
        </div>
        <div>
          <dt>Tries</dt>
          <dd>{task.attempt}</dd>
        </div>
        <div>
          <dt>Queued</dt>
          <dd>{duration((task.startedAt ?? task.endedAt ?? now.value) - task.createdAt)}</dd>
        </div>
        <div>
          <dt>Ran</dt>
          <dd>{task.startedAt === undefined ? '–' : duration((task.endedAt ?? now.value) - task.startedAt)}</dd>
        </div>
        {task.endedAt === undefined && (
          <div>
            <dt>Times out</dt>
            <dd>{timeOfDay(task.deadlineAt)}</dd>
          </div>
        )}
        {task.usage !== undefined && (
          <div>
            <dt>Tokens</dt>
            <dd>{count((task.usage.inputTokens ?? 0) + (task.usage.outputTokens ?? 0))}</dd>
          </div>
        )}
        <div>
          <dt>Queue</dt>
          <dd>{task.target.slice(task.target.lastIndexOf('/') + 1)}</dd>
        </div>
      </dl>
      {task.error !== undefined && <Failure message={`${task.error.code}: ${task.error.message}`} />}
      <Await of={loaded}>
        {({ input, result }) => (
          <div class="pair">
            <Given title="Input" text={input} otherwise="no input" />
            <Given title="Result" text={result} otherwise={task.endedAt === undefined ? 'not yet' : 'none'} />
          </div>
        )}
      </Await>
    </section>
  );
}

function Given({ title, text, otherwise }: { readonly title: string; readonly text: LongText | undefined; readonly otherwise: string }) {
  return (
    <div>
      <h3>
        {title}{' '}
        {text !== undefined && text.whole > text.text.length && (
          <small>
            the first {count(text.text.length)} of {count(text.whole)} characters
          </small>
        )}
      </h3>
      {text === undefined ? <p class="nothing">{otherwise}</p> : <Code text={prettyText(text.text)} label={title} />}
    </div>
  );
}

/** A task that is still open is looked at again. One that has ended stays as it is for ever: trying again is a fork. */
function Retry({ run, task }: { readonly run: Run; readonly task: RunTask }) {
  const [forking, setForking] = useState(false);
  const open = task.endedAt === undefined;
  return (
    <>
      <button
        type="button"
        title={open ? 'Has the supervisor look at it now, and send it again if it is overdue' : 'Runs the turn again in a fork: what has ended stays as it is'}
        onClick={() => (open ? void send(`runs/${encodeURIComponent(run.orchestrationId)}/wake`) : setForking(true))}
      >
        {open ? 'Look now' : 'Retry in a fork…'}
      </button>
      {forking && <ForkDialog run={run} turn={task.turn} onClose={() => setForking(false)} />}
    </>
  );
}

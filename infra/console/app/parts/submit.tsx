/** Where a task is asked for. What is typed is checked against the contract of `task.request` while one types. */
import { useState } from 'preact/hooks';
import { parseTaskRequest } from '../../../../generated/validators/events/task-request.v1.js';
import type { Problem } from '../../api.ts';
import { examples } from '../examples.ts';
import { goTo } from '../route.ts';
import { CallFailed, send } from '../session.ts';
import { onChange } from '../stream.ts';

/** Longest wait for the run to be stored before its page is opened all the same. Milliseconds. */
const ACCEPTED_WITHIN = 3_000;
/** Bytes of randomness in a run's id. */
const ID_BYTES = 9;

/** Sends the request and opens its run as soon as it is stored. Rejects with why it was refused. */
export async function submitTask(request: Readonly<Record<string, unknown>>): Promise<void> {
  const random = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  const orchestrationId =
    typeof request['orchestrationId'] === 'string'
      ? request['orchestrationId']
      : `o-${[...random]
          .map((byte) => byte.toString(36).padStart(2, '0'))
          .join('')
          .slice(0, 12)}`;
  const stored = firstChangeOf(orchestrationId);
  await send('runs', { ...request, orchestrationId });
  await stored;
  goTo('runs', orchestrationId);
}

function firstChangeOf(orchestrationId: string): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      stop();
      clearTimeout(alarm);
      resolve();
    };
    const alarm = setTimeout(() => finish(), ACCEPTED_WITHIN);
    const stop = onChange((change) => {
      if (change.type === 'run' && change.run.orchestrationId === orchestrationId) finish();
    });
  });
}

const moreByDefault = '{\n  "budget": { "turns": 10 }\n}';

export function Submit() {
  const [task, setTask] = useState('');
  const [more, setMore] = useState<string>();
  const [refusal, setRefusal] = useState<{ readonly message: string; readonly problems: readonly Problem[] }>();
  const [busy, setBusy] = useState(false);
  const checked = check(task, more);
  const submit = async (): Promise<void> => {
    if (!checked.ok || busy) return;
    setBusy(true);
    try {
      await submitTask(checked.request);
    } catch (cause) {
      setRefusal({ message: cause instanceof Error ? cause.message : String(cause), problems: cause instanceof CallFailed ? cause.problems : [] });
    }
    setBusy(false);
  };
  const problems = refusal?.problems ?? (checked.ok ? [] : checked.problems);
  return (
    <form
      class="submit"
      aria-label="Ask for a task"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
      }}
    >
      <label class="unseen" for="task">
        What should be done?
      </label>
      <textarea
        id="task"
        rows={2}
        placeholder="What should be done?"
        value={task}
        onInput={(event) => {
          setTask(event.currentTarget.value);
          setRefusal(undefined);
        }}
      />
      {more !== undefined && (
        <>
          <label for="more">
            More of the request, as JSON <a href="#/contracts/task-request">what may be in it</a>
          </label>
          <textarea id="more" class="mono" rows={5} spellcheck={false} value={more} onInput={(event) => setMore(event.currentTarget.value)} />
        </>
      )}
      <div class="submit-foot">
        <span class="examples">
          <span class="hint">Try</span>
          {examples.map((example) => (
            <button key={example.task} type="button" class="chip" title={example.task} onClick={() => setTask(example.task)}>
              {example.shows}
            </button>
          ))}
        </span>
        <button type="button" class="quiet" aria-expanded={more !== undefined} onClick={() => setMore(more === undefined ? moreByDefault : undefined)}>
          Options
        </button>
        <button type="submit" class="primary" disabled={!checked.ok || busy} title="Ctrl + Enter">
          Run
        </button>
      </div>
      <div role="status">
        {refusal !== undefined && <p class="failure">{refusal.message}</p>}
        {task !== '' && problems.length > 0 && (
          <ul class="problems">
            {problems.map(({ pointer, message }) => (
              <li key={pointer + message}>
                {pointer !== '' && <code>{pointer}</code>} {message}
              </li>
            ))}
          </ul>
        )}
        {more !== undefined && task !== '' && checked.ok && <p class="fits">● fits task.request v1</p>}
      </div>
    </form>
  );
}

type Checked = { readonly ok: true; readonly request: Readonly<Record<string, unknown>> } | { readonly ok: false; readonly problems: readonly Problem[] };

function check(task: string, more: string | undefined): Checked {
  let rest: unknown = {};
  try {
    rest = more === undefined ? {} : JSON.parse(more);
  } catch (cause) {
    return { ok: false, problems: [{ pointer: '', message: `the options are not JSON: ${cause instanceof Error ? cause.message : String(cause)}` }] };
  }
  if (typeof rest !== 'object' || rest === null || Array.isArray(rest))
    return { ok: false, problems: [{ pointer: '', message: 'the options have to be a JSON object' }] };
  const request = { ...rest, task };
  const parsed = parseTaskRequest(request);
  return parsed.ok ? { ok: true, request } : { ok: false, problems: parsed.problems };
}

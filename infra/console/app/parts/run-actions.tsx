import { useState } from 'preact/hooks';
import type { Run } from '../../api.ts';
import { goTo, linkTo } from '../route.ts';
import { isActive } from '../runs.ts';
import { send } from '../session.ts';
import { Ask } from './ask.tsx';

/** What can be done about a run. */
export function RunActions({ run }: { readonly run: Run }) {
  const [asking, setAsking] = useState<'cancel' | 'fork'>();
  const [reason, setReason] = useState('');
  const path = `runs/${encodeURIComponent(run.orchestrationId)}`;
  return (
    <div class="actions">
      <a class="button" href={linkTo('runs', run.orchestrationId, 'conversation')}>
        Conversation
      </a>
      {isActive(run) && (
        <button type="button" onClick={() => void send(`${path}/wake`)} title="Has the supervisor look at it now">
          Look now
        </button>
      )}
      <button type="button" onClick={() => setAsking('fork')}>
        Fork…
      </button>
      {isActive(run) && (
        <button type="button" class="danger" onClick={() => setAsking('cancel')}>
          Cancel…
        </button>
      )}
      {asking === 'cancel' && (
        <Ask
          title="Cancel this run?"
          confirm="Cancel the run"
          danger
          onClose={() => setAsking(undefined)}
          onConfirm={async () => void (await send(`${path}/cancel`, reason === '' ? {} : { reason }))}
        >
          <p>It ends as cancelled. Agents that are running finish, and what they answer is dropped.</p>
          <label for="reason">Why (optional)</label>
          <input id="reason" value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        </Ask>
      )}
      {asking === 'fork' && <ForkDialog run={run} turn={Math.max(1, run.turn)} onClose={() => setAsking(undefined)} />}
    </div>
  );
}

/** Asks where to fork and with what; opens the fork. */
export function ForkDialog({ run, turn: initial, onClose }: { readonly run: Run; readonly turn: number; readonly onClose: () => void }) {
  const last = Math.ceil(run.messages / 2);
  const [turn, setTurn] = useState(Math.min(initial, last));
  const [text, setText] = useState('');
  const fork = async (): Promise<void> => {
    const edits = text.trim() === '' ? [] : [{ type: turn === 1 ? 'task' : 'say', text }];
    const { orchestrationId } = await send<{ readonly orchestrationId: string }>(`runs/${encodeURIComponent(run.orchestrationId)}/fork`, { turn, edits });
    goTo('runs', orchestrationId);
  };
  return (
    <Ask title="Fork this run" confirm="Fork and run" onClose={onClose} onConfirm={fork}>
      <p>A new run begins with a copy of the conversation. What came before is neither asked nor run again.</p>
      <p class="warn">From turn {turn} on the model is called and agents run again.</p>
      <label for="turn">Answer anew from turn</label>
      <input
        id="turn"
        type="number"
        min={1}
        max={last}
        value={turn}
        onInput={(event) => setTurn(Math.min(last, Math.max(1, event.currentTarget.valueAsNumber || 1)))}
      />
      <label for="edit">{turn === 1 ? 'Ask for this instead (optional)' : 'Say this as well (optional)'}</label>
      <textarea id="edit" rows={3} value={text} placeholder={turn === 1 ? (run.title ?? '') : ''} onInput={(event) => setText(event.currentTarget.value)} />
    </Ask>
  );
}

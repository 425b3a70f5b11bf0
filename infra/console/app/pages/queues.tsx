/** The queues: how much waits and for how long, and what could not be done. Looking takes nothing out of them. */
import { useState } from 'preact/hooks';
import type { Queue, QueueMessage } from '../../api.ts';
import { now } from '../clock.ts';
import { ago, counted, duration } from '../format.ts';
import { useLoaded } from '../loaded.ts';
import { Ask } from '../parts/ask.tsx';
import { Code, prettyText } from '../parts/code.tsx';
import { Await, Loading } from '../parts/notice.tsx';
import { queues, queuesVersion } from '../queues.ts';
import { linkTo } from '../route.ts';
import { send } from '../session.ts';

export function QueuesPage({ name }: { readonly name: string | undefined }) {
  const all = queues.value;
  return (
    <>
      <header class="page-head">
        <h1 tabIndex={-1}>Queues</h1>
      </header>
      {all === undefined ? <Loading /> : <List all={all} name={name} />}
      {name !== undefined && <Messages key={name} name={name} queue={all?.find((queue) => queue.name === name)} />}
    </>
  );
}

function List({ all, name }: { readonly all: readonly Queue[]; readonly name: string | undefined }) {
  return (
    <ul class="list queues" aria-label="Queues">
      <li class="list-head" aria-hidden="true">
        <span>Queue</span>
        <span class="number">Waiting</span>
        <span class="number">In flight</span>
        <span class="number">Delayed</span>
        <span class="number">Oldest</span>
        <span>Read by</span>
      </li>
      {all.map((queue) => (
        <li key={queue.name}>
          <a href={linkTo('queues', queue.name)} aria-current={queue.name === name ? 'true' : undefined}>
            <span class="title">
              <b>{queue.name}</b>
              {queue.isDeadLetterQueue && <small class={queue.visible > 0 ? 'tag bad' : 'tag off'}>dead letters</small>}
              <span class="hint">{queue.description}</span>
            </span>
            <Depth figure={queue.visible} label="waiting" isBad={queue.isDeadLetterQueue} />
            <Depth figure={queue.inFlight} label="in flight" />
            <Depth figure={queue.delayed} label="delayed" />
            <span class={`number ${queue.oldestSentAt === undefined ? 'zero' : ''}`}>
              {queue.oldestSentAt === undefined ? '–' : duration(now.value - queue.oldestSentAt)}
            </span>
            <span class="hint">{queue.consumers.join(', ') || 'a person'}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Depth({ figure, label, isBad = false }: { readonly figure: number; readonly label: string; readonly isBad?: boolean }) {
  return (
    <span class={`number ${figure === 0 ? 'zero' : isBad ? 'bad' : ''}`} data-label={label}>
      {figure}
    </span>
  );
}

function Messages({ name, queue }: { readonly name: string; readonly queue: Queue | undefined }) {
  const loaded = useLoaded<readonly QueueMessage[]>(`queues/${encodeURIComponent(name)}`, queuesVersion.value);
  const [asking, setAsking] = useState(false);
  return (
    <section aria-label={`Messages of ${name}`}>
      <div class="section-head">
        <h2 tabIndex={-1} data-focus>
          {name}
        </h2>
        {queue?.isDeadLetterQueue === true && queue.visible > 0 && (
          <button type="button" class="primary" onClick={() => setAsking(true)}>
            Redrive…
          </button>
        )}
      </div>
      <Await of={loaded}>
        {(messages) =>
          messages.length === 0 ? (
            <p class="nothing">{queue?.isDeadLetterQueue === true ? 'No dead letters: nothing needs you here.' : 'Nothing waits here.'}</p>
          ) : (
            <ul class="messages">
              {messages.map((message) => (
                <Message key={message.messageId} message={message} />
              ))}
            </ul>
          )
        }
      </Await>
      {asking && (
        <Ask
          title={`Redrive ${name}?`}
          confirm={`Redrive ${counted(queue?.visible ?? 0, 'message')}`}
          onClose={() => setAsking(false)}
          onConfirm={async () => void (await send(`queues/${encodeURIComponent(name)}/redrive`))}
        >
          <p>
            They go back to {queue?.sources.join(' and ') || 'the queue that their rule names'} and are tried again as new messages. Do it once what made them
            fail has been mended.
          </p>
        </Ask>
      )}
    </section>
  );
}

function Message({ message }: { readonly message: QueueMessage }) {
  return (
    <li>
      <details>
        <summary>
          <span class="title">{message.reason}</span>
          <span class="number">{counted(message.receiveCount, 'receive')}</span>
          <span class="number">{ago(message.sentAt, now.value)}</span>
        </summary>
        {message.orchestrationId !== undefined && (
          <p>
            Run <a href={linkTo('runs', message.orchestrationId)}>{message.orchestrationId}</a>
          </p>
        )}
        <Code text={prettyText(message.body)} label="Body" />
      </details>
    </li>
  );
}

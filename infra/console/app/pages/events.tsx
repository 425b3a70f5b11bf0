/** The bus, live: every event with whether it fits its contract, who sends it and who reads it. */
import { useEffect, useState } from 'preact/hooks';
import type { BusEvent, Contracts } from '../../api.ts';
import { count, counted, timeOfDay } from '../format.ts';
import { useLoaded } from '../loaded.ts';
import { Code, prettyText } from '../parts/code.tsx';
import { Await } from '../parts/notice.tsx';
import { linkTo } from '../route.ts';
import { onChange } from '../stream.ts';

/** Events kept in the page. */
const KEPT = 500;

export function EventsPage() {
  const loaded = useLoaded<readonly BusEvent[]>('events');
  const [told, tell] = useState<readonly BusEvent[]>([]);
  const [paused, pause] = useState(false);
  useEffect(
    () =>
      onChange((change) => {
        if (change.type === 'event') tell((before) => [change.event, ...before].slice(0, KEPT));
        if (change.type === 'resync') tell([]);
      }),
    [],
  );
  return (
    <>
      <header class="page-head">
        <h1 tabIndex={-1}>Events</h1>
      </header>
      <Await of={loaded}>{(read) => <List events={joined(told, read)} paused={paused} pause={pause} />}</Await>
    </>
  );
}

interface ListProps {
  readonly events: readonly BusEvent[];
  readonly paused: boolean;
  readonly pause: (paused: boolean) => void;
}

function List({ events: all, paused, pause }: ListProps) {
  const [held, hold] = useState<readonly BusEvent[]>([]);
  const [type, setType] = useState('');
  const [words, setWords] = useState('');
  const [chosen, choose] = useState<number>();
  const events = paused ? held : all;
  if (all.length === 0)
    return (
      <div class="empty">
        <h2>The bus is quiet</h2>
        <p>
          Events appear here as they are published, from the moment the runtime started. <a href={linkTo('runs')}>Run a task</a> and come back.
        </p>
      </div>
    );
  const types = [...new Set(all.map(({ detailType }) => detailType))].toSorted();
  const lower = words.toLowerCase();
  const shown = events.filter(
    (event) => (type === '' || event.detailType === type) && `${event.orchestrationId ?? ''} ${event.detail}`.toLowerCase().includes(lower),
  );
  const selected = events.find(({ sequence }) => sequence === chosen);
  return (
    <section aria-label="Events, newest first">
      <div class="toolbar start">
        <select aria-label="Type" value={type} onChange={(event) => setType(event.currentTarget.value)}>
          <option value="">All types</option>
          {types.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <input
          type="search"
          placeholder="Find in the detail"
          aria-label="Find in the detail"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <button
          type="button"
          aria-pressed={paused}
          onClick={() => {
            hold(all);
            pause(!paused);
          }}
        >
          {paused ? `Resume (${counted(all.length - held.length, 'new one')})` : 'Pause'}
        </button>
      </div>
      {shown.length === 0 && <p class="nothing">No event is like that.</p>}
      <div class={selected === undefined ? '' : 'split even'}>
        <ul class="list events">
          {shown.map((event) => (
            <li key={event.sequence}>
              <button type="button" aria-pressed={event.sequence === chosen} onClick={() => choose(event.sequence === chosen ? undefined : event.sequence)}>
                <time>{timeOfDay(event.acceptedAt)}</time>
                <Validity event={event} />
                <b>{event.detailType}</b>
                <code class="hint">{event.orchestrationId ?? ''}</code>
              </button>
            </li>
          ))}
        </ul>
        {selected !== undefined && <Detail event={selected} />}
      </div>
    </section>
  );
}

function Validity({ event: { contract, problems } }: { readonly event: BusEvent }) {
  if (contract === undefined) return <span class="tag off">no contract</span>;
  return problems.length === 0 ? <span class="tag ok">valid</span> : <span class="tag bad">{counted(problems.length, 'problem')}</span>;
}

function Detail({ event }: { readonly event: BusEvent }) {
  const reference = useLoaded<Contracts>('contracts');
  const contract = reference.state === 'here' ? reference.data.contracts.find(({ kind, name }) => kind === 'event' && name === event.contract) : undefined;
  return (
    <section class="panel" aria-label="Event">
      <h2>{event.detailType}</h2>
      <dl class="facts small">
        <div>
          <dt>Source</dt>
          <dd>{event.source}</dd>
        </div>
        <div>
          <dt>Id</dt>
          <dd>
            <code title={event.id}>{event.id.slice(0, 8)}</code>
          </dd>
        </div>
        {event.orchestrationId !== undefined && (
          <div>
            <dt>Run</dt>
            <dd>
              <a href={linkTo('runs', event.orchestrationId)}>{event.orchestrationId}</a>
            </dd>
          </div>
        )}
        {contract !== undefined && (
          <>
            <div>
              <dt>Contract</dt>
              <dd>
                <a href={linkTo('contracts', contract.name)}>{contract.name}</a>
              </dd>
            </div>
            <div>
              <dt>Sent by</dt>
              <dd>{contract.producers.join(', ') || 'nobody'}</dd>
            </div>
            <div>
              <dt>Read by</dt>
              <dd>{contract.consumers.join(', ') || 'whoever listens'}</dd>
            </div>
          </>
        )}
      </dl>
      {event.problems.length > 0 && (
        <ul class="problems">
          {event.problems.map(({ pointer, message }) => (
            <li key={pointer + message}>
              <code>{pointer === '' ? '/' : pointer}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <Code text={prettyText(event.detail)} label="Detail" />
      {event.length > event.detail.length && (
        <p class="hint">
          The first {count(event.detail.length)} of {count(event.length)} characters.
        </p>
      )}
    </section>
  );
}

/** Told since, then read, each once. */
function joined(told: readonly BusEvent[], read: readonly BusEvent[]): readonly BusEvent[] {
  const known = new Set(told.map(({ sequence }) => sequence));
  return [...told, ...read.filter(({ sequence }) => !known.has(sequence))].toSorted((a, b) => b.sequence - a.sequence).slice(0, KEPT);
}

/** What is around every page: where one can go, how the connection stands. */
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { AgentPage } from './pages/agent.tsx';
import { AgentsPage } from './pages/agents.tsx';
import { ContractsPage } from './pages/contracts.tsx';
import { ConversationPage } from './pages/conversation.tsx';
import { EventsPage } from './pages/events.tsx';
import { LabPage } from './pages/lab.tsx';
import { QueuesPage } from './pages/queues.tsx';
import { RunPage } from './pages/run.tsx';
import { RunsPage } from './pages/runs.tsx';
import { deadLetters } from './queues.ts';
import { linkTo, route } from './route.ts';
import { activeRuns } from './runs.ts';
import { token } from './session.ts';
import { connection } from './stream.ts';
import { nextTheme, theme } from './theme.ts';

const places: readonly { readonly name: string; readonly title: string; readonly badge?: () => { readonly figure: number; readonly kind: string } }[] = [
  { name: 'runs', title: 'Runs', badge: () => ({ figure: activeRuns.value, kind: 'active' }) },
  { name: 'agents', title: 'Agents' },
  { name: 'events', title: 'Events' },
  { name: 'queues', title: 'Queues', badge: () => ({ figure: deadLetters.value, kind: 'dead letters' }) },
  { name: 'contracts', title: 'Contracts' },
  { name: 'lab', title: 'Fault lab' },
];

export function Frame() {
  const content = useRef<HTMLElement>(null);
  const [page = 'runs', name, part] = route.value;
  const place = [page, name, part].join('/');
  const known = useRef(place);
  useEffect(() => {
    // A new page is announced and begins at its top; the first one leaves the focus where the browser put it.
    if (known.current === place) return undefined;
    known.current = place;
    scrollTo(0, 0);
    return content.current === null ? undefined : focusHeading(content.current);
  }, [place]);
  if (token.value === undefined) return <Locked />;
  return (
    <div class="frame">
      <button type="button" class="skip" onClick={() => content.current?.querySelector<HTMLElement>('h1')?.focus()}>
        Skip to content
      </button>
      <header class="rail">
        <a class="brand" href={linkTo('runs')}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M4 16h7M11 16c5 0 5-8 10-8h7M11 16h17M11 16c5 0 5 8 10 8h7" />
          </svg>
          Arbiter
        </a>
        <nav aria-label="Pages">
          {places.map((one) => {
            const badge = one.badge?.();
            return (
              <a key={one.name} href={linkTo(one.name)} aria-current={page === one.name ? 'page' : undefined}>
                {one.title}
                {badge !== undefined && badge.figure > 0 && (
                  <span class={`count ${badge.kind === 'dead letters' ? 'bad' : ''}`}>
                    {badge.figure}
                    <span class="unseen"> {badge.kind}</span>
                  </span>
                )}
              </a>
            );
          })}
        </nav>
        <div class="rail-foot">
          <Connection />
          <button type="button" class="quiet" onClick={nextTheme} title="Change the theme">
            <span aria-hidden="true">◐</span> {theme.value}
            <span class="unseen"> theme</span>
          </button>
        </div>
      </header>
      <main ref={content}>
        <Page page={page} name={name} part={part} />
      </main>
    </div>
  );
}

/** Focuses the heading, at once or when it has been loaded; the result gives up. */
function focusHeading(content: HTMLElement): () => void {
  const observer = new MutationObserver(() => focus());
  const focus = (): void => {
    const heading = content.querySelector<HTMLElement>('[data-focus], h1');
    if (heading === null) return;
    observer.disconnect();
    heading.focus({ preventScroll: true });
  };
  observer.observe(content, { childList: true, subtree: true });
  focus();
  return () => observer.disconnect();
}

function Page({ page, name, part }: { readonly page: string; readonly name: string | undefined; readonly part: string | undefined }) {
  if (page === 'runs' && name !== undefined) return part === 'conversation' ? <ConversationPage key={name} id={name} /> : <RunPage key={name} id={name} />;
  if (page === 'agents' && name !== undefined) return <AgentPage key={name} id={name} />;
  if (page === 'queues') return <QueuesPage name={name} />;
  if (page === 'contracts') return <ContractsPage name={name} />;
  const pages: Readonly<Record<string, ComponentType | undefined>> = { runs: RunsPage, agents: AgentsPage, events: EventsPage, lab: LabPage };
  const Known = pages[page];
  if (Known !== undefined) return <Known />;
  return (
    <div class="empty">
      <h1 tabIndex={-1}>There is no such page</h1>
      <p>
        <a href={linkTo('runs')}>Go to the runs</a>
      </p>
    </div>
  );
}

function Connection() {
  const words = { connecting: 'Connecting…', live: 'Live', lost: 'Reconnecting…' };
  return (
    <span class={`connection ${connection.value}`} role="status">
      <i aria-hidden="true" />
      {words[connection.value]}
    </span>
  );
}

function Locked() {
  return (
    <main class="locked">
      <div class="empty">
        <h1 tabIndex={-1}>Open the console from your terminal</h1>
        <p>
          The link that <code>npm start</code> prints carries a token. Without it, nothing is shown here: the console runs agents on your machine, and no other
          page or user should.
        </p>
      </div>
    </main>
  );
}

/** The agents: what each can do and where it came from. */
import { useState } from 'preact/hooks';
import type { Agent } from '../../../../generated/tables/agent.ts';
import { agentsVersion } from '../agents.ts';
import { now } from '../clock.ts';
import { ago, counted } from '../format.ts';
import { useLoaded } from '../loaded.ts';
import { Await } from '../parts/notice.tsx';
import { Status } from '../parts/status.tsx';
import { linkTo } from '../route.ts';

export function AgentsPage() {
  const loaded = useLoaded<readonly Agent[]>('agents', agentsVersion.value);
  return (
    <>
      <header class="page-head">
        <h1 tabIndex={-1}>Agents</h1>
      </header>
      <Await of={loaded}>{(agents) => <List agents={agents} />}</Await>
    </>
  );
}

function List({ agents }: { readonly agents: readonly Agent[] }) {
  const [words, setWords] = useState('');
  if (agents.length === 0)
    return (
      <div class="empty">
        <h2>No agents yet</h2>
        <p>The built-in ones are registered a moment after the runtime has started; new ones are made when a task needs one.</p>
      </div>
    );
  const lower = words.toLowerCase();
  const shown = agents.filter(({ agentId, config }) => `${agentId} ${config.description ?? ''}`.toLowerCase().includes(lower));
  return (
    <section aria-label="List of agents">
      <div class="toolbar">
        <span class="hint">
          {counted(agents.length, 'agent')}, {agents.filter(({ state }) => state === 'active').length} active
        </span>
        <input
          type="search"
          placeholder="Find by name or skill"
          aria-label="Find by name or skill"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      {shown.length === 0 && <p class="nothing">No agent is like that.</p>}
      <ul class="list agents">
        {shown.map((agent) => (
          <li key={agent.agentId}>
            <a href={linkTo('agents', agent.agentId)}>
              <Status status={agent.state} />
              <span class="title">
                <b>{agent.agentId}</b>
                <span class="hint">{agent.config.description}</span>
              </span>
              <span class="tag">{agent.source ?? 'unknown'}</span>
              <span class="number">{agent.config.version}</span>
              <span class="number">{agent.updatedAt === undefined ? '' : ago(Date.parse(agent.updatedAt), now.value)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

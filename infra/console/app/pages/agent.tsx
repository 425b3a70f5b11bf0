/** One agent: its versions with what the checks found, its code, and the switches. */
import { useState } from 'preact/hooks';
import type { Agent } from '../../../../generated/tables/agent.ts';
import type { AgentVersion } from '../../../../generated/tables/agent-version.ts';
import type { AgentDetail } from '../../api.ts';
import { agentsVersion } from '../agents.ts';
import { dayAndTime } from '../format.ts';
import { useLoaded } from '../loaded.ts';
import { Ask } from '../parts/ask.tsx';
import { Code, Json } from '../parts/code.tsx';
import { DiffView } from '../parts/diff-view.tsx';
import { Await } from '../parts/notice.tsx';
import { Status } from '../parts/status.tsx';
import { linkTo } from '../route.ts';
import { send } from '../session.ts';

export function AgentPage({ id }: { readonly id: string }) {
  const loaded = useLoaded<AgentDetail>(`agents/${encodeURIComponent(id)}`, agentsVersion.value);
  return <Await of={loaded}>{(detail) => <Shown detail={detail} />}</Await>;
}

function Shown({ detail: { agent, versions } }: { readonly detail: AgentDetail }) {
  const active = agent.config.version;
  const [chosen, choose] = useState<string>();
  const [against, compare] = useState('');
  const shown = chosen ?? active;
  const version = versions.find((one) => one.version === shown);
  return (
    <>
      <header class="page-head">
        <div>
          <p class="crumbs">
            <a href={linkTo('agents')}>Agents</a>
          </p>
          <h1 tabIndex={-1} class="task-title">
            {agent.agentId} <Status status={agent.state} />
          </h1>
        </div>
        <AgentActions agent={agent} versions={versions} />
      </header>
      <p class="lead">{agent.config.description}</p>
      <dl class="facts small">
        <div>
          <dt>Active version</dt>
          <dd>{active}</dd>
        </div>
        <div>
          <dt>Came from</dt>
          <dd>{agent.source ?? 'unknown'}</dd>
        </div>
        <div>
          <dt>Tasks go to</dt>
          <dd title={agent.config.action.target}>{agent.config.action.target.slice(agent.config.action.target.lastIndexOf('/') + 1)}</dd>
        </div>
        <div>
          <dt>Powers</dt>
          <dd>{(agent.config.capabilities ?? []).join(', ') || 'none'}</dd>
        </div>
        {agent.config.limits?.timeoutSeconds !== undefined && (
          <div>
            <dt>Time limit</dt>
            <dd>{agent.config.limits.timeoutSeconds} s</dd>
          </div>
        )}
        {agent.sha256 !== undefined && (
          <div>
            <dt>Code hash</dt>
            <dd>
              <code title={agent.sha256}>{agent.sha256.slice(0, 12)}</code>
            </dd>
          </div>
        )}
      </dl>
      <div class="split">
        <section aria-label="Versions">
          <h2>Versions</h2>
          {versions.length === 0 ? (
            <p class="nothing">None is recorded: its code is elsewhere, its tasks go to a queue.</p>
          ) : (
            <ul class="versions">
              {versions.toReversed().map((one) => (
                <li key={one.version}>
                  <button type="button" aria-pressed={one.version === shown} onClick={() => choose(one.version)}>
                    <b>{one.version}</b> {one.version === active && <span class="tag on">active</span>}
                    <small>
                      {dayAndTime(Date.parse(one.createdAt))} by {one.by}
                    </small>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {version?.checks !== undefined && version.checks.length > 0 && (
            <>
              <h3>Checks of {version.version}</h3>
              <ul class="checks">
                {version.checks.map((check) => (
                  <li key={check}>{check}</li>
                ))}
              </ul>
            </>
          )}
          <h3>Input</h3>
          <Json value={(version?.config ?? agent.config).schema} label="Schema of the input" />
        </section>
        <section aria-label="Code">
          <div class="section-head">
            <h2>
              Code of <b>{shown}</b>
            </h2>
            {versions.length > 1 && (
              <label>
                Compare with{' '}
                <select value={against} onChange={(event) => compare(event.currentTarget.value)}>
                  <option value="">nothing</option>
                  {versions
                    .filter((one) => one.version !== shown)
                    .map((one) => (
                      <option key={one.version}>{one.version}</option>
                    ))}
                </select>
              </label>
            )}
          </div>
          <Source agentId={agent.agentId} version={shown} against={against === shown ? '' : against} isRecorded={version !== undefined} />
        </section>
      </div>
    </>
  );
}

interface SourceProps {
  readonly agentId: string;
  readonly version: string;
  readonly against: string;
  readonly isRecorded: boolean;
}

function Source({ agentId, version, against, isRecorded }: SourceProps) {
  const path = (name: string): string => `agents/${encodeURIComponent(agentId)}/versions/${encodeURIComponent(name)}`;
  const shown = useLoaded<{ readonly source: string | null }>(isRecorded ? path(version) : undefined);
  const other = useLoaded<{ readonly source: string | null }>(against === '' ? undefined : path(against));
  if (!isRecorded) return <p class="nothing">It has no code here.</p>;
  return (
    <Await of={shown}>
      {({ source }) => {
        if (source === null) return <p class="nothing">It has no code here: its tasks go to a queue that something else reads.</p>;
        if (against === '') return <Code text={source} label={`Code of ${agentId} ${version}`} numbered />;
        return <Await of={other}>{(before) => <DiffView before={before.source ?? ''} after={source} labels={[against, version]} />}</Await>;
      }}
    </Await>
  );
}

function AgentActions({ agent, versions }: { readonly agent: Agent; readonly versions: readonly AgentVersion[] }) {
  const [asking, setAsking] = useState<'suspend' | 'roll-back' | 'activate'>();
  const active = agent.config.version;
  const [wanted, want] = useState(active);
  const act = async (body: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    await send(`agents/${encodeURIComponent(agent.agentId)}/${asking ?? ''}`, body);
    agentsVersion.value += 1;
  };
  const close = (): void => setAsking(undefined);
  return (
    <div class="actions">
      {(agent.state !== 'active' || versions.length > 1) && (
        <button
          type="button"
          onClick={() => {
            want(agent.state === 'active' ? (versions.findLast(({ version }) => version !== active)?.version ?? active) : active);
            setAsking('activate');
          }}
        >
          Activate…
        </button>
      )}
      {versions.length > 1 && (
        <button type="button" onClick={() => setAsking('roll-back')}>
          Roll back…
        </button>
      )}
      {agent.state !== 'inactive' && (
        <button type="button" class="danger" onClick={() => setAsking('suspend')}>
          Suspend…
        </button>
      )}
      {asking === 'activate' && (
        <Ask title={`Activate ${agent.agentId}`} confirm="Activate" onClose={close} onConfirm={() => act(versions.length === 0 ? {} : { version: wanted })}>
          <p>Takes effect at the next claim, for tasks that are queued already as well.</p>
          {versions.length > 0 && (
            <>
              <label for="version">Version</label>
              <select id="version" value={wanted} onChange={(event) => want(event.currentTarget.value)}>
                {versions.map(({ version }) => (
                  <option key={version}>{version}</option>
                ))}
              </select>
            </>
          )}
        </Ask>
      )}
      {asking === 'roll-back' && (
        <Ask title={`Roll back ${agent.agentId}`} confirm="Roll back" onClose={close} onConfirm={() => act()}>
          <p>The version before {active} becomes the active one, for tasks that are queued already as well.</p>
        </Ask>
      )}
      {asking === 'suspend' && (
        <Ask title={`Suspend ${agent.agentId}?`} confirm="Suspend" danger onClose={close} onConfirm={() => act()}>
          <p>It is no longer offered to the model. Its queued tasks end as errors; those that run finish.</p>
        </Ask>
      )}
    </div>
  );
}

/** The contracts as a reference: every event, message and table, its fields, who writes and who reads it, and what has changed since the release. */
import type { Contract, Contracts } from '../../api.ts';
import { counted } from '../format.ts';
import { useLoaded } from '../loaded.ts';
import { Json } from '../parts/code.tsx';
import { Await } from '../parts/notice.tsx';
import { SchemaFields } from '../parts/schema-fields.tsx';
import { linkTo } from '../route.ts';

const kinds = [
  { kind: 'event', title: 'Events' },
  { kind: 'message', title: 'Messages' },
  { kind: 'table', title: 'Tables' },
] as const;

export function ContractsPage({ name }: { readonly name: string | undefined }) {
  const loaded = useLoaded<Contracts>('contracts');
  return (
    <>
      <header class="page-head">
        <h1 tabIndex={-1}>Contracts</h1>
      </header>
      <Await of={loaded}>
        {(reference) => (
          <>
            <Changes reference={reference} />
            <div class="split narrow">
              <nav class="index" aria-label="Contracts">
                {kinds.map(({ kind, title }) => (
                  <div key={kind}>
                    <h2>{title}</h2>
                    {reference.contracts
                      .filter((one) => one.kind === kind)
                      .map((one) => (
                        <a
                          key={one.name}
                          href={linkTo('contracts', one.name)}
                          aria-current={(name ?? reference.contracts[0]?.name) === one.name ? 'true' : undefined}
                        >
                          {one.name}
                        </a>
                      ))}
                  </div>
                ))}
              </nav>
              <Page
                contract={reference.contracts.find((one) => one.name === name) ?? (name === undefined ? reference.contracts[0] : undefined)}
                schemas={reference.schemas}
              />
            </div>
          </>
        )}
      </Await>
    </>
  );
}

function Changes({ reference: { changes } }: { readonly reference: Contracts }) {
  if (changes === undefined) return <p class="hint">Nothing has been released yet, so there is nothing to compare with.</p>;
  if (changes.length === 0) return <p class="hint">Nothing has changed since the release.</p>;
  return (
    <details class="changes">
      <summary>{counted(changes.length, 'change')} since the release</summary>
      <ul>
        {changes.map(({ subject, message, verdict }) => (
          <li key={subject + message}>
            <span class={`tag ${verdict === 'major' ? 'bad' : verdict === 'minor' ? 'on' : 'off'}`}>{verdict}</span> <b>{subject}</b> {message}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Page({ contract, schemas }: { readonly contract: Contract | undefined; readonly schemas: Contracts['schemas'] }) {
  if (contract === undefined)
    return (
      <section>
        <h2 tabIndex={-1} data-focus>
          There is no such contract
        </h2>
        <p>Choose one from the list.</p>
      </section>
    );
  const schema = schemas[contract.schema] ?? {};
  const examples = Array.isArray(schema['examples']) ? (schema['examples'] as readonly unknown[]) : [];
  const isTable = contract.kind === 'table';
  return (
    <section aria-label={contract.name}>
      <h2 tabIndex={-1} data-focus>
        {contract.name}
      </h2>
      <p class="lead">{String(schema['description'] ?? '')}</p>
      <dl class="facts small">
        {contract.source !== undefined && (
          <div>
            <dt>Source</dt>
            <dd>{contract.source}</dd>
          </div>
        )}
        {contract.detailType !== undefined && (
          <div>
            <dt>Detail-type</dt>
            <dd>{contract.detailType}</dd>
          </div>
        )}
        <div>
          <dt>{isTable ? 'Written by' : 'Sent by'}</dt>
          <dd>{contract.producers.join(', ') || 'nobody'}</dd>
        </div>
        <div>
          <dt>Read by</dt>
          <dd>{contract.consumers.join(', ') || 'whoever listens'}</dd>
        </div>
        <div>
          <dt>Schema</dt>
          <dd>
            <code>schemas/{contract.schema}</code>
          </dd>
        </div>
      </dl>
      <SchemaFields file={contract.schema} schemas={schemas} />
      {examples.map((example, index) => (
        <div key={index}>
          <h3>{index === 0 ? 'Example' : `Example ${index + 1}`}</h3>
          <Json value={example} label="Example" />
        </div>
      ))}
      <details>
        <summary>JSON Schema</summary>
        <Json value={schema} label="JSON Schema" />
      </details>
    </section>
  );
}

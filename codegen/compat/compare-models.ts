import { objectAt } from '../model/json.ts';
import type { EntityModel, Model, RootModel } from '../model/model.ts';
import { isSchemaObject, placeOf, type Schema, type SchemaKey } from '../model/schema.ts';
import type { Change, CompatibilityMode, Verdict } from './change.ts';
import { compareContracts } from './compare-contracts.ts';
import { compareFlows } from './compare-flows.ts';
import { compareProtocols } from './compare-protocol.ts';
import { schemaChanges } from './schema-changes.ts';

export interface ModelComparison {
  readonly changes: readonly Change[];
  /** The greatest verdict; undefined when nothing changed. */
  readonly verdict: Verdict | undefined;
}

/** Compares two releases of a document. Subjects are matched by their logical names. */
export function compareModels(before: Model, after: Model, mode: CompatibilityMode): ModelComparison {
  const changes = [
    ...messages(before, after, mode),
    ...agents(before, after, mode),
    ...entities(before, after),
    ...compareContracts(before.contracts, after.contracts, mode, after.document),
    ...compareFlows(before.flows, after.flows, mode, after.document),
    ...compareProtocols(before.protocol(), after.protocol(), after.document),
    ...headers(before, after, mode),
    ...settings(before, after),
  ];
  const verdict = (['major', 'minor', 'patch'] as const).find((one) => changes.some((change) => change.verdict === one));
  return { changes, verdict };
}

function* messages(before: Model, after: Model, mode: CompatibilityMode): Generator<Change> {
  const key = (one: Model['messages'][number]): string => `${one.kind} ${one.name}${one.version === 1 ? '' : `.v${one.version}`}`;
  const left = new Map([...before.events, ...before.messages].map((one) => [key(one), one]));
  const right = new Map([...after.events, ...after.messages].map((one) => [key(one), one]));
  const responses = responsesOf(before);
  for (const [subject, one] of left) {
    const place = { file: before.document, pointer: '' };
    const affected = [...new Set([...one.producers, ...one.consumers])];
    const other = right.get(subject);
    if (other === undefined) {
      yield { subject, rule: 'message-removed', verdict: 'major', message: 'it is gone', ...place, affected };
      continue;
    }
    const [was, is] = [routeOf(before, one.key), routeOf(after, other.key)];
    if (was !== is) yield { subject, rule: 'route-changed', verdict: 'major', message: `was ${was}, is ${is}`, ...place, affected };
    yield* schemas(subject, before, one, after, other, responses.has(one.name) ? reversed(mode) : mode, one.producers, one.consumers);
  }
  for (const [subject, one] of right) {
    if (!left.has(subject)) yield { subject, rule: 'message-added', verdict: 'minor', message: 'it is new', ...placeOf(one.key), affected: [] };
  }
}

/** Headers are a schema as the payload is; a message that says nothing of them has an object of any. */
function* headers(before: Model, after: Model, mode: CompatibilityMode): Generator<Change> {
  const responses = responsesOf(before);
  const now = after.protocol().messages;
  const schemaOf = (keys: readonly SchemaKey[]): Schema => ({ type: 'object', allOf: keys.map((key) => ({ $ref: key })) });
  for (const [name, one] of before.protocol().messages) {
    const other = now.get(name);
    if (other === undefined || one.headers.length + other.headers.length === 0) continue;
    const [key] = other.headers.length > 0 ? other.headers : one.headers;
    yield* schemaChanges(
      `headers of ${name}`,
      { schema: schemaOf(one.headers), get: before.schemas },
      { schema: schemaOf(other.headers), get: after.schemas },
      responses.has(name) ? reversed(mode) : mode,
      key === undefined ? { file: after.document, pointer: '' } : placeOf(key),
      { producers: [], consumers: [] },
    );
  }
}

/** How the document wants all of its payloads read. */
function* settings(before: Model, after: Model): Generator<Change> {
  const place = { subject: 'document', file: after.document, affected: [] };
  if (before.dropUnknown !== after.dropUnknown)
    yield after.dropUnknown
      ? { ...place, rule: 'unknown-fields-dropped', verdict: 'minor', message: 'unknown properties are dropped now', pointer: '/x-unknown-fields' }
      : { ...place, rule: 'unknown-fields-refused', verdict: 'major', message: 'unknown properties are no longer dropped', pointer: '' };
  if (before.assertFormats !== after.assertFormats)
    yield after.assertFormats
      ? { ...place, rule: 'formats-asserted', verdict: 'major', message: '"format" is asserted now', pointer: '/x-formats' }
      : { ...place, rule: 'formats-annotated', verdict: 'minor', message: '"format" is no longer asserted', pointer: '' };
}

/** Messages that the application only ever answers with: others read them, so what they promise runs the other way. */
function responsesOf({ flows }: Model): ReadonlySet<string> {
  const operations = [...flows.operations.values()];
  const answered = operations.flatMap(({ action, reply }) => (action === 'receive' ? (reply?.messages ?? []) : []));
  const others = new Set(operations.flatMap(({ action, messages: own, reply }) => [...own, ...(action === 'send' ? (reply?.messages ?? []) : [])]));
  return new Set(answered.filter((name) => !others.has(name)));
}

function reversed(mode: CompatibilityMode): CompatibilityMode {
  return mode === 'backward' ? 'forward' : mode === 'forward' ? 'backward' : mode;
}

/** How a message travels: by source and detail-type on the bus, or on a queue. */
function routeOf(model: Model, key: SchemaKey): string {
  const event = model.events.find((one) => one.key === key);
  return event === undefined ? 'no event' : `${event.source}/${event.detailType}`;
}

function* agents(before: Model, after: Model, mode: CompatibilityMode): Generator<Change> {
  for (const one of before.agents) {
    const subject = `agent ${one.agentId}`;
    const other = after.agents.find((candidate) => candidate.agentId === one.agentId);
    if (other === undefined) {
      yield { subject, rule: 'agent-removed', verdict: 'major', message: 'it is gone', file: before.document, pointer: '', affected: ['supervisor'] };
      continue;
    }
    // an agent's input is a request that others write, its output a response that others read
    yield* schemas(`${subject} input`, before, one.input, after, other.input, mode, ['supervisor'], [one.agentId]);
    yield* schemas(`${subject} output`, before, one.output, after, other.output, reversed(mode), [one.agentId], ['supervisor']);
  }
  for (const one of after.agents) {
    if (!before.agents.some((candidate) => candidate.agentId === one.agentId))
      yield { subject: `agent ${one.agentId}`, rule: 'agent-added', verdict: 'minor', message: 'it is new', ...placeOf(one.input.key), affected: [] };
  }
}

function* schemas(
  subject: string,
  before: Model,
  one: RootModel,
  after: Model,
  other: RootModel,
  mode: CompatibilityMode,
  producers: readonly string[],
  consumers: readonly string[],
): Generator<Change> {
  yield* schemaChanges(
    subject,
    { schema: { $ref: one.key }, get: before.schemas },
    { schema: { $ref: other.key }, get: after.schemas },
    mode,
    placeOf(other.key),
    { producers, consumers },
  );
}

function* entities(before: Model, after: Model): Generator<Change> {
  for (const one of before.entities) {
    const subject = `entity ${one.entity}`;
    const other = after.entities.find((candidate) => candidate.entity === one.entity);
    if (other === undefined) {
      yield {
        subject,
        rule: 'entity-removed',
        verdict: 'major',
        message: 'it is gone; its items stay',
        file: before.document,
        pointer: '',
        affected: [one.table.name],
      };
      continue;
    }
    if (one.table.name !== other.table.name)
      yield {
        subject,
        rule: 'entity-table-changed',
        verdict: 'major',
        message: `it lay in table "${one.table.name}", lies in "${other.table.name}"; its items stay`,
        ...placeOf(other.key),
        affected: [one.table.name, other.table.name],
      };
    const [was, is] = [keysOf(before, one), keysOf(after, other)];
    if (was !== is && sameKeys(one, other))
      yield {
        subject,
        rule: 'entity-key-changed',
        verdict: 'major',
        message: `its keys were ${was}, are ${is}, and those of table "${other.table.name}" are as before`,
        ...placeOf(other.key),
        affected: [other.table.name],
      };
    // stored items are old values: they must stay readable whatever the mode
    yield* schemas(subject, before, one, after, other, 'backward', [`items in ${one.table.name}`], [one.table.name]);
  }
}

/** What an entity itself says of its table's keys: other entities of the table may say something else. */
function keysOf(model: Model, one: RootModel): string {
  const schema = model.schemas(one.key);
  const { partitionKey, sortKey } = objectAt(isSchemaObject(schema) ? schema['x-table'] : undefined);
  return JSON.stringify([partitionKey, sortKey ?? null]);
}

/** A change of the table's keys is told of the table. */
function sameKeys(one: EntityModel, other: EntityModel): boolean {
  const keys = ({ table }: EntityModel): string => JSON.stringify([table.partitionKey, table.sortKey]);
  return keys(one) === keys(other);
}

import type { Model, RootModel } from '../model/model.ts';
import { placeOf, type SchemaKey } from '../model/schema.ts';
import type { Verdict } from './change.ts';
import { compareSchemas } from './compare-schemas.ts';

/** backward: what was valid stays valid. forward: what is valid now was valid before. full: both. none: nothing is promised. */
export const compatibilityModes = ['backward', 'forward', 'full'] as const;
export type CompatibilityMode = (typeof compatibilityModes)[number];

/** One change of a contract. */
export interface Change {
  /** `event task-request`, `table orchestration`, … */
  readonly subject: string;
  readonly rule: string;
  readonly verdict: Verdict;
  readonly message: string;
  readonly file: string;
  readonly pointer: string;
  /** Who has to do something, or at least should know. */
  readonly affected: readonly string[];
  /** A value that proves the break, when one was found. */
  readonly counterexample?: unknown;
}

export interface ModelComparison {
  readonly changes: readonly Change[];
  /** The greatest verdict; undefined when nothing changed. */
  readonly verdict: Verdict | undefined;
}

/** Compares two releases of a document. Subjects are matched by their logical names. */
export function compareModels(before: Model, after: Model, mode: CompatibilityMode): ModelComparison {
  const changes = [...messages(before, after, mode), ...agents(before, after, mode), ...entities(before, after), ...resources(before, after)];
  const verdict = (['major', 'minor', 'patch'] as const).find((one) => changes.some((change) => change.verdict === one));
  return { changes, verdict };
}

function* messages(before: Model, after: Model, mode: CompatibilityMode): Generator<Change> {
  const key = (one: Model['messages'][number]): string => `${one.kind} ${one.name}${one.version === 1 ? '' : `.v${one.version}`}`;
  const left = new Map([...before.events, ...before.messages].map((one) => [key(one), one]));
  const right = new Map([...after.events, ...after.messages].map((one) => [key(one), one]));
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
    yield* schemas(subject, before, one, after, other, mode, one.producers, one.consumers);
  }
  for (const [subject, one] of right) {
    if (!left.has(subject)) yield { subject, rule: 'message-added', verdict: 'minor', message: 'it is new', ...placeOf(one.key), affected: [] };
  }
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
    yield* schemas(
      `${subject} output`,
      before,
      one.output,
      after,
      other.output,
      mode === 'backward' ? 'forward' : mode === 'forward' ? 'backward' : mode,
      [one.agentId],
      ['supervisor'],
    );
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
  const comparison = compareSchemas({ schema: { $ref: one.key }, get: before.schemas }, { schema: { $ref: other.key }, get: after.schemas });
  const place = placeOf(other.key);
  for (const { rule, pointer, message } of comparison.backward) {
    yield { subject, rule, verdict: mode === 'forward' ? 'minor' : 'major', message, file: place.file, pointer: place.pointer + pointer, affected: producers };
  }
  for (const { rule, pointer, message } of comparison.forward) {
    yield {
      subject,
      rule: `${rule} (reading back)`,
      verdict: mode === 'backward' ? 'minor' : 'major',
      message: `before the change: ${message}`,
      file: place.file,
      pointer: place.pointer + pointer,
      affected: consumers,
    };
  }
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
    // stored items are old values: they must stay readable whatever the mode
    yield* schemas(subject, before, one, after, other, 'backward', [`items in ${one.table.name}`], [one.table.name]);
  }
}

function* resources(before: Model, after: Model): Generator<Change> {
  const place = { file: after.document, pointer: '' };
  const change = (subject: string, rule: string, verdict: Verdict, message: string, affected: readonly string[] = []): Change => ({
    subject,
    rule,
    verdict,
    message,
    ...place,
    affected,
  });
  const left = before.contracts;
  const right = after.contracts;
  if (left.bus.name !== right.bus.name) yield change('bus', 'bus-renamed', 'major', `was "${left.bus.name}", is "${right.bus.name}"`);
  for (const { kind, old, now } of [
    { kind: 'table', old: left.tables, now: right.tables },
    { kind: 'queue', old: left.queues, now: right.queues },
    { kind: 'rule', old: left.rules, now: right.rules },
    { kind: 'bucket', old: left.buckets, now: right.buckets },
    { kind: 'function', old: left.functions, now: right.functions },
  ]) {
    for (const one of old)
      if (!now.some((other) => other.name === one.name))
        yield change(`${kind} ${one.name}`, `${kind}-removed`, kind === 'function' ? 'minor' : 'major', 'it is gone', [one.name]);
    for (const one of now) if (!old.some((other) => other.name === one.name)) yield change(`${kind} ${one.name}`, `${kind}-added`, 'minor', 'it is new');
  }
  for (const one of left.tables) {
    const other = right.tables.find((table) => table.name === one.name);
    if (other === undefined) continue;
    const subject = `table ${one.name}`;
    if (!same([one.partitionKey, one.sortKey], [other.partitionKey, other.sortKey]))
      yield change(subject, 'table-key-changed', 'major', 'its keys changed: the table would be replaced and its items lost', [one.name]);
    if (one.timeToLiveAttribute !== other.timeToLiveAttribute)
      yield change(
        subject,
        'time-to-live-changed',
        'major',
        `expiry was read from "${one.timeToLiveAttribute ?? 'nothing'}", is read from "${other.timeToLiveAttribute ?? 'nothing'}"`,
        [one.name],
      );
    for (const index of one.indexes) {
      const next = other.indexes.find((candidate) => candidate.name === index.name);
      if (next === undefined) yield change(subject, 'index-removed', 'major', `index "${index.name}" is gone`, [one.name]);
      else if (!same([index.partitionKey, index.sortKey], [next.partitionKey, next.sortKey]))
        yield change(subject, 'index-key-changed', 'major', `index "${index.name}" has other keys: it would be built anew`, [one.name]);
      else if (!same(index.projection, next.projection)) {
        const lost = next.projection !== 'ALL' && (index.projection === 'ALL' || index.projection.some((name) => !next.projection.includes(name)));
        yield change(subject, 'index-projection-changed', lost ? 'major' : 'minor', `index "${index.name}" projects ${lost ? 'less' : 'more'}`, [one.name]);
      }
    }
    for (const index of other.indexes)
      if (!one.indexes.some((candidate) => candidate.name === index.name)) yield change(subject, 'index-added', 'minor', `index "${index.name}" is new`);
  }
  for (const one of left.queues) {
    const other = right.queues.find((queue) => queue.name === one.name);
    if (other === undefined) continue;
    for (const message of one.messages)
      if (!other.messages.includes(message))
        yield change(`queue ${one.name}`, 'queue-message-removed', 'major', `"${message}" may no longer lie on it`, [one.name]);
    for (const field of ['visibilityTimeoutSeconds', 'retentionSeconds', 'redrive', 'isDeadLetterQueue'] as const) {
      if (!same(one[field], other[field]))
        yield change(`queue ${one.name}`, 'queue-setting-changed', 'patch', `${field} was ${JSON.stringify(one[field])}, is ${JSON.stringify(other[field])}`, [
          one.name,
        ]);
    }
  }
  for (const one of left.rules) {
    const other = right.rules.find((rule) => rule.name === one.name);
    if (other === undefined) continue;
    if (!same([one.pattern, one.targetQueue], [other.pattern, other.targetQueue]))
      yield change(`rule ${one.name}`, 'rule-route-changed', 'major', 'it matches or delivers otherwise', [one.targetQueue]);
    else if (!same(one, other))
      yield change(`rule ${one.name}`, 'rule-setting-changed', 'patch', 'its retries or dead-letter queue changed', [one.targetQueue]);
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

import type { Contracts, FunctionContract, QueueContract, RuleContract, TableContract } from '../runtime/contracts.ts';
import type { Change, CompatibilityMode, Verdict } from './change.ts';

/** Tells one change of a resource. */
type Tell = (rule: string, verdict: Verdict, message: string) => Change;

/** Compares what is deployed: bus, tables, queues, rules, buckets and functions, matched by their logical names. What may arrive in addition breaks forward: readers written before do not know it. */
export function* compareContracts(before: Contracts, after: Contracts, mode: CompatibilityMode, document: string): Generator<Change> {
  const forward: Verdict = mode === 'backward' ? 'minor' : 'major';
  const tell =
    (subject: string, ...affected: readonly string[]): Tell =>
    (rule, verdict, message) => ({ subject, rule, verdict, message, file: document, pointer: '', affected });
  if (before.bus.name !== after.bus.name) yield tell('bus')('bus-renamed', 'major', `was "${before.bus.name}", is "${after.bus.name}"`);
  for (const kind of ['table', 'queue', 'rule', 'bucket', 'function'] as const) {
    const old = before[`${kind}s`];
    const now = after[`${kind}s`];
    for (const { name } of old)
      if (!now.some((other) => other.name === name))
        yield tell(`${kind} ${name}`, name)(`${kind}-removed`, kind === 'function' ? 'minor' : 'major', 'it is gone');
    for (const { name } of now) if (!old.some((other) => other.name === name)) yield tell(`${kind} ${name}`)(`${kind}-added`, 'minor', 'it is new');
  }
  for (const [old, now] of pairs(before.tables, after.tables)) yield* table(old, now, tell(`table ${old.name}`, old.name));
  for (const [old, now] of pairs(before.queues, after.queues)) yield* queue(old, now, forward, tell(`queue ${old.name}`, ...readersOf(after, old.name)));
  for (const [old, now] of pairs(before.rules, after.rules)) yield* rule(old, now, forward, tell(`rule ${old.name}`, old.targetQueue));
  for (const [old, now] of pairs(before.buckets, after.buckets)) {
    const told = tell(`bucket ${old.name}`, old.name);
    for (const prefix of old.prefixes)
      if (!now.prefixes.includes(prefix)) yield told('bucket-prefix-removed', 'major', `prefix "${prefix}" is gone; its objects stay`);
    for (const prefix of now.prefixes) if (!old.prefixes.includes(prefix)) yield told('bucket-prefix-added', 'minor', `prefix "${prefix}" is new`);
    for (const prefix of new Set([...Object.keys(old.expireDays), ...Object.keys(now.expireDays)])) {
      const [was, is] = [old.expireDays[prefix], now.expireDays[prefix]];
      if (was === is || !now.prefixes.includes(prefix)) continue;
      const sooner = (is ?? Infinity) < (was ?? Infinity);
      yield told('bucket-expiry-changed', sooner ? 'major' : 'minor', `objects under "${prefix}" were kept ${days(was)}, are kept ${days(is)}`);
    }
  }
  for (const old of before.agents) {
    const now = after.agents.find((one) => one.agentId === old.agentId);
    if (now !== undefined && now.queue !== old.queue)
      yield tell(`agent ${old.agentId}`, old.agentId)('agent-queue-changed', 'major', `its tasks went to queue "${old.queue}", go to "${now.queue}"`);
  }
  for (const [old, now] of pairs(before.functions, after.functions)) yield* functionChanges(old, now, after, tell(`function ${old.name}`, old.name));
}

function* table(old: TableContract, now: TableContract, tell: Tell): Generator<Change> {
  if (!same([old.partitionKey, old.sortKey], [now.partitionKey, now.sortKey]))
    yield tell('table-key-changed', 'major', 'its keys changed: the table would be replaced and its items lost');
  if (old.timeToLiveAttribute !== now.timeToLiveAttribute)
    yield tell(
      'time-to-live-changed',
      'major',
      `expiry was read from "${old.timeToLiveAttribute ?? 'nothing'}", is read from "${now.timeToLiveAttribute ?? 'nothing'}"`,
    );
  for (const index of old.indexes) {
    const next = now.indexes.find((candidate) => candidate.name === index.name);
    if (next === undefined) yield tell('index-removed', 'major', `index "${index.name}" is gone`);
    else if (!same([index.partitionKey, index.sortKey], [next.partitionKey, next.sortKey]))
      yield tell('index-key-changed', 'major', `index "${index.name}" has other keys: it would be built anew`);
    else if (!sameSet(index.projection, next.projection)) {
      const lost = next.projection !== 'ALL' && (index.projection === 'ALL' || index.projection.some((name) => !next.projection.includes(name)));
      yield tell('index-projection-changed', lost ? 'major' : 'minor', `index "${index.name}" projects ${lost ? 'less' : 'more'}: it would be built anew`);
    }
  }
  for (const index of now.indexes) if (!old.indexes.some((one) => one.name === index.name)) yield tell('index-added', 'minor', `index "${index.name}" is new`);
}

function* queue(old: QueueContract, now: QueueContract, forward: Verdict, tell: Tell): Generator<Change> {
  for (const message of old.messages) if (!now.messages.includes(message)) yield tell('queue-message-removed', 'major', `"${message}" may no longer lie on it`);
  for (const message of now.messages)
    if (!old.messages.includes(message)) yield tell('queue-message-added', forward, `"${message}" may lie on it now: its readers must know it first`);
  if (old.redrive !== undefined && now.redrive === undefined)
    yield tell('queue-redrive-removed', 'major', 'a message that cannot be worked on is no longer kept in a dead-letter queue');
  else if (!same(old.redrive, now.redrive)) yield tell('queue-redrive-changed', 'patch', `redrive was ${shown(old.redrive)}, is ${shown(now.redrive)}`);
  if (now.retentionSeconds < old.retentionSeconds)
    yield tell('queue-retention-lowered', 'minor', `messages were kept ${old.retentionSeconds} s, are kept ${now.retentionSeconds} s`);
  else if (now.retentionSeconds > old.retentionSeconds)
    yield tell('queue-retention-raised', 'patch', `messages were kept ${old.retentionSeconds} s, are kept ${now.retentionSeconds} s`);
  if (now.visibilityTimeoutSeconds !== old.visibilityTimeoutSeconds)
    yield tell('queue-visibility-changed', 'patch', `visibility timeout was ${old.visibilityTimeoutSeconds} s, is ${now.visibilityTimeoutSeconds} s`);
}

function* rule(old: RuleContract, now: RuleContract, forward: Verdict, tell: Tell): Generator<Change> {
  if (old.targetQueue !== now.targetQueue) yield tell('rule-target-changed', 'major', `it delivered to "${old.targetQueue}", delivers to "${now.targetQueue}"`);
  for (const field of ['source', 'detail-type'] as const) {
    const lost = old.pattern[field].filter((value) => !now.pattern[field].includes(value));
    const gained = now.pattern[field].filter((value) => !old.pattern[field].includes(value));
    if (lost.length > 0) yield tell('rule-narrowed', 'major', `${field} ${listed(lost)} no longer matches`);
    if (gained.length > 0) yield tell('rule-widened', forward, `${field} ${listed(gained)} matches too`);
  }
  const isLost = old.deadLetterQueue !== '' && now.deadLetterQueue === '';
  if (isLost) yield tell('rule-dead-letter-queue-removed', 'major', 'an event that cannot be delivered is no longer kept in a dead-letter queue');
  for (const field of ['maximumRetryAttempts', 'maximumEventAgeSeconds', 'deadLetterQueue'] as const)
    if (old[field] !== now[field] && !(isLost && field === 'deadLetterQueue'))
      yield tell('rule-setting-changed', 'patch', `${field} was ${shown(old[field])}, is ${shown(now[field])}`);
}

function* functionChanges(old: FunctionContract, now: FunctionContract, after: Contracts, tell: Tell): Generator<Change> {
  const queuesOf = (one: FunctionContract): readonly string[] => (one.trigger.type === 'queues' ? one.trigger.queues : []);
  for (const name of queuesOf(old))
    if (!queuesOf(now).includes(name)) {
      const others = readersOf(after, name);
      yield tell(
        'function-trigger-removed',
        others.length > 0 ? 'minor' : 'major',
        `it no longer reads queue "${name}"${others.length > 0 ? `, ${listed(others)} does` : ', nor does anybody'}`,
      );
    }
  for (const name of queuesOf(now)) if (!queuesOf(old).includes(name)) yield tell('function-trigger-added', 'minor', `it reads queue "${name}" now`);
  if (!same({ ...old.trigger, queues: [] }, { ...now.trigger, queues: [] }))
    yield tell('function-trigger-changed', 'patch', `its trigger was ${shown(old.trigger)}, is ${shown(now.trigger)}`);
  const uses = (one: FunctionContract): readonly string[] => one.uses.map((use) => JSON.stringify(use));
  const gained = uses(now).filter((use) => !uses(old).includes(use));
  const lost = uses(old).filter((use) => !uses(now).includes(use));
  if (gained.length > 0) yield tell('function-permission-added', 'minor', `it may now ${gained.join(', ')}`);
  if (lost.length > 0) yield tell('function-permission-removed', 'patch', `it may no longer ${lost.join(', ')}`);
  for (const field of ['timeoutSeconds', 'memoryMb', 'entry'] as const)
    if (old[field] !== now[field]) yield tell('function-setting-changed', 'patch', `${field} was ${shown(old[field])}, is ${shown(now[field])}`);
}

function readersOf({ functions }: Contracts, queueName: string): readonly string[] {
  return functions.flatMap(({ name, trigger }) => (trigger.type === 'queues' && trigger.queues.includes(queueName) ? [name] : []));
}

function* pairs<T extends { readonly name: string }>(old: readonly T[], now: readonly T[]): Generator<readonly [T, T]> {
  for (const one of old) {
    const other = now.find((candidate) => candidate.name === one.name);
    if (other !== undefined) yield [one, other];
  }
}

function days(count: number | undefined): string {
  return count === undefined ? 'for good' : `${count} days`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}

function sameSet(a: 'ALL' | readonly string[], b: 'ALL' | readonly string[]): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : same([...a].sort(), [...b].sort());
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

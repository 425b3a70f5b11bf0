import type { JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';
import type { Parameter, Protocol } from '../model/protocol.ts';
import type { Change, Verdict } from './change.ts';

type Tell = (rule: string, verdict: Verdict, message: string) => Change;

/**
 * Compares what is neither payload nor route: servers, addresses' parameters, security, bindings, content types. What
 * others relied on and find changed is a break in every mode; only what is allowed in addition is not.
 */
export function* compareProtocols(before: Protocol, after: Protocol, document: string): Generator<Change> {
  const tellOf =
    (subject: string): Tell =>
    (rule, verdict, message) => ({ subject, rule, verdict, message, file: document, pointer: '', affected: [] });

  for (const [id, old] of before.servers) {
    const tell = tellOf(`server ${id}`);
    const now = after.servers.get(id);
    if (now === undefined) {
      yield tell('server-removed', 'major', 'it is gone');
      continue;
    }
    if (old.url !== now.url) yield tell('server-address-changed', 'major', `it was ${old.url}, is ${now.url}`);
    if (old.protocolVersion !== now.protocolVersion)
      yield tell('server-protocol-version-changed', 'major', `its protocol was of version "${old.protocolVersion}", is of "${now.protocolVersion}"`);
    yield* parameterChanges(tell, 'server-variable', old.variables, now.variables);
    yield* securityChanges(tell, old.security, now.security);
    yield* bindingChanges(tell, old.bindings, now.bindings);
  }
  for (const id of after.servers.keys()) if (!before.servers.has(id)) yield tellOf(`server ${id}`)('server-added', 'minor', 'it is new');

  for (const [id, old] of before.channels) {
    const now = after.channels.get(id);
    if (now === undefined) continue;
    const tell = tellOf(`channel ${id}`);
    const [was, is] = [old.servers ?? [...before.servers.keys()], now.servers ?? [...after.servers.keys()]];
    for (const server of was)
      if (!is.includes(server) && after.servers.has(server)) yield tell('channel-server-removed', 'major', `it is no longer on server "${server}"`);
    for (const server of is)
      if (!was.includes(server) && before.servers.has(server)) yield tell('channel-server-added', 'minor', `it is on server "${server}" too`);
    yield* parameterChanges(tell, 'channel-parameter', old.parameters, now.parameters);
    yield* bindingChanges(tell, old.bindings, now.bindings);
  }

  for (const [id, old] of before.operations) {
    const now = after.operations.get(id);
    if (now === undefined) continue;
    const tell = tellOf(`operation ${id}`);
    if (old.replyAddress !== now.replyAddress)
      yield tell('operation-reply-address-changed', 'major', `the address of its reply was at "${old.replyAddress}", is at "${now.replyAddress}"`);
    yield* securityChanges(tell, old.security, now.security);
    yield* bindingChanges(tell, old.bindings, now.bindings);
  }

  for (const [name, old] of before.messages) {
    const now = after.messages.get(name);
    if (now === undefined) continue;
    const tell = tellOf(`message ${name}`);
    if (old.contentType !== now.contentType)
      yield tell('message-content-type-changed', 'major', `its content type was "${old.contentType}", is "${now.contentType}"`);
    if (old.correlation !== now.correlation)
      yield old.correlation === ''
        ? tell('message-correlation-added', 'minor', `its correlation id is at "${now.correlation}" now`)
        : tell('message-correlation-changed', 'major', `its correlation id was at "${old.correlation}", is at "${now.correlation}"`);
    if (old.foreignPayload !== now.foreignPayload)
      yield tell('message-payload-not-comparable', 'major', 'its payload is another one, and no JSON Schema, so nothing is known of what still fits');
    yield* bindingChanges(tell, old.bindings, now.bindings);
  }
}

/** Parts of an address. Which there are is told by the comparison of channels, and by that of a server's host. */
function* parameterChanges(
  tell: Tell,
  kind: 'channel-parameter' | 'server-variable',
  before: ReadonlyMap<string, Parameter>,
  after: ReadonlyMap<string, Parameter>,
): Generator<Change> {
  const word = kind === 'server-variable' ? 'variable' : 'parameter';
  for (const [name, old] of before) {
    const now = after.get(name);
    if (now === undefined) continue;
    const { values } = now;
    const lost = values === undefined ? [] : old.values === undefined ? ['others'] : old.values.filter((value) => !values.includes(value));
    if (lost.length > 0) yield tell(`${kind}-narrowed`, 'major', `${word} "${name}" may no longer be ${lost.join(', ')}`);
    else if (JSON.stringify(old.values) !== JSON.stringify(values)) yield tell(`${kind}-widened`, 'minor', `${word} "${name}" may have other values too`);
    if (old.default === undefined && now.default !== undefined)
      yield tell(`${kind}-default-added`, 'minor', `${word} "${name}" is "${now.default}" unless told`);
    else if (old.default !== now.default)
      yield tell(
        `${kind}-default-changed`,
        'major',
        `${word} "${name}" was "${old.default ?? ''}" unless told, is ${now.default === undefined ? 'asked for' : `"${now.default}"`}`,
      );
    if (old.location !== now.location)
      yield old.location === ''
        ? tell(`${kind}-location-added`, 'minor', `${word} "${name}" is at "${now.location}" in the message now`)
        : tell(
            `${kind}-location-changed`,
            'major',
            `${word} "${name}" was at "${old.location}" in the message, is ${now.location === '' ? 'nowhere' : `at "${now.location}"`}`,
          );
  }
}

/** Each requirement is an alternative: one more is welcome, unless there was none before. */
function* securityChanges(tell: Tell, old: readonly string[], now: readonly string[]): Generator<Change> {
  if (old.length === 0 && now.length > 0) yield tell('security-added', 'major', `it asks for ${now.join(' or ')} now`);
  else if (now.length === 0 && old.length > 0) yield tell('security-removed', 'minor', 'it asks for no security any more');
  else {
    for (const one of old) if (!now.includes(one)) yield tell('security-alternative-removed', 'major', `it no longer takes ${one}`);
    for (const one of now) if (!old.includes(one)) yield tell('security-alternative-added', 'minor', `it takes ${one} too`);
  }
}

function* bindingChanges(tell: Tell, old: JsonObject, now: JsonObject): Generator<Change> {
  for (const protocol of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [was, is] = [old[protocol], now[protocol]];
    if (was === undefined) {
      const asks = isObject(is) && asking.some((part) => is[part] !== undefined);
      yield tell('binding-added', asks ? 'major' : 'minor', `it has a binding to ${protocol} now`);
    } else if (is === undefined) yield tell('binding-removed', 'major', `it has no binding to ${protocol} any more`);
    else {
      const changed = partsThatDiffer(was, is);
      const decisive = changed.filter(
        (part) => !harmless.has(part.split('.').at(-1) ?? '') && !(protocol === 'sqs' && part.split('.').some((word) => comparedAsQueue.has(word))),
      );
      if (decisive.length > 0) yield tell('binding-changed', 'major', `its binding to ${protocol} is another one: ${decisive.join(', ')}`);
      else if (changed.length > 0 && protocol !== 'sqs')
        yield tell('binding-setting-changed', 'patch', `its binding to ${protocol} has other settings: ${changed.join(', ')}`);
    }
  }
}

/** Parts of a binding that ask something of who connects. */
const asking: readonly string[] = ['query', 'headers', 'key', 'method', 'clientId'];

/** What only the broker's operation depends on. */
const harmless: ReadonlySet<string> = new Set([
  'bindingVersion',
  'description',
  'partitions',
  'replicas',
  'keepAlive',
  'maximumPacketSize',
  'retention.ms',
  'retention.bytes',
  'delete.retention.ms',
  'max.message.bytes',
]);

/** Told by the comparison of queues. */
const comparedAsQueue: ReadonlySet<string> = new Set([
  'visibilityTimeout',
  'messageRetentionPeriod',
  'redrivePolicy',
  'delaySeconds',
  'receiveMessageWaitTime',
  'tags',
]);

/** Paths of the values that differ. */
function partsThatDiffer(was: unknown, is: unknown, path: readonly string[] = []): readonly string[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  if (!isObject(was) || !isObject(is)) return [path.length === 0 ? 'all of it' : path.join('.')];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => partsThatDiffer(was[name], is[name], [...path, name]));
}

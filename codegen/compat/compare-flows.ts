import type { Flows, OperationModel } from '../model/flows.ts';
import type { Change, CompatibilityMode, Verdict } from './change.ts';

/**
 * Compares channels and operations, matched by their ids. Who sends to an application is affected by what it receives no
 * longer; who reads from it, by what it sends anew: the one breaks backward, the other forward.
 */
export function* compareFlows(before: Flows, after: Flows, mode: CompatibilityMode, document: string): Generator<Change> {
  const tell = (subject: string, rule: string, verdict: Verdict, message: string, affected: readonly string[] = []): Change => ({
    subject,
    rule,
    verdict,
    message,
    file: document,
    pointer: '',
    affected,
  });
  const breaks = (direction: 'backward' | 'forward'): Verdict => (mode === direction || mode === 'full' ? 'major' : 'minor');
  for (const [id, old] of before.channels) {
    const subject = `channel ${id}`;
    const now = after.channels.get(id);
    if (now === undefined) {
      yield tell(subject, 'channel-removed', 'major', 'it is gone', old.messages);
      continue;
    }
    if (old.address !== now.address)
      yield tell(subject, 'channel-address-changed', 'major', `its address was "${old.address}", is "${now.address}"`, now.messages);
    for (const name of old.parameters)
      if (!now.parameters.includes(name)) yield tell(subject, 'channel-parameter-removed', 'major', `parameter "${name}" is gone`);
    for (const name of now.parameters)
      if (!old.parameters.includes(name)) yield tell(subject, 'channel-parameter-added', 'major', `parameter "${name}" is new, and every address needs it`);
    for (const name of old.messages) if (!now.messages.includes(name)) yield tell(subject, 'channel-message-removed', 'major', `message "${name}" is gone`);
    for (const name of now.messages)
      if (!old.messages.includes(name)) yield tell(subject, 'channel-message-added', breaks('forward'), `message "${name}" is new`);
  }
  for (const id of after.channels.keys()) if (!before.channels.has(id)) yield tell(`channel ${id}`, 'channel-added', 'minor', 'it is new');

  for (const [id, old] of before.operations) {
    const subject = `operation ${id}`;
    const now = after.operations.get(id);
    if (now === undefined) {
      yield tell(subject, 'operation-removed', 'major', `nobody ${old.action === 'send' ? 'sends' : 'receives'} here any more`, old.messages);
      continue;
    }
    if (old.action !== now.action) yield tell(subject, 'operation-action-changed', 'major', `it was "${old.action}", is "${now.action}"`);
    if (old.channel !== now.channel) yield tell(subject, 'operation-channel-changed', 'major', `its channel was "${old.channel}", is "${now.channel}"`);
    if (old.action === now.action) yield* messageChanges(subject, 'operation', now.action, old.messages, now.messages);
    yield* replyChanges(subject, old, now);
  }
  for (const id of after.operations.keys()) if (!before.operations.has(id)) yield tell(`operation ${id}`, 'operation-added', 'minor', 'it is new');

  function* messageChanges(subject: string, what: string, action: 'send' | 'receive', old: readonly string[], now: readonly string[]): Generator<Change> {
    // who waits for it waits in vain, as when the operation is gone; a reply less is one case less for who reads it
    const lost = action === 'receive' ? breaks('backward') : what === 'operation' ? 'major' : 'minor';
    // who was written before does not know it, be it another reader or an older instance of this one
    const gained = breaks('forward');
    for (const name of old)
      if (!now.includes(name))
        yield tell(subject, `${what}-message-removed`, lost, `message "${name}" is no longer ${action === 'send' ? 'sent' : 'received'}`);
    for (const name of now)
      if (!old.includes(name)) yield tell(subject, `${what}-message-added`, gained, `message "${name}" is ${action === 'send' ? 'sent' : 'received'} now`);
  }

  /** A reply goes the other way than its operation. */
  function* replyChanges(subject: string, old: OperationModel, now: OperationModel): Generator<Change> {
    if (old.reply === undefined && now.reply === undefined) return;
    if (old.reply === undefined) yield tell(subject, 'operation-reply-added', 'minor', 'it has a reply now');
    else if (now.reply === undefined) yield tell(subject, 'operation-reply-removed', 'major', 'it has no reply any more');
    else {
      if (old.reply.channel !== now.reply.channel)
        yield tell(subject, 'operation-reply-channel-changed', 'major', `replies came on "${old.reply.channel}", come on "${now.reply.channel}"`);
      yield* messageChanges(subject, 'operation-reply', now.action === 'send' ? 'receive' : 'send', old.reply.messages, now.reply.messages);
    }
  }
}

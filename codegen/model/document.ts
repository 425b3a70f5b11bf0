import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer, valueAt } from '../load/pointer.ts';
import type { SourceSet } from '../load/source-set.ts';
import { draftOfFormat } from './draft.ts';
import { isObject, listOf, objectAt, stringOf, type JsonObject } from './json.ts';
import { keyOf, placeOf, type SchemaKey } from './schema.ts';
import type { Location } from './schema-index.ts';
import type { SchemaStore } from './schema-store.ts';

/** The AsyncAPI document with references of its own structure followed; schemas stay where they are. */
export interface DocumentModel {
  readonly root: JsonObject;
  readonly channels: readonly ChannelNode[];
  readonly operations: readonly OperationNode[];
  readonly messages: readonly MessageNode[];
}

export interface Node {
  readonly id: string;
  readonly location: Location;
  readonly value: JsonObject;
}

export interface ChannelNode extends Node {
  readonly messages: readonly MessageNode[];
}

export interface OperationNode extends Node {
  readonly action: 'send' | 'receive';
  readonly channel: ChannelNode;
  /** All of the channel's when the operation names none. */
  readonly messages: readonly MessageNode[];
  /** What comes back; its channel is undefined when only the sender's own address says where. */
  readonly reply?: { readonly channel: ChannelNode | undefined; readonly messages: readonly MessageNode[] };
}

export interface MessageNode extends Node {
  /** Undefined when there is none, or when it is not JSON Schema. */
  readonly payload?: SchemaKey;
}

/** Reads the document. Whatever is broken is reported and left out. */
export function readDocument(sources: SourceSet, store: SchemaStore): DocumentModel {
  const file = sources.root.path;
  const report = (one: Diagnostic): void => void store.diagnostics.push(one);
  const data = sources.root.data;
  if (!isObject(data)) {
    report(diagnostic('document-structure', { file, pointer: '' }, 'the document must be an object'));
    return { root: {}, channels: [], operations: [], messages: [] };
  }
  const version = stringOf(data['asyncapi']);
  if (!/^3\.\d+\.\d+/.test(version)) {
    const told = data['asyncapi'];
    const found =
      told === undefined ? 'there is no "asyncapi" field' : typeof told === 'number' ? `"asyncapi" is the number ${told}` : `"asyncapi" is "${version}"`;
    const hint = typeof told === 'number' && Math.floor(told) === 3 ? 'A version is text of three parts: write "3.0.0".' : undefined;
    report(diagnostic('document-version', { file, pointer: told === undefined ? '' : '/asyncapi' }, `${found}, expected 3.0.0 or later`, hint));
    return { root: data, channels: [], operations: [], messages: [] };
  }

  for (const path of [['channels'], ['operations'], ['servers'], ['components'], ['components', 'messages'], ['components', 'schemas']])
    kindOf({ file, pointer: '' }, data, 'object', ...path);
  const messages = new Map<string, MessageNode>();
  const channelNodes = new Map<string, ChannelNode>();
  for (const id of Object.keys(objectAt(data, 'components', 'messages'))) message(id, { file, pointer: appendPointer('/components/messages', id) });
  const channels = Object.keys(objectAt(data, 'channels')).flatMap((id) => channel(id, { file, pointer: appendPointer('/channels', id) }) ?? []);
  const operations = Object.keys(objectAt(data, 'operations')).flatMap((id) => operation(id, { file, pointer: appendPointer('/operations', id) }) ?? []);
  return { root: data, channels, operations, messages: [...messages.values()] };

  /** Follows `$ref`s of the document's structure to where the thing stands. */
  function follow(from: Location, limit = 32): { location: Location; value: JsonObject } | undefined {
    const value = valueAt(sources.files.get(from.file)?.data, from.pointer);
    if (!isObject(value)) {
      const hint = from.pointer.endsWith('/$ref') ? '"$ref" stands where a name is expected: indent it below the name that it belongs to.' : undefined;
      report(diagnostic('document-structure', from, 'expected an object', hint));
      return undefined;
    }
    if (typeof value['$ref'] !== 'string') return { location: from, value };
    const target = store.resolve(value['$ref'], from);
    if (target === undefined) return undefined;
    if (limit === 0) {
      report(diagnostic('ref-unresolved', from, `"${value['$ref']}" leads back to itself`));
      return undefined;
    }
    return follow(target, limit - 1);
  }

  /** Reports a part that is there and of another kind: read as empty, it would be left out without a word. */
  function kindOf(at: Location, holder: JsonObject, kind: 'object' | 'list', ...path: readonly string[]): void {
    const value = valueAt(holder, appendPointer('', ...path));
    if (value === undefined || (kind === 'object' ? isObject(value) : Array.isArray(value))) return;
    const place = { file: at.file, pointer: appendPointer(at.pointer, ...path) };
    report(diagnostic('document-structure', place, `"${path.at(-1) ?? ''}" must be ${kind === 'object' ? 'an object' : 'a list'}`));
  }

  function channel(id: string, from: Location): ChannelNode | undefined {
    const found = follow(from);
    if (found === undefined) return undefined;
    const key = keyOf(found.location.file, found.location.pointer);
    const known = channelNodes.get(key);
    if (known !== undefined) return known;
    kindOf(found.location, found.value, 'object', 'messages');
    const nodes = Object.keys(objectAt(found.value, 'messages')).flatMap(
      (name) => message(name, { file: found.location.file, pointer: appendPointer(found.location.pointer, 'messages', name) }) ?? [],
    );
    const node = { id, ...found, messages: nodes };
    channelNodes.set(key, node);
    return node;
  }

  function message(id: string, from: Location): MessageNode | undefined {
    const found = follow(from);
    if (found === undefined) return undefined;
    const key = keyOf(found.location.file, found.location.pointer);
    const known = messages.get(key);
    if (known !== undefined) return known;
    const payload = payloadOf(found.location, found.value);
    const node: MessageNode = { id, ...found, ...(payload !== undefined && { payload }) };
    messages.set(key, node);
    return node;
  }

  /** The schema itself: inside a multi-format object it stands one level deeper. */
  function payloadOf(location: Location, value: JsonObject): SchemaKey | undefined {
    if (value['payload'] === undefined) return undefined;
    const own = keyOf(location.file, appendPointer(location.pointer, 'payload'));
    let at: Location = placeOf(own);
    let schema = value['payload'];
    for (let hops = 0; hops < 32 && isObject(schema) && typeof schema['$ref'] === 'string'; hops += 1) {
      const target = store.resolve(schema['$ref'], at);
      if (target === undefined) return undefined;
      const next = valueAt(sources.files.get(target.file)?.data, target.pointer);
      if (!isObject(next) || typeof next['schemaFormat'] !== 'string') break;
      at = target;
      schema = next;
    }
    if (!isObject(schema) || schema['schemaFormat'] === undefined) return keyOf(at.file, at.pointer);
    if (typeof schema['schemaFormat'] !== 'string') {
      report(diagnostic('document-structure', { file: at.file, pointer: appendPointer(at.pointer, 'schemaFormat') }, '"schemaFormat" must be a string'));
      return undefined;
    }
    const draft = draftOfFormat(schema['schemaFormat']);
    if (draft === undefined) {
      report(
        diagnostic(
          'schema-format',
          { file: at.file, pointer: appendPointer(at.pointer, 'schemaFormat') },
          `"${schema['schemaFormat']}" is not JSON Schema: no code is generated for this payload`,
        ),
      );
      return undefined;
    }
    const key = keyOf(at.file, appendPointer(at.pointer, 'schema'));
    store.declareDraft(key, draft);
    if (at.pointer === placeOf(own).pointer && at.file === location.file) return key;
    // several messages may share it, and each has a type of its own
    store.declareAlias(own, key);
    return own;
  }

  function operation(id: string, from: Location): OperationNode | undefined {
    const found = follow(from);
    if (found === undefined) return undefined;
    const action = found.value['action'];
    if (action !== 'send' && action !== 'receive') {
      report(
        diagnostic(
          'document-structure',
          { file: found.location.file, pointer: appendPointer(found.location.pointer, 'action') },
          '"action" must be "send" or "receive"',
        ),
      );
      return undefined;
    }
    const at = { file: found.location.file, pointer: appendPointer(found.location.pointer, 'channel') };
    const target = channel(id, at);
    if (target === undefined) return undefined;
    kindOf(found.location, found.value, 'list', 'messages');
    kindOf(found.location, found.value, 'object', 'reply');
    const named = listOf(found.value['messages']).flatMap(
      (_, index) => message(id, { file: at.file, pointer: appendPointer(found.location.pointer, 'messages', index) }) ?? [],
    );
    const answer = replyOf(found);
    return {
      id,
      ...found,
      action,
      channel: target,
      messages: found.value['messages'] === undefined ? target.messages : named,
      ...(answer !== undefined && { reply: answer }),
    };
  }

  function replyOf(holder: { location: Location; value: JsonObject }): OperationNode['reply'] {
    if (!isObject(holder.value['reply'])) return undefined;
    const found = follow({ file: holder.location.file, pointer: appendPointer(holder.location.pointer, 'reply') });
    if (found === undefined) return undefined;
    const place = (...segments: readonly (string | number)[]): Location => ({
      file: found.location.file,
      pointer: appendPointer(found.location.pointer, ...segments),
    });
    kindOf(found.location, found.value, 'list', 'messages');
    const target = found.value['channel'] === undefined ? undefined : channel('reply', place('channel'));
    const named = listOf(found.value['messages']).flatMap((_, index) => message('reply', place('messages', index)) ?? []);
    return { channel: target, messages: found.value['messages'] === undefined ? (target?.messages ?? []) : named };
  }
}

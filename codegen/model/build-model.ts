import { diagnostic, type Diagnostic } from '../diagnostics.ts';
import { appendPointer, valueAt } from '../load/pointer.ts';
import type { SourceSet } from '../load/source-set.ts';
import { buildContracts } from './contracts.ts';
import { declareTypes, type DeclaredRoot } from './declarations.ts';
import { readDocument, type ChannelNode, type DocumentModel, type MessageNode } from './document.ts';
import { buildFlows } from './flows.ts';
import { toCamelCase, toKebabCase, toPascalCase, uniqueName } from './identifier.ts';
import { isObject, listOf, objectAt, stringOf, type JsonObject } from './json.ts';
import type { AgentModel, EntityModel, EventModel, MessageModel, Model, QueueModel, RootModel } from './model.ts';
import { plainSchema } from './plain-schema.ts';
import { buildProtocol } from './protocol.ts';
import { keyOf, placeOf, type Schema, type SchemaKey } from './schema.ts';
import { SchemaStore } from './schema-store.ts';

export interface BuiltModel {
  readonly model: Model;
  readonly document: DocumentModel;
  readonly diagnostics: readonly Diagnostic[];
}

/** Builds the contract model of a document: reads it, names everything, relates messages to channels and functions. */
export function buildModel(sources: SourceSet): BuiltModel {
  const store = new SchemaStore(sources);
  const document = readDocument(sources, store);
  const root = document.root;

  const named = nameMessages(document, store);
  const entities = extensionFiles(root['x-tables'], 'x-tables', sources, store).map(({ key, value }) => ({ key, value, root: ownRoot(key, value) }));
  const agents = extensionFiles(root['x-agents'], 'x-agents', sources, store).map(({ key, value }) => ({ key, value, ...agentRoots(key, value) }));
  const contracts = buildContracts(document, entities, agents, (key) => plainSchema(sources, store, key));

  const declared: DeclaredRoot[] = [
    ...named.map(({ root: one }) => one),
    ...entities.map(({ root: one }) => one),
    ...agents.flatMap(({ input, output }) => [input, output]),
  ];
  const declarations = declareTypes(declared, store);
  const rootModel = (one: DeclaredRoot): RootModel => {
    const typeName = declarations.byKey.get(one.key)?.name ?? one.name;
    return { key: one.key, typeName, parserName: `parse${typeName}`, module: one.module };
  };

  const messages: MessageModel[] = [];
  const events: EventModel[] = [];
  const eventById = new Map<string, EventModel>();
  for (const { node, root: one, name, channel } of named) {
    const base = {
      ...rootModel(one),
      name,
      version: versionOf(one.module),
      description: stringOf(node.value['summary']) || descriptionOf(store.get(one.key)),
      ...kindConstantOf(store.get(one.key)),
      ...partiesOf(document, node),
    };
    if (channel === undefined) messages.push({ ...base, kind: 'message' });
    else {
      const bridge = objectAt(channel.value, 'x-eventbridge');
      // A version is declared after the one that it supersedes; the rule "supersedes" says so when it is not.
      const older = eventById.get(stringOf(node.value['x-supersedes']));
      const event: EventModel = {
        ...base,
        kind: 'event',
        messageId: node.id,
        source: stringOf(bridge['source']),
        detailType: stringOf(bridge['detailType']),
        descriptorName: events.some((other) => other.name === name) ? `${toCamelCase(name)}V${base.version}` : toCamelCase(name),
        ...(older !== undefined && { supersedes: older }),
      };
      events.push(event);
      eventById.set(node.id, event);
    }
  }

  const names = new Set(named.map(({ name }) => name));
  // a message without payload is none of those that are called like it
  const nameOf = (node: MessageNode): string =>
    named.find((one) => one.node === node)?.name ?? (names.has(node.id) ? `${node.id} (without a payload)` : node.id);
  const model: Model = {
    title: stringOf(objectAt(root, 'info')['title'], 'Untitled'),
    version: stringOf(objectAt(root, 'info')['version'], '0.0.0'),
    description: stringOf(objectAt(root, 'info')['description']),
    document: sources.root.path,
    modules: declarations.modules,
    declarations: declarations.byKey,
    schemas: (key) => store.get(key),
    events,
    messages,
    entities: entities.flatMap(({ value, root: one }) => entityModel(value, rootModel(one), contracts.tables, contracts.service)),
    agents: agents.map(({ value, input, output, module }): AgentModel => {
      const agent = objectAt(value, 'x-agent');
      return { agentId: stringOf(agent['agentId']), description: stringOf(agent['description']), module, input: rootModel(input), output: rootModel(output) };
    }),
    queues: queueModels(document, named, events, messages),
    contracts,
    flows: buildFlows(document, nameOf),
    protocol: () => buildProtocol(document, sources, store, nameOf),
    dropUnknown: root['x-unknown-fields'] === 'drop',
    assertFormats: root['x-formats'] === 'assert',
  };
  return { model, document, diagnostics: store.diagnostics };
}

interface NamedMessage {
  readonly node: MessageNode;
  readonly root: DeclaredRoot;
  readonly name: string;
  /** The bus channel that it travels on, if it does. */
  readonly channel: ChannelNode | undefined;
}

/**
 * A payload in a file below events/ or messages/ is named by its title and lives where the file lives; every
 * other message is named by its id, qualified by its channel when that name is taken.
 */
function nameMessages(document: DocumentModel, store: SchemaStore): readonly NamedMessage[] {
  const taken = new Set<string>();
  const used = new Set<SchemaKey>();
  return document.messages.flatMap((node): NamedMessage[] => {
    if (node.payload === undefined) return [];
    const carriers = document.channels.filter((channel) => channel.messages.includes(node));
    const channel = carriers.find((one) => isObject(one.value['x-eventbridge']));
    const target = aliasTarget(store, node.payload);
    const { file, pointer } = placeOf(target);
    const own = pointer === '' && /^(events|messages)\//.test(file) && !used.has(target);
    used.add(target);
    const id = own ? titleOf(store.get(target)) : undefined;
    const titled = toPascalCase(id ?? node.id);
    const wished = own && versionOf(modulePath(file)) > 1 && taken.has(titled.toLowerCase()) ? `${titled}V${versionOf(modulePath(file))}` : titled;
    const qualified = toPascalCase(`${carriers[0]?.id ?? 'message'} ${node.id}`);
    const typeName = uniqueName(taken.has(wished.toLowerCase()) ? qualified : wished, taken);
    const module = own ? modulePath(file) : `${channel === undefined ? 'messages' : 'events'}/${toKebabCase(typeName)}`;
    return [{ node, channel, name: own ? moduleName(module) : toKebabCase(typeName), root: { key: own ? target : node.payload, name: typeName, module } }];
  });
}

function aliasTarget(store: SchemaStore, key: SchemaKey): SchemaKey {
  let current = key;
  for (let hops = 0; hops < 32; hops += 1) {
    const schema = store.get(current);
    if (typeof schema === 'boolean' || schema.$ref === undefined || Object.keys(schema).some((keyword) => keyword !== '$ref' && keyword !== 'description'))
      break;
    current = schema.$ref;
  }
  return current;
}

function extensionFiles(list: unknown, keyword: string, sources: SourceSet, store: SchemaStore): readonly { key: SchemaKey; value: JsonObject }[] {
  return listOf(list).flatMap((item, index) => {
    const at = { file: sources.root.path, pointer: appendPointer('', keyword, index) };
    const target = isObject(item) && typeof item['$ref'] === 'string' ? store.resolve(item['$ref'], at) : at;
    if (target === undefined) return [];
    const value = valueAt(sources.files.get(target.file)?.data, target.pointer);
    if (isObject(value)) return [{ key: keyOf(target.file, target.pointer), value }];
    store.diagnostics.push(diagnostic('document-structure', at, `each entry of "${keyword}" must be a schema or a "$ref" to one`));
    return [];
  });
}

function ownRoot(key: SchemaKey, value: JsonObject): DeclaredRoot {
  const name = toPascalCase(stringOf(value['title']) || stringOf(objectAt(value, 'x-table')['entity']));
  const { file, pointer } = placeOf(key);
  return { key, name, module: pointer === '' ? modulePath(file) : `tables/${toKebabCase(name)}` };
}

function agentRoots(key: SchemaKey, value: JsonObject): { module: string; input: DeclaredRoot; output: DeclaredRoot } {
  const { file, pointer } = placeOf(key);
  const agentId = stringOf(objectAt(value, 'x-agent')['agentId']);
  const module = pointer === '' ? modulePath(file) : `agents/${toKebabCase(agentId)}`;
  const part = (name: 'input' | 'output'): DeclaredRoot => ({
    key: keyOf(file, appendPointer(pointer, 'properties', name)),
    name: toPascalCase(stringOf(objectAt(value, 'properties', name)['title']) || `${agentId}-${name}`),
    module,
  });
  return { module, input: part('input'), output: part('output') };
}

function entityModel(value: JsonObject, root: RootModel, tables: Model['contracts']['tables'], service: string): readonly EntityModel[] {
  const extension = objectAt(value, 'x-table');
  const table = tables.find((one) => one.name === extension['table']);
  if (table === undefined) return [];
  const keyed = listOf(extension['indexes']).map((item) => objectAt(item)['name']);
  return [
    {
      ...root,
      entity: stringOf(extension['entity']),
      table: { ...table, indexes: table.indexes.filter((index) => keyed.includes(index.name)) },
      modelFunction: `create${root.typeName}Model`,
      service,
    },
  ];
}

function queueModels(
  document: DocumentModel,
  named: readonly NamedMessage[],
  events: readonly EventModel[],
  messages: readonly MessageModel[],
): readonly QueueModel[] {
  return document.channels.flatMap((channel) => {
    const queue = objectAt(channel.value, 'bindings', 'sqs', 'queue');
    if (typeof queue['name'] !== 'string') return [];
    const keys = new Set(named.filter(({ node }) => channel.messages.includes(node)).map(({ root }) => root.key));
    return [{ name: queue['name'], events: events.filter((one) => keys.has(one.key)), messages: messages.filter((one) => keys.has(one.key)) }];
  });
}

function partiesOf(document: DocumentModel, node: MessageNode): { producers: readonly string[]; consumers: readonly string[] } {
  const parties = (action: 'send' | 'receive'): readonly string[] =>
    [...new Set(document.operations.filter((one) => one.action === action && one.messages.includes(node)).map((one) => stringOf(one.value['x-function'])))]
      .filter((name) => name !== '')
      .sort();
  return { producers: parties('send'), consumers: parties('receive') };
}

function kindConstantOf(schema: Schema): { kindConstant?: string } {
  const kind = typeof schema === 'object' ? schema.properties?.['kind'] : undefined;
  return typeof kind === 'object' && typeof kind.const === 'string' ? { kindConstant: kind.const } : {};
}

function modulePath(file: string): string {
  return file.replace(/\.(json|ya?ml)$/i, '');
}

/** `events/task-request.v1` → `task-request` */
function moduleName(module: string): string {
  return module.slice(module.lastIndexOf('/') + 1).replace(/\.v\d+$/, '');
}

function versionOf(module: string): number {
  return Number(/\.v(\d+)$/.exec(module)?.[1] ?? 1);
}

function titleOf(schema: Schema): string | undefined {
  return typeof schema === 'object' ? schema.title : undefined;
}

function descriptionOf(schema: Schema): string {
  return typeof schema === 'object' ? (schema.description ?? '') : '';
}

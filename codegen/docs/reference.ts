/** The reference as data: what its pages and the console show. */
import type { AgentModel, EntityModel, EventModel, MessageModel, Model, RootModel } from '../model/model.ts';
import { isSchemaObject } from '../model/schema.ts';
import type { BucketContract, FunctionContract, IndexContract, KeyAttribute, QueueContract, RuleContract } from '../runtime/contracts.ts';
import { fieldsOf, type Field } from './field.ts';

export interface Reference {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly events: readonly EventPage[];
  readonly messages: readonly MessagePage[];
  readonly tables: readonly TablePage[];
  readonly agents: readonly AgentPage[];
  readonly functions: readonly FunctionContract[];
  readonly queues: readonly QueueContract[];
  readonly rules: readonly RuleContract[];
  readonly buckets: readonly BucketContract[];
}

/** A schema, field by field. */
export interface SchemaPage {
  /** Name of the type in generated code. */
  readonly type: string;
  readonly description: string;
  readonly fields: readonly Field[];
  readonly examples: readonly unknown[];
}

export interface MessagePage extends SchemaPage {
  readonly name: string;
  readonly schemaVersion: number;
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  /** Queues that it may lie on. */
  readonly queues: readonly string[];
}

export interface EventPage extends MessagePage {
  readonly source: string;
  readonly detailType: string;
  /** Version that consumers still read as this one. */
  readonly supersedes?: number;
}

export interface TablePage {
  readonly name: string;
  readonly description: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  readonly timeToLiveAttribute?: string;
  readonly entities: readonly (SchemaPage & { readonly entity: string })[];
  /** What it is read and written by, and how. */
  readonly access: readonly Access[];
}

export interface Access {
  /** `primary`, or the index. */
  readonly index: string;
  readonly keys: readonly string[];
  readonly projection: 'ALL' | readonly string[];
  readonly users: readonly { readonly name: string; readonly actions: readonly string[] }[];
}

export interface AgentPage {
  readonly agentId: string;
  readonly description: string;
  readonly input: SchemaPage;
  readonly output: SchemaPage;
}

export function buildReference(model: Model): Reference {
  const { contracts } = model;
  return {
    title: model.title,
    version: model.version,
    description: model.description,
    events: model.events.map((event) => eventPage(model, event)),
    messages: model.messages.map((message) => messagePage(model, message)),
    tables: contracts.tables.map((table) => ({
      name: table.name,
      description: table.description,
      partitionKey: table.partitionKey,
      ...(table.sortKey !== undefined && { sortKey: table.sortKey }),
      ...(table.timeToLiveAttribute !== undefined && { timeToLiveAttribute: table.timeToLiveAttribute }),
      entities: model.entities.filter((entity) => entity.table.name === table.name).map((entity) => ({ ...schemaPage(model, entity), entity: entity.entity })),
      access: [
        accessOf(model, table.name, undefined, [table.partitionKey, ...(table.sortKey === undefined ? [] : [table.sortKey])]),
        ...table.indexes.map((index) => accessOf(model, table.name, index, [index.partitionKey, ...(index.sortKey === undefined ? [] : [index.sortKey])])),
      ],
    })),
    agents: model.agents.map((agent) => agentPage(model, agent)),
    functions: contracts.functions,
    queues: contracts.queues,
    rules: contracts.rules,
    buckets: contracts.buckets,
  };
}

function schemaPage(model: Model, { key, typeName }: RootModel | EntityModel): SchemaPage {
  const schema = model.schemas(key);
  return {
    type: typeName,
    description: isSchemaObject(schema) ? (schema.description ?? '') : '',
    fields: fieldsOf(schema, model.schemas),
    examples: isSchemaObject(schema) ? (schema.examples ?? []) : [],
  };
}

function messagePage(model: Model, message: MessageModel): MessagePage {
  return {
    ...schemaPage(model, message),
    name: message.name,
    schemaVersion: message.version,
    producers: message.producers,
    consumers: message.consumers,
    queues: model.queues.filter((queue) => [...queue.events, ...queue.messages].some((one) => one.key === message.key)).map(({ name }) => name),
  };
}

function eventPage(model: Model, event: EventModel): EventPage {
  return {
    ...messagePage(model, event),
    source: event.source,
    detailType: event.detailType,
    ...(event.supersedes !== undefined && { supersedes: event.supersedes.version }),
  };
}

function agentPage(model: Model, { agentId, description, input, output }: AgentModel): AgentPage {
  return { agentId, description, input: schemaPage(model, input), output: schemaPage(model, output) };
}

function accessOf(model: Model, table: string, index: IndexContract | undefined, keys: readonly KeyAttribute[]): Access {
  const users = model.contracts.functions.flatMap(({ name, uses }) => {
    const actions = uses.flatMap((use) => (use.type === 'table' && use.table === table && use.index === index?.name ? use.actions : []));
    return actions.length === 0 ? [] : [{ name, actions: [...new Set(actions)] }];
  });
  return { index: index?.name ?? 'primary', keys: keys.map(({ name }) => name), projection: index?.projection ?? 'ALL', users };
}

import type { Flows } from './flows.ts';
import type { Protocol } from './protocol.ts';
import type { Contracts, TableContract } from '../runtime/contracts.ts';
import type { Schema, SchemaKey } from './schema.ts';

/** Everything that emitters need, every name decided. Plain data but for `schemas`. */
export interface Model {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Path of the root document below the schema folder. */
  readonly document: string;
  readonly modules: readonly TypeModule[];
  /** By key of the declared schema. */
  readonly declarations: ReadonlyMap<SchemaKey, Declaration>;
  /** Canonical schema of every key that a declaration refers to. */
  readonly schemas: (key: SchemaKey) => Schema;
  readonly events: readonly EventModel[];
  readonly messages: readonly MessageModel[];
  readonly entities: readonly EntityModel[];
  readonly agents: readonly AgentModel[];
  readonly queues: readonly QueueModel[];
  readonly contracts: Contracts;
  readonly flows: Flows;
  /** Made when asked for. */
  readonly protocol: () => Protocol;
  /** Unknown properties of closed objects are dropped before validation (`x-unknown-fields: drop`). */
  readonly dropUnknown: boolean;
  /** `format` is asserted (`x-formats: assert`); otherwise it is an annotation, as JSON Schema says. */
  readonly assertFormats: boolean;
}

/** One file of types. `path` is below the output folder, without extension. */
export interface TypeModule {
  readonly path: string;
  /** Source files, for the header. */
  readonly source: string;
  readonly declarations: readonly Declaration[];
}

export interface Declaration {
  readonly key: SchemaKey;
  readonly name: string;
  readonly module: string;
}

/** A root that is validated: a type and its parse function. */
export interface RootModel {
  readonly key: SchemaKey;
  readonly typeName: string;
  /** `parseTaskRequest` */
  readonly parserName: string;
  readonly module: string;
}

/** A message of the document. */
export interface MessageModel extends RootModel {
  /** Logical name, `task-request`. */
  readonly name: string;
  readonly kind: 'event' | 'message';
  readonly version: number;
  readonly description: string;
  /** Value of its `kind` property when that is a constant. */
  readonly kindConstant?: string;
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
}

/** A message that travels on the bus. */
export interface EventModel extends MessageModel {
  readonly kind: 'event';
  readonly source: string;
  readonly detailType: string;
  /** `taskRequest`, the exported descriptor. */
  readonly descriptorName: string;
  /** Key of its message in the document. */
  readonly messageId: string;
  /** The version before; consumers read it as this one, through an upcaster. */
  readonly supersedes?: EventModel;
}

export interface QueueModel {
  readonly name: string;
  readonly events: readonly EventModel[];
  readonly messages: readonly MessageModel[];
}

export interface EntityModel extends RootModel {
  /** ElectroDB entity name. */
  readonly entity: string;
  readonly table: TableContract;
  readonly modelFunction: string;
  /** ElectroDB service name: the document's. */
  readonly service: string;
}

export interface AgentModel {
  readonly agentId: string;
  readonly module: string;
  readonly description: string;
  readonly input: RootModel;
  readonly output: RootModel;
}

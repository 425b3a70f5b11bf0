import type {
  AgentContract,
  Contracts,
  EnvironmentValue,
  EventContract,
  FunctionContract,
  IndexContract,
  KeyAttribute,
  QueueContract,
  RuleContract,
  TableAction,
  TableContract,
  Trigger,
  Use,
} from '../runtime/contracts.ts';
import type { DocumentModel } from './document.ts';
import { toKebabCase, toUpperSnakeCase } from './identifier.ts';
import { isObject, listOf, numberOf, objectAt, stringOf, stringsOf, type JsonObject } from './json.ts';
import { placeOf, type SchemaKey } from './schema.ts';
import { appendPointer } from '../load/pointer.ts';
import { keyOf } from './schema.ts';

interface ExtensionSchema {
  readonly key: SchemaKey;
  readonly value: JsonObject;
}

/** The plain-data contracts of a document. The dialect's meta-schema has vouched for the extensions' shape before anything is written. */
export function buildContracts(
  document: DocumentModel,
  entities: readonly ExtensionSchema[],
  agents: readonly ExtensionSchema[],
  plain: (key: SchemaKey) => JsonObject,
): Contracts {
  const root = document.root;
  const bus = Object.values(objectAt(root, 'servers'))
    .map((server) => objectAt(server, 'x-eventbridge')['bus'])
    .find((name) => typeof name === 'string');
  return {
    service: stringOf(bus, toKebabCase(stringOf(objectAt(root, 'info')['title'], 'service'))),
    bus: { name: stringOf(bus) },
    queues: queues(document),
    tables: tables(entities),
    rules: rules(document),
    buckets: Object.entries(objectAt(root, 'x-buckets')).map(([name, bucket]) => ({
      name,
      description: stringOf(objectAt(bucket)['description']),
      prefixes: stringsOf(objectAt(bucket)['prefixes']),
      expireDays: objectAt(bucket, 'expireDays') as Readonly<Record<string, number>>,
    })),
    functions: Object.entries(objectAt(root, 'x-functions')).map(([name, value]) => functionContract(name, objectAt(value), document)),
    events: events(document),
    agents: agents.map(({ key, value }) => agentContract(key, value, plain)),
  };
}

function queues(document: DocumentModel): readonly QueueContract[] {
  const found = new Map<string, QueueContract>();
  const deadLetters = new Set<string>();
  for (const channel of document.channels) {
    const binding = objectAt(channel.value, 'bindings', 'sqs');
    const messages = channel.messages.map(messageName);
    const description = stringOf(channel.value['description']) || stringOf(channel.value['summary']);
    for (const part of ['queue', 'deadLetterQueue'] as const) {
      const queue = objectAt(binding, part);
      const name = queue['name'];
      if (typeof name !== 'string') continue;
      const redrive = objectAt(queue, 'redrivePolicy');
      const target = objectAt(redrive, 'deadLetterQueue')['name'];
      if (part === 'deadLetterQueue') deadLetters.add(name);
      if (found.has(name) && part === 'deadLetterQueue') continue;
      found.set(name, {
        name,
        description: part === 'queue' ? description : `Dead letters of ${stringOf(objectAt(binding, 'queue')['name'])}.`,
        visibilityTimeoutSeconds: numberOf(queue['visibilityTimeout'], 30),
        retentionSeconds: numberOf(queue['messageRetentionPeriod'], 345_600),
        ...(typeof target === 'string' && { redrive: { deadLetterQueue: target, maxReceiveCount: numberOf(redrive['maxReceiveCount'], 10) } }),
        isDeadLetterQueue: part === 'deadLetterQueue',
        // several channels may lie on one queue
        messages: [...new Set([...(found.get(name)?.messages ?? []), ...messages])],
      });
    }
  }
  return [...found.values()].map((queue) => (deadLetters.has(queue.name) ? { ...queue, isDeadLetterQueue: true } : queue));
}

function tables(entities: readonly ExtensionSchema[]): readonly TableContract[] {
  const found = new Map<string, TableContract>();
  for (const { value } of entities) {
    const extension = objectAt(value, 'x-table');
    const name = stringOf(extension['table']);
    const sortKey = extension['sortKey'];
    const timeToLive = extension['timeToLive'];
    const known = found.get(name);
    const indexes = listOf(extension['indexes']).map((item) => indexContract(objectAt(item), value));
    found.set(name, {
      name,
      description: known?.description ?? stringOf(value['description']),
      partitionKey: known?.partitionKey ?? keyAttribute(stringOf(extension['partitionKey']), value),
      ...(typeof sortKey === 'string' && { sortKey: keyAttribute(sortKey, value) }),
      indexes: [...(known?.indexes ?? []), ...indexes.filter((index) => known?.indexes.every((one) => one.name !== index.name) ?? true)],
      ...(typeof timeToLive === 'string'
        ? { timeToLiveAttribute: timeToLive }
        : known?.timeToLiveAttribute !== undefined && { timeToLiveAttribute: known.timeToLiveAttribute }),
      entities: [...(known?.entities ?? []), stringOf(extension['entity'])],
    });
  }
  return [...found.values()];
}

function indexContract(index: JsonObject, schema: JsonObject): IndexContract {
  const projection = index['projection'];
  const partitionKey = stringOf(index['partitionKey']);
  const sortKey = index['sortKey'];
  const extension = objectAt(schema, 'x-table');
  const keys = new Set([partitionKey, sortKey, extension['partitionKey'], extension['sortKey']]);
  return {
    name: stringOf(index['name']),
    partitionKey: keyAttribute(partitionKey, schema),
    ...(typeof sortKey === 'string' && { sortKey: keyAttribute(sortKey, schema) }),
    // DynamoDB always projects the table's and the index's keys and refuses them in the list
    projection: projection === 'ALL' ? 'ALL' : stringsOf(projection).filter((name) => !keys.has(name)),
  };
}

function keyAttribute(name: string, schema: JsonObject): KeyAttribute {
  const type = objectAt(schema, 'properties', name)['type'];
  return { name, type: type === 'integer' || type === 'number' ? 'N' : 'S' };
}

function rules(document: DocumentModel): readonly RuleContract[] {
  return document.operations.flatMap((operation) => {
    const rule = operation.value['x-rule'];
    if (!isObject(rule)) return [];
    const bridge = objectAt(operation.channel.value, 'x-eventbridge');
    return [
      {
        name: stringOf(rule['name']),
        pattern: { source: [stringOf(bridge['source'])], 'detail-type': [stringOf(bridge['detailType'])] },
        targetQueue: stringOf(rule['target']),
        maximumRetryAttempts: numberOf(rule['maximumRetryAttempts'], 185),
        maximumEventAgeSeconds: numberOf(rule['maximumEventAgeSeconds'], 86_400),
        deadLetterQueue: stringOf(rule['deadLetterQueue']),
      },
    ];
  });
}

function events(document: DocumentModel): readonly EventContract[] {
  return document.channels.flatMap((channel) => {
    const bridge = channel.value['x-eventbridge'];
    if (!isObject(bridge)) return [];
    const parties = (action: 'send' | 'receive'): readonly string[] =>
      [
        ...new Set(document.operations.filter((one) => one.action === action && one.channel === channel).map((one) => stringOf(one.value['x-function']))),
      ].sort();
    return channel.messages.map((message) => ({
      name: messageName(message),
      source: stringOf(bridge['source']),
      detailType: stringOf(bridge['detailType']),
      producers: parties('send'),
      consumers: parties('receive'),
    }));
  });
}

function functionContract(name: string, value: JsonObject, document: DocumentModel): FunctionContract {
  const uses = listOf(value['uses']).map((item) => useOf(objectAt(item), name, document));
  return {
    name,
    description: stringOf(value['description']),
    entry: stringOf(value['entry']),
    timeoutSeconds: numberOf(value['timeoutSeconds'], 3),
    memoryMb: numberOf(value['memoryMb'], 128),
    trigger: triggerOf(objectAt(value, 'trigger')),
    uses,
    environment: environmentOf(uses),
  };
}

function triggerOf(trigger: JsonObject): Trigger {
  if (trigger['customResource'] === true) return { type: 'customResource' };
  if (typeof trigger['everySeconds'] === 'number') return { type: 'schedule', everySeconds: trigger['everySeconds'] };
  return {
    type: 'queues',
    queues: typeof trigger['queue'] === 'string' ? [trigger['queue']] : stringsOf(trigger['queues']),
    batchSize: numberOf(trigger['batchSize'], 1),
    ...(typeof trigger['maximumConcurrency'] === 'number' && { maximumConcurrency: trigger['maximumConcurrency'] }),
    reportBatchItemFailures: trigger['reportBatchItemFailures'] === true,
  };
}

function useOf(use: JsonObject, functionName: string, document: DocumentModel): Use {
  const actions = stringsOf(use['actions']);
  if (typeof use['table'] === 'string') {
    return { type: 'table', table: use['table'], ...(typeof use['index'] === 'string' && { index: use['index'] }), actions: actions as readonly TableAction[] };
  }
  if (typeof use['queue'] === 'string') return { type: 'queue', queue: use['queue'], actions: actions as readonly ('Send' | 'Name')[] };
  if (typeof use['bucket'] === 'string')
    return { type: 'bucket', bucket: use['bucket'], prefixes: stringsOf(use['prefixes']), actions: actions as readonly ('Get' | 'Put')[] };
  if (typeof use['bus'] === 'string') {
    const sources = stringsOf(use['sources']);
    const detailTypes = document.operations
      .filter((one) => one.action === 'send' && one.value['x-function'] === functionName)
      .map((one) => objectAt(one.channel.value, 'x-eventbridge'))
      .filter((bridge) => sources.includes(stringOf(bridge['source'])))
      .map((bridge) => stringOf(bridge['detailType']));
    return { type: 'bus', bus: use['bus'], sources, detailTypes: [...new Set(detailTypes)] };
  }
  return { type: 'model', role: stringOf(use['model']) };
}

/** One variable a resource that the function uses, named by its kind and logical name. */
function environmentOf(uses: readonly Use[]): Readonly<Record<string, EnvironmentValue>> {
  const environment: Record<string, EnvironmentValue> = {};
  for (const use of uses) {
    switch (use.type) {
      case 'table':
        environment[`TABLE_${toUpperSnakeCase(use.table)}`] = { table: use.table };
        break;
      case 'queue':
        environment[`QUEUE_URL_${toUpperSnakeCase(use.queue)}`] = { queueUrl: use.queue };
        break;
      case 'bucket':
        environment[`BUCKET_${toUpperSnakeCase(use.bucket)}`] = { bucket: use.bucket };
        break;
      case 'bus':
        environment[`BUS_${toUpperSnakeCase(use.bus)}`] = { bus: use.bus };
        break;
      case 'model':
        environment[`MODEL_${toUpperSnakeCase(use.role)}`] = { modelRole: use.role };
        break;
    }
  }
  return Object.fromEntries(Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function agentContract(key: SchemaKey, value: JsonObject, plain: (key: SchemaKey) => JsonObject): AgentContract {
  const agent = objectAt(value, 'x-agent');
  const { file, pointer } = placeOf(key);
  const part = (name: string): JsonObject => plain(keyOf(file, appendPointer(pointer, 'properties', name)));
  return {
    agentId: stringOf(agent['agentId']),
    description: stringOf(agent['description']),
    categories: stringsOf(agent['categories']),
    queue: stringOf(agent['queue']),
    inputSchema: part('input'),
    outputSchema: part('output'),
  };
}

/** Logical name of a message: its payload file's, else its id. */
function messageName(message: { readonly id: string; readonly value: JsonObject }): string {
  const reference = objectAt(message.value, 'payload')['$ref'];
  const file = typeof reference === 'string' && !reference.includes('#') ? /([^/]+?)(\.v\d+)?\.(json|ya?ml)$/.exec(reference)?.[1] : undefined;
  return file ?? toKebabCase(message.id);
}

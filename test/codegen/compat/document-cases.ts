import type { Verdict } from '../../../codegen/compat/change.ts';

type Json = Record<string, unknown>;

/** A document that uses every part of AsyncAPI 3 that others may rely on. */
const base = `{
  "asyncapi": "3.0.0",
  "info": { "title": "Shop", "version": "1.0.0" },
  "defaultContentType": "application/json",
  "x-unknown-fields": "drop",
  "servers": {
    "eu": { "host": "eu.example.com", "protocol": "kafka", "security": [{ "type": "plain" }, { "type": "X509" }] },
    "us": { "host": "us.example.com:{port}", "variables": { "port": { "enum": ["9092", "9093"], "default": "9092" } }, "protocol": "kafka", "pathname": "/v1", "bindings": { "kafka": { "schemaRegistryUrl": "https://r" } } },
    "bus": { "host": "bus", "protocol": "eventbridge", "x-eventbridge": { "bus": "shop" } }
  },
  "channels": {
    "orders": {
      "address": "orders/{region}",
      "servers": [{ "$ref": "#/servers/eu" }, { "$ref": "#/servers/us" }],
      "parameters": { "region": { "enum": ["north", "south"] }, "free": { "default": "x", "location": "$message.payload#/id" } },
      "messages": { "order": { "$ref": "#/components/messages/order" }, "note": { "$ref": "#/components/messages/note" } },
      "bindings": { "kafka": { "topic": "orders", "partitions": 3 }, "ws": { "method": "GET" } }
    },
    "answers": { "address": null, "messages": { "answer": { "$ref": "#/components/messages/answer" } } },
    "legacy": { "address": "legacy", "messages": { "avro": { "$ref": "#/components/messages/avro" } } },
    "placed": {
      "address": "placed",
      "x-eventbridge": { "source": "shop", "detailType": "order.placed" },
      "messages": { "placed": { "$ref": "#/components/messages/placed" } }
    },
    "work": {
      "address": "work",
      "messages": { "note": { "$ref": "#/components/messages/note" } },
      "bindings": { "sqs": { "queue": { "name": "work", "fifoQueue": false, "visibilityTimeout": 60, "messageRetentionPeriod": 3600, "redrivePolicy": { "deadLetterQueue": { "name": "work-dead" }, "maxReceiveCount": 3 } }, "deadLetterQueue": { "name": "work-dead", "fifoQueue": false } } }
    }
  },
  "operations": {
    "take": {
      "action": "receive",
      "channel": { "$ref": "#/channels/orders" },
      "messages": [{ "$ref": "#/channels/orders/messages/order" }],
      "security": [{ "type": "plain" }],
      "bindings": { "kafka": { "groupId": { "type": "string", "enum": ["a"] } } },
      "reply": { "address": { "location": "$message.header#/replyTo" }, "channel": { "$ref": "#/channels/answers" }, "messages": [{ "$ref": "#/channels/answers/messages/answer" }] }
    },
    "tell": { "action": "send", "channel": { "$ref": "#/channels/orders" }, "messages": [{ "$ref": "#/channels/orders/messages/note" }] },
    "hear": {
      "action": "receive",
      "channel": { "$ref": "#/channels/placed" },
      "x-function": "worker",
      "x-rule": { "name": "placed", "target": "work", "deadLetterQueue": "work-dead", "maximumRetryAttempts": 3, "maximumEventAgeSeconds": 60 }
    }
  },
  "components": {
    "messageTraits": { "common": { "headers": { "type": "object", "properties": { "trace": { "type": "string" } }, "required": ["trace"] }, "contentType": "application/json" } },
    "messages": {
      "order": {
        "traits": [{ "$ref": "#/components/messageTraits/common" }],
        "headers": { "type": "object", "properties": { "tenant": { "type": "string" } } },
        "correlationId": { "location": "$message.header#/id" },
        "payload": { "type": "object", "additionalProperties": false, "required": ["id"], "properties": { "id": { "type": "string" }, "n": { "type": "integer" } } },
        "bindings": { "kafka": { "key": { "type": "string" } } }
      },
      "note": { "payload": { "type": "object", "required": ["text"], "properties": { "text": { "type": "string", "format": "email" } } } },
      "answer": { "payload": { "type": "object", "additionalProperties": false, "properties": { "ok": { "type": "boolean" } } } },
      "placed": { "payload": { "type": "object", "additionalProperties": false, "properties": { "id": { "type": "string" } } } },
      "avro": { "payload": { "schemaFormat": "application/vnd.apache.avro;version=1.9.0", "schema": { "type": "record", "name": "A", "fields": [] } } }
    }
  }
}`;

/** A change of a part of the document, given by its pointer; `undefined` removes the part. */
type Edit = readonly [pointer: string, value: unknown];

export interface DocumentCase {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The greatest verdict by mode; undefined when nobody notices. */
  readonly backward: Verdict | undefined;
  readonly forward: Verdict | undefined;
}

const one = (title: string, verdict: Verdict | undefined, ...edits: readonly Edit[]): DocumentCase => ({ title, edits, backward: verdict, forward: verdict });
const moded = (title: string, backward: Verdict, forward: Verdict, ...edits: readonly Edit[]): DocumentCase => ({ title, edits, backward, forward });

const order = '/components/messages/order';
const orders = '/channels/orders';
const queue = '/channels/work/bindings/sqs/queue';
const text = { type: 'string' };

export const documentCases: readonly DocumentCase[] = [
  one('nothing', undefined),
  one('the title', undefined, ['/info/title', 'Store']),
  // servers
  one('a server is gone', 'major', ['/servers/us', undefined], [`${orders}/servers/1`, undefined]),
  one('a server is new', 'minor', ['/servers/asia', { host: 'asia', protocol: 'kafka' }]),
  one('a host is another', 'major', ['/servers/eu/host', 'eu2.example.com']),
  one('a protocol is another', 'major', ['/servers/eu/protocol', 'kafka-secure']),
  one('a path is another', 'major', ['/servers/us/pathname', '/v2']),
  one('a server asks for security', 'major', ['/servers/us/security', [{ type: 'plain' }]]),
  one('a server asks for none any more', 'minor', ['/servers/eu/security', []]),
  one('a server takes one kind of security less', 'major', ['/servers/eu/security', [{ type: 'plain' }]]),
  one('a server takes one kind of security more', 'minor', ['/servers/eu/security/2', { type: 'scramSha256' }]),
  one('a server has another registry', 'major', ['/servers/us/bindings/kafka/schemaRegistryUrl', 'https://s']),
  one('a protocol has another version', 'major', ['/servers/eu/protocolVersion', '3.5']),
  one('a variable of a host is another unless told', 'major', ['/servers/us/variables/port/default', '9093']),
  one('a variable of a host may have fewer values', 'major', ['/servers/us/variables/port/enum', ['9092']]),
  one('a variable of a host may have more values', 'minor', ['/servers/us/variables/port/enum/2', '9094']),
  one('the bus is another', 'major', ['/servers/bus/x-eventbridge/bus', 'store']),
  // channels
  one('a channel is gone', 'major', ['/channels/legacy', undefined]),
  one('a channel is new', 'minor', ['/channels/more', { address: 'more' }]),
  one('a channel has another name', 'major', ['/channels/legacy', undefined], ['/channels/old', { address: 'legacy' }]),
  one('an address is another', 'major', [`${orders}/address`, 'order/{region}']),
  one('an address has no value any more', 'major', ['/channels/legacy/address', null]),
  one('a channel has left a server', 'major', [`${orders}/servers/1`, undefined]),
  one('a channel is on one server more', 'minor', [`${orders}/servers/2`, { $ref: '#/servers/bus' }]),
  one('a channel is on every server', 'minor', [`${orders}/servers`, []]),
  one('a parameter is gone', 'major', [`${orders}/parameters/free`, undefined]),
  one('a parameter is new', 'major', [`${orders}/parameters/more`, {}]),
  one('a parameter may have fewer values', 'major', [`${orders}/parameters/region/enum`, ['north']]),
  one('a parameter may have more values', 'minor', [`${orders}/parameters/region/enum/2`, 'west']),
  one('a parameter may have any value', 'minor', [`${orders}/parameters/region/enum`, undefined]),
  one('a parameter may have some values only', 'major', [`${orders}/parameters/free/enum`, ['x']]),
  one('a parameter is another unless told', 'major', [`${orders}/parameters/free/default`, 'y']),
  one('a parameter has no default any more', 'major', [`${orders}/parameters/free/default`, undefined]),
  one('a parameter has a default', 'minor', [`${orders}/parameters/region/default`, 'north']),
  one('a parameter is elsewhere in the message', 'major', [`${orders}/parameters/free/location`, '$message.payload#/text']),
  one('a message of a channel has no payload any more', 'major', ['/channels/work/messages/note', {}]),
  one('a parameter is described', undefined, [`${orders}/parameters/free/description`, 'Free.']),
  one('a message is gone from a channel', 'major', ['/channels/work/messages/note', undefined]),
  moded('a message is new on a channel', 'minor', 'major', ['/channels/work/messages/order', { $ref: '#/components/messages/order' }]),
  one('a topic is another', 'major', [`${orders}/bindings/kafka/topic`, 'orders-2']),
  one('a topic has more partitions', 'patch', [`${orders}/bindings/kafka/partitions`, 6]),
  one('a binding is gone', 'major', [`${orders}/bindings/ws`, undefined]),
  one('a binding is new', 'minor', ['/channels/legacy/bindings', { kafka: { topic: 'legacy' } }]),
  one('a binding that asks for a query is new', 'major', ['/channels/legacy/bindings', { ws: { query: { type: 'object', required: ['token'] } } }]),
  // operations
  one('an operation is gone', 'major', ['/operations/tell', undefined]),
  one('an operation is new', 'minor', ['/operations/more', { action: 'send', channel: { $ref: '#/channels/legacy' } }]),
  one('an operation goes the other way', 'major', ['/operations/tell/action', 'receive']),
  one(
    'an operation is on another channel',
    'major',
    ['/operations/tell/channel/$ref', '#/channels/work'],
    ['/operations/tell/messages/0/$ref', '#/channels/work/messages/note'],
  ),
  moded('an operation receives a message less', 'major', 'major', ['/operations/take/messages/0/$ref', '#/channels/orders/messages/note']),
  moded('an operation receives a message more', 'minor', 'major', ['/operations/take/messages/1', { $ref: '#/channels/orders/messages/note' }]),
  moded('an operation sends a message more', 'minor', 'major', ['/operations/tell/messages/1', { $ref: '#/channels/orders/messages/order' }]),
  one('an operation sends a message less', 'major', ['/operations/tell/messages', []]),
  one('an operation asks for security', 'major', ['/operations/tell/security', [{ type: 'plain' }]]),
  one('an operation asks for other security', 'major', ['/operations/take/security', [{ type: 'X509' }]]),
  one('a consumer group is another', 'major', ['/operations/take/bindings/kafka/groupId/enum', ['b']]),
  // replies
  one('a reply is gone', 'major', ['/operations/take/reply', undefined]),
  one('a reply is new', 'minor', ['/operations/hear/reply', { channel: { $ref: '#/channels/answers' } }]),
  one('a reply comes elsewhere', 'major', ['/operations/take/reply/channel/$ref', '#/channels/legacy'], ['/operations/take/reply/messages', undefined]),
  one('the address of a reply is elsewhere', 'major', ['/operations/take/reply/address/location', '$message.header#/answerTo']),
  moded('a reply has a field more', 'major', 'minor', ['/components/messages/answer/payload/properties/more', text]),
  moded('a reply has a field less', 'minor', 'major', ['/components/messages/answer/payload/properties/ok', undefined]),
  // messages
  one(
    'a message has another id',
    'major',
    [order, undefined],
    ['/components/messages/purchase', { payload: { type: 'object' } }],
    [`${orders}/messages/order/$ref`, '#/components/messages/purchase'],
  ),
  moded('a required field is new', 'major', 'major', [`${order}/payload/required/1`, 'more'], [`${order}/payload/properties/more`, text]),
  moded('an optional field is new', 'minor', 'major', [`${order}/payload/properties/more`, text]),
  moded('a field is gone', 'major', 'minor', [`${order}/payload/properties/n`, undefined]),
  moded('a field has another type', 'major', 'major', [`${order}/payload/properties/n/type`, 'string']),
  moded('a field may be more', 'minor', 'major', [`${order}/payload/properties/n/type`, 'number']),
  one('a payload is described', 'patch', [`${order}/payload/description`, 'An order.']),
  one('a default is new', 'minor', [`${order}/payload/properties/n/default`, 3]),
  one('a content type is another', 'major', [`${order}/contentType`, 'application/cbor']),
  one('the default content type is another', 'major', ['/defaultContentType', 'application/cbor']),
  one('the default content type is said by the message', undefined, ['/components/messages/note/contentType', 'application/json']),
  one('a correlation id is elsewhere', 'major', [`${order}/correlationId/location`, '$message.payload#/id']),
  one('a correlation id is new', 'minor', ['/components/messages/note/correlationId', { location: '$message.payload#/id' }]),
  one('a key is another', 'major', [`${order}/bindings/kafka/key/type`, 'integer']),
  one('a payload becomes Avro', 'major', [
    '/components/messages/note/payload',
    { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: 'string' },
  ]),
  one('a payload in Avro is another', 'major', ['/components/messages/avro/payload/schema/fields', [{ name: 'a', type: 'string' }]]),
  one('a payload in Avro is gone', 'major', ['/components/messages/avro', undefined], ['/channels/legacy/messages', {}]),
  // headers
  moded('a header is required', 'major', 'minor', [`${order}/headers/required`, ['tenant']]),
  moded('a header of a trait is required no more', 'minor', 'major', ['/components/messageTraits/common/headers/required', []]),
  moded('a header of a trait is a number', 'major', 'major', ['/components/messageTraits/common/headers/properties/trace/type', 'integer']),
  moded('headers are closed', 'major', 'minor', [`${order}/headers/additionalProperties`, false], [`${order}/headers/properties/trace`, {}]),
  moded('headers are new and required', 'major', 'minor', ['/components/messages/note/headers', { type: 'object', required: ['x'] }]),
  // events, rules and queues
  one('an event has another detail-type', 'major', ['/channels/placed/x-eventbridge/detailType', 'order.made']),
  one('an event has another source', 'major', ['/channels/placed/x-eventbridge/source', 'store']),
  one('a rule has another target', 'major', ['/operations/hear/x-rule/target', 'work-dead']),
  one('a rule has another name', 'major', ['/operations/hear/x-rule/name', 'other']),
  one('a rule is gone', 'major', ['/operations/hear/x-rule', undefined]),
  one('a rule keeps no more what it cannot deliver', 'major', ['/operations/hear/x-rule/deadLetterQueue', undefined]),
  one('a queue is open to others', 'major', [`${queue}/policy`, { statements: [{ effect: 'Deny', principal: '*', action: 'sqs:SendMessage' }] }]),
  one('a rule tries less often', 'patch', ['/operations/hear/x-rule/maximumRetryAttempts', 1]),
  one('a queue has another name', 'major', [`${queue}/name`, 'jobs']),
  one('a queue keeps order', 'major', [`${queue}/fifoQueue`, true]),
  one('a queue keeps messages for a shorter time', 'minor', [`${queue}/messageRetentionPeriod`, 60]),
  one('a queue keeps messages for longer', 'patch', [`${queue}/messageRetentionPeriod`, 7200]),
  one('a queue shows messages again later', 'patch', [`${queue}/visibilityTimeout`, 90]),
  one('a queue gives up later', 'patch', [`${queue}/redrivePolicy/maxReceiveCount`, 5]),
  one('a queue gives up no more', 'major', [`${queue}/redrivePolicy`, undefined]),
  one('unknown fields are refused', 'major', ['/x-unknown-fields', undefined]),
  one('formats are asserted', 'major', ['/x-formats', 'assert']),
];

/** The document, and the document with the edits made. */
export function documentsOf({ edits }: DocumentCase): { readonly before: Json; readonly after: Json } {
  const after = JSON.parse(base) as Json;
  for (const [pointer, value] of edits) edit(after, pointer, value);
  return { before: JSON.parse(base) as Json, after };
}

function edit(document: Json, pointer: string, value: unknown): void {
  const segments = pointer.slice(1).split('/');
  const name = segments.pop() ?? '';
  let holder: unknown = document;
  for (const segment of segments) holder = (holder as Json)[segment];
  if (Array.isArray(holder) && value === undefined) holder.splice(Number(name), 1);
  else if (value === undefined) delete (holder as Json)[name];
  else (holder as Json)[name] = value;
}

/** The SQS API over the stores: one entry per operation, named as in the API reference. */
import { account, queueArn } from '../arn.ts';
import type { Database } from '../database.ts';
import { AwsError } from '../http/aws-error.ts';
import { jsonService, type Operation } from '../http/aws-json.ts';
import type { Exchange, Service } from '../http/exchange.ts';
import { Fields } from '../http/fields.ts';
import { readEntries, runBatch, type BatchResult } from './batch.ts';
import { digestOf, readMessageAttributes, select, sizeOf } from './message-attribute.ts';
import { MessageStore, type NewMessage, type QueueCensus, type ReceivedMessage, type StoredMessage } from './message-store.ts';
import { assertCharacters, md5 } from './message-text.ts';
import { MoveTasks } from './move-tasks.ts';
import { numberOf, type Queue } from './queue.ts';
import { QueueRegistry } from './queue-registry.ts';
import { Receivers } from './receivers.ts';

/** Longest batch, bytes. */
const longestBatch = 1_048_576;

/** Query-protocol codes of the modelled errors; SDKs of that heritage read them from `x-amzn-query-error`. */
const queryCodes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

/** Sending as other services of the runtime do it, inside their own transaction. */
export interface QueueSender {
  /** Sends to the queue of this name; throws an AwsError when there is none or the message is refused. */
  send(queue: string, body: string, attributes?: Readonly<Record<string, string>>): void;
}

export interface QueueService {
  readonly serve: Service;
  readonly sender: QueueSender;
  /** Every queue with its depth, by name. */
  census(): readonly QueueCensus[];
  /** The oldest messages of a queue without receiving them; undefined when there is no such queue. */
  peek(name: string, limit: number): readonly StoredMessage[] | undefined;
  close(): void;
}

/** Opens the queues of a database. What was in flight in another process is visible again. `changed` hears the name of a queue whose messages changed. */
export function openQueueService(database: Database, changed: (queue: string) => void = () => {}): QueueService {
  const queues = new QueueRegistry(database);
  const receivers = new Receivers((queue) => messages.nextVisibleAt(queue));
  const messages = new MessageStore(database, queues, (queue) => {
    receivers.changed(queue);
    changed(queue);
  });
  const moves = new MoveTasks(queues, messages);

  const queueOf = (input: Fields): Queue => queues.get(nameIn(input.string('QueueUrl')));

  const send = (queue: Queue, input: Fields): object => {
    const message = readMessage(queue, input);
    const messageId = messages.send(queue, message);
    const attributesDigest = digestOf(message.attributes);
    const traceDigest = message.traceHeader === undefined ? undefined : digestOf({ AWSTraceHeader: { DataType: 'String', StringValue: message.traceHeader } });
    return {
      MessageId: messageId,
      MD5OfMessageBody: md5(message.body),
      ...(attributesDigest === undefined ? {} : { MD5OfMessageAttributes: attributesDigest }),
      ...(traceDigest === undefined ? {} : { MD5OfMessageSystemAttributes: traceDigest }),
    };
  };

  const receive = async (input: Fields, exchange: Exchange): Promise<object> => {
    const queue = queueOf(input);
    const limit = bounded(input, 'MaxNumberOfMessages', 1, 10) ?? 1;
    const visibility = bounded(input, 'VisibilityTimeout', 0, 43_200);
    const seconds = bounded(input, 'WaitTimeSeconds', 0, 20) ?? numberOf(queue, 'ReceiveMessageWaitTimeSeconds');
    const take = (): readonly ReceivedMessage[] => {
      const current = queues.find(queue.name);
      return current === undefined ? [] : messages.receive(current, limit, visibility ?? numberOf(current, 'VisibilityTimeout'));
    };
    const first = take();
    const received = first.length > 0 || seconds === 0 ? first : await receivers.wait(queue.name, take, seconds, (listener) => exchange.onAbandoned(listener));
    const systemNames = [...input.strings('AttributeNames'), ...input.strings('MessageSystemAttributeNames')];
    return received.length === 0 ? {} : { Messages: received.map((message) => toWire(message, systemNames, input.strings('MessageAttributeNames'))) };
  };

  const changeVisibility = (queue: Queue, input: Fields): object => {
    const seconds = bounded(input, 'VisibilityTimeout', 0, 43_200);
    if (seconds === undefined) throw new AwsError('MissingParameter', 'The request must contain the parameter VisibilityTimeout.');
    messages.changeVisibility(queue, input.string('ReceiptHandle'), seconds);
    return {};
  };

  const deleteMessage = (queue: Queue, input: Fields): object => {
    messages.delete(queue, input.string('ReceiptHandle'));
    database.afterCommit(() => changed(queue.name));
    return {};
  };

  const batch = (input: Fields, each: (queue: Queue, entry: Fields) => object): BatchResult => {
    const queue = queueOf(input);
    const entries = readEntries(input);
    return database.transaction(() => runBatch(entries, (entry) => each(queue, entry)));
  };

  const attributesOf = (queue: Queue): Readonly<Record<string, string>> => {
    const depth = messages.depth(queue);
    return {
      ...queue.attributes,
      QueueArn: queueArn(queue.name),
      CreatedTimestamp: String(queue.createdAt),
      LastModifiedTimestamp: String(queue.modifiedAt),
      ApproximateNumberOfMessages: String(depth.visible),
      ApproximateNumberOfMessagesNotVisible: String(depth.inFlight),
      ApproximateNumberOfMessagesDelayed: String(depth.delayed),
    };
  };

  const operations: Readonly<Record<string, Operation>> = {
    CreateQueue: (input, exchange) => {
      const queue = queues.create(input.string('QueueName'), input.stringMap('Attributes'), input.stringMap('tags'));
      return { QueueUrl: urlOf(exchange, queue) };
    },
    GetQueueUrl: (input, exchange) => ({ QueueUrl: urlOf(exchange, queues.get(input.string('QueueName'))) }),
    ListQueues: (input, exchange) => page(input, queues.list(input.optionalString('QueueNamePrefix')), 'QueueUrls', (queue) => urlOf(exchange, queue)),
    ListDeadLetterSourceQueues: (input, exchange) => page(input, queues.sourcesOf(queueOf(input).name), 'queueUrls', (queue) => urlOf(exchange, queue)),
    GetQueueAttributes: (input) => {
      const wanted = input.strings('AttributeNames');
      const all = attributesOf(queueOf(input));
      return wanted.length === 0
        ? {}
        : { Attributes: wanted.includes('All') ? all : Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name))) };
    },
    SetQueueAttributes: (input) => {
      queues.setAttributes(queueOf(input), input.stringMap('Attributes'));
      return {};
    },
    DeleteQueue: (input) => {
      const queue = queueOf(input);
      database.transaction(() => {
        messages.purge(queue);
        queues.delete(queue);
      });
      return {};
    },
    PurgeQueue: (input) => {
      messages.purge(queueOf(input));
      return {};
    },
    SendMessage: (input) => send(queueOf(input), input),
    SendMessageBatch: (input) => {
      const size = readEntries(input).reduce((sum, entry) => sum + entrySize(entry), 0);
      if (size > longestBatch)
        throw new AwsError('BatchRequestTooLong', `Batch requests cannot be longer than ${longestBatch} bytes. You have sent ${size} bytes.`);
      return batch(input, send);
    },
    ReceiveMessage: receive,
    DeleteMessage: (input) => deleteMessage(queueOf(input), input),
    DeleteMessageBatch: (input) => batch(input, deleteMessage),
    ChangeMessageVisibility: (input) => changeVisibility(queueOf(input), input),
    ChangeMessageVisibilityBatch: (input) => batch(input, changeVisibility),
    StartMessageMoveTask: (input) => moves.start(input),
    ListMessageMoveTasks: (input) => moves.list(input),
    CancelMessageMoveTask: () => moves.cancel(),
    TagQueue: (input) => {
      const queue = queueOf(input);
      queues.setTags(queue, { ...queue.tags, ...input.stringMap('Tags') });
      return {};
    },
    UntagQueue: (input) => {
      const queue = queueOf(input);
      const gone = input.strings('TagKeys');
      queues.setTags(queue, Object.fromEntries(Object.entries(queue.tags).filter(([name]) => !gone.includes(name))));
      return {};
    },
    ListQueueTags: (input) => ({ Tags: queueOf(input).tags }),
  };

  return {
    serve: jsonService({
      version: '1.0',
      operations: new Map(Object.entries(operations)),
      errorHeaders: (error) => ({ 'x-amzn-query-error': `${queryCodes[error.code] ?? error.code};${error.status < 500 ? 'Sender' : 'Receiver'}` }),
    }),
    sender: {
      send: (name, body, attributes = {}) => {
        const texts = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, { DataType: 'String', StringValue: value }]));
        send(queues.get(name), new Fields({ MessageBody: body, MessageAttributes: texts }));
      },
    },
    census: () => queues.list().map((queue) => messages.census(queue)),
    peek: (name, limit) => {
      const queue = queues.find(name);
      return queue === undefined ? undefined : messages.peek(queue, limit);
    },
    close: () => receivers.close(),
  };
}

/** The path decides, so that a URL that names another port or host still finds its queue. */
function nameIn(queueUrl: string): string {
  return queueUrl.slice(queueUrl.lastIndexOf('/') + 1);
}

function urlOf(exchange: Exchange, queue: Queue): string {
  return `${exchange.origin}/${account}/${queue.name}`;
}

function readMessage(queue: Queue, input: Fields): NewMessage {
  const body = input.optionalString('MessageBody') ?? '';
  if (body === '') throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (input.has('MessageGroupId') || input.has('MessageDeduplicationId'))
    throw new AwsError('InvalidParameterValue', 'The request includes a parameter that is not valid for this queue type.');
  assertCharacters(body);
  const attributes = readMessageAttributes(input.optionalObject('MessageAttributes'));
  const longest = numberOf(queue, 'MaximumMessageSize');
  if (Buffer.byteLength(body) + sizeOf(attributes) > longest)
    throw new AwsError('InvalidParameterValue', `One or more parameters are invalid. Reason: Message must be shorter than ${longest} bytes.`);
  const delaySeconds = bounded(input, 'DelaySeconds', 0, 900);
  const traceHeader = input.optionalObject('MessageSystemAttributes')?.optionalObject('AWSTraceHeader')?.optionalString('StringValue');
  return { body, attributes, ...(delaySeconds === undefined ? {} : { delaySeconds }), ...(traceHeader === undefined ? {} : { traceHeader }) };
}

/** Bytes that an entry counts towards its batch, whether or not it is valid. */
function entrySize(entry: Fields): number {
  const attributes = entry.optionalObject('MessageAttributes');
  const sizes = (attributes?.names() ?? []).map((name) => {
    const { DataType, StringValue, BinaryValue } = attributes?.optionalObject(name)?.value() ?? {};
    return Buffer.byteLength(name) + textSize(DataType) + textSize(StringValue) + textSize(BinaryValue, 'base64');
  });
  return sizes.reduce((sum, size) => sum + size, textSize(entry.optionalString('MessageBody')));
}

function textSize(value: unknown, encoding: BufferEncoding = 'utf8'): number {
  return typeof value === 'string' ? Buffer.byteLength(value, encoding) : 0;
}

function toWire(message: ReceivedMessage, systemNames: readonly string[], attributeNames: readonly string[]): object {
  const system: Readonly<Record<string, string | undefined>> = {
    SenderId: account,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.deadLetterSource === undefined ? undefined : queueArn(message.deadLetterSource),
  };
  const wanted = Object.entries(system).filter(([name, value]) => value !== undefined && (systemNames.includes('All') || systemNames.includes(name)));
  const attributes = select(message.attributes, attributeNames);
  const digest = digestOf(attributes);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) }),
    ...(digest === undefined ? {} : { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
}

function bounded(input: Fields, name: string, least: number, greatest: number): number | undefined {
  const value = input.optionalNumber(name);
  if (value !== undefined && (!Number.isInteger(value) || value < least || value > greatest))
    throw new AwsError('InvalidParameterValue', `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${greatest}.`);
  return value;
}

/** A page of a list of queues by name; the token is the last name shown. */
function page(input: Fields, all: readonly Queue[], member: string, show: (queue: Queue) => string): object {
  const after = input.optionalString('NextToken');
  const limit = bounded(input, 'MaxResults', 1, 1000) ?? 1000;
  const rest = after === undefined ? all : all.filter((queue) => queue.name > after);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return { [member]: shown.map(show), ...(rest.length > shown.length && last !== undefined ? { NextToken: last.name } : {}) };
}

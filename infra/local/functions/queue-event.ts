/** Messages as the event of a function. */
import type { SQSMessageAttribute, SQSRecord } from 'aws-lambda';
import { queueArn, region } from '../arn.ts';
import { Fields } from '../http/fields.ts';

/** The record for one message of a ReceiveMessage answer. */
export function toRecord(message: Fields, queue: string): SQSRecord {
  const attributes = message.stringMap('Attributes');
  const custom = message.optionalObject('MessageAttributes');
  return {
    messageId: message.string('MessageId'),
    receiptHandle: message.string('ReceiptHandle'),
    body: message.string('Body'),
    attributes: {
      ...attributes,
      ApproximateReceiveCount: attributes['ApproximateReceiveCount'] ?? '1',
      SentTimestamp: attributes['SentTimestamp'] ?? '',
      SenderId: attributes['SenderId'] ?? '',
      ApproximateFirstReceiveTimestamp: attributes['ApproximateFirstReceiveTimestamp'] ?? '',
    },
    messageAttributes: Object.fromEntries((custom?.names() ?? []).map((name) => [name, toAttribute(custom?.optionalObject(name) ?? new Fields({}))])),
    md5OfBody: message.string('MD5OfBody'),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn(queue),
    awsRegion: region,
  };
}

function toAttribute(fields: Fields): SQSMessageAttribute {
  const text = fields.optionalString('StringValue');
  const binary = fields.optionalString('BinaryValue');
  return {
    ...(text === undefined ? {} : { stringValue: text }),
    ...(binary === undefined ? {} : { binaryValue: binary }),
    stringListValues: [],
    binaryListValues: [],
    dataType: fields.optionalString('DataType') ?? 'String',
  };
}

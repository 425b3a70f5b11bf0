/** A queue and its attributes, with the service's names, defaults and bounds. */
import { AwsError } from '../http/aws-error.ts';
import { isObject } from '../http/fields.ts';
import { resourceName } from '../arn.ts';

export interface Redrive {
  /** Name of the dead-letter queue. */
  readonly deadLetterQueue: string;
  readonly maxReceiveCount: number;
}

export interface Queue {
  readonly name: string;
  /** Every attribute that has been set or has a default, as text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** Attribute, default, least and greatest value. SQS API reference, SetQueueAttributes. */
const numeric: Readonly<Record<string, readonly [initial: number, least: number, greatest: number]>> = {
  VisibilityTimeout: [30, 0, 43_200],
  DelaySeconds: [0, 0, 900],
  MessageRetentionPeriod: [345_600, 60, 1_209_600],
  MaximumMessageSize: [1_048_576, 1_024, 1_048_576],
  ReceiveMessageWaitTimeSeconds: [0, 0, 20],
};

const textual = ['RedrivePolicy', 'RedriveAllowPolicy', 'Policy', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled'];

export const defaultAttributes: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(numeric).map(([name, [initial]]) => [name, String(initial)])),
  SqsManagedSseEnabled: 'true',
};

/** Throws what SQS throws for an attribute that does not exist or a value out of bounds. */
export function assertAttributes(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    const bounds = numeric[name];
    if (bounds !== undefined) {
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < bounds[1] || number > bounds[2]) throw invalidValue(name);
    } else if (name === 'RedrivePolicy') {
      if (value !== '') parseRedrivePolicy(value);
    } else if (name === 'FifoQueue' || name === 'ContentBasedDeduplication') {
      throw new AwsError('UnsupportedOperation', 'FIFO queues are not served by the embedded runtime: the contracts have none.');
    } else if (!textual.includes(name)) {
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    }
  }
}

/** A numeric attribute's value. */
export function numberOf(queue: Queue, name: string): number {
  return Number(queue.attributes[name] ?? numeric[name]?.[0] ?? 0);
}

/** Where messages go after too many receives; undefined when nowhere. */
export function redriveOf(queue: Queue): Redrive | undefined {
  const policy = queue.attributes['RedrivePolicy'];
  return policy === undefined || policy === '' ? undefined : parseRedrivePolicy(policy);
}

function parseRedrivePolicy(text: string): Redrive {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    // Not JSON is refused below, like JSON of another shape.
  }
  if (!isObject(policy)) throw invalidValue('RedrivePolicy');
  const target = policy['deadLetterTargetArn'];
  const count = Number(policy['maxReceiveCount']);
  if (typeof target !== 'string' || !Number.isInteger(count) || count < 1 || count > 1000) throw invalidValue('RedrivePolicy');
  return { deadLetterQueue: resourceName(target), maxReceiveCount: count };
}

function invalidValue(name: string): AwsError {
  return new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}

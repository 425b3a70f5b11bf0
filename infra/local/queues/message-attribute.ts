/** Message attributes: reading, the service's rules, size and digest. */
import { createHash } from 'node:crypto';
import { AwsError } from '../http/aws-error.ts';
import { Fields } from '../http/fields.ts';
import { assertCharacters } from './message-text.ts';

export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, with an optional custom suffix. */
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const namePattern = /^(?!\.)(?!.*\.\.)[A-Za-z0-9_\-.]{1,256}(?<!\.)$/;
const typePattern = /^(String|Number|Binary)(\..+)?$/;

/** Reads the attributes of a message to be sent; throws InvalidParameterValue for what SQS refuses. */
export function readMessageAttributes(fields: Fields | undefined): MessageAttributes {
  if (fields === undefined) return {};
  const names = fields.names();
  if (names.length > 10) throw invalid(`Number of message attributes [${names.length}] exceeds the allowed maximum [10].`);
  return Object.fromEntries(names.map((name) => [name, readAttribute(name, fields.optionalObject(name) ?? new Fields({}))]));
}

function readAttribute(name: string, fields: Fields): MessageAttribute {
  if (!namePattern.test(name) || /^(aws|amazon)\./i.test(name)) throw invalid(`Message attribute name '${name}' is invalid.`);
  const dataType = fields.optionalString('DataType');
  if (dataType === undefined) throw invalid(`The message attribute '${name}' must contain non-empty message attribute type.`);
  const kind = typePattern.exec(dataType)?.[1];
  if (kind === undefined || dataType.length > 256)
    throw invalid(`The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`);
  const text = fields.optionalString('StringValue');
  const binary = fields.optionalString('BinaryValue');
  const value = kind === 'Binary' ? binary : text;
  if (value === undefined || value === '')
    throw invalid(`The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${kind}'.`);
  if (kind === 'Binary') return { DataType: dataType, BinaryValue: value };
  assertCharacters(value);
  if (kind === 'Number' && !Number.isFinite(Number(value))) throw invalid(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  return { DataType: dataType, StringValue: value };
}

/** Bytes that attributes count towards the message's limit: names, types and values. */
export function sizeOf(attributes: MessageAttributes): number {
  let size = 0;
  for (const [name, attribute] of Object.entries(attributes))
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueBytes(attribute).length;
  return size;
}

/** MD5 over the attributes in the encoding of the SQS developer guide; undefined when there are none. */
export function digestOf(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    add(Buffer.from(name));
    add(Buffer.from(attribute.DataType));
    hash.update(Buffer.from([attribute.BinaryValue === undefined ? 1 : 2]));
    add(valueBytes(attribute));
  }
  return hash.digest('hex');
}

/** The attributes a receiver asked for: names, `All`, `.*` or a prefix ending in `.*`. */
export function select(attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes {
  if (wanted.includes('All') || wanted.includes('.*')) return attributes;
  const wants = (name: string): boolean => wanted.some((entry) => (entry.endsWith('.*') ? name.startsWith(entry.slice(0, -1)) : entry === name));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wants(name)));
}

function valueBytes(attribute: MessageAttribute): Buffer {
  return attribute.BinaryValue === undefined ? Buffer.from(attribute.StringValue ?? '') : Buffer.from(attribute.BinaryValue, 'base64');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

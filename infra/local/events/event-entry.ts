/** An entry of PutEvents and the event that it becomes. */
import { randomUUID } from 'node:crypto';
import { account, region } from '../arn.ts';
import { AwsError } from '../http/aws-error.ts';
import { isObject, type Fields } from '../http/fields.ts';
import { busNamed } from './bus-store.ts';

/** Bytes that all entries of a request may have together. */
export const longestRequest = 1_048_576;

export interface BusEvent {
  readonly id: string;
  readonly bus: string;
  /** The event as JSON text; its detail is the sender's text, so that nothing of it changes on the way. */
  readonly text: string;
}

/** Reads an entry; throws an AwsError with the code and message that the entry's result carries. */
export function readEntry(entry: Fields): BusEvent {
  const source = required(entry, 'Source');
  const detailType = required(entry, 'DetailType');
  const detail = required(entry, 'Detail');
  if (source.startsWith('aws.')) throw new AwsError('NotAuthorizedForSourceException', 'Not authorized for the source.');
  if (source.length > 256) throw invalid('Source', 'Source is longer than 256 characters');
  if (detailType.length > 128) throw invalid('DetailType', 'DetailType is longer than 128 characters');
  if (!isJsonObject(detail)) throw new AwsError('MalformedDetail', 'Detail is malformed.');
  const id = randomUUID();
  const seconds = entry.optionalNumber('Time');
  const envelope = {
    version: '0',
    id,
    'detail-type': detailType,
    source,
    account,
    time: new Date(seconds === undefined ? Date.now() : seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: entry.strings('Resources'),
  };
  return { id, bus: busNamed(entry.optionalString('EventBusName')), text: escapeForQueues(`${JSON.stringify(envelope).slice(0, -1)},"detail":${detail}}`) };
}

/** Characters that JSON allows and queues refuse are written as escapes: the same event, and it is not lost on its way. */
function escapeForQueues(json: string): string {
  return json.replace(/[\ufffe\uffff]/g, (character) => (character === '\ufffe' ? '\\ufffe' : '\\uffff'));
}

/** Size as the service counts it: EventBridge user guide, "Calculating PutEvents event entry size". */
export function entrySize(entry: Fields): number {
  const texts = [entry.optionalString('Source'), entry.optionalString('DetailType'), entry.optionalString('Detail'), ...entry.strings('Resources')];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), entry.has('Time') ? 14 : 0);
}

function required(entry: Fields, name: string): string {
  const value = entry.optionalString(name);
  if (value === undefined || value === '') throw invalid(name, `${name} is a required argument`);
  return value;
}

function isJsonObject(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    // Not JSON: the caller answers MalformedDetail.
    return false;
  }
}

function invalid(name: string, reason: string): AwsError {
  return new AwsError('InvalidArgument', `Parameter ${name} is not valid. Reason: ${reason}.`);
}

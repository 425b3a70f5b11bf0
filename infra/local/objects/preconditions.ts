/** Conditional requests: If-Match, If-None-Match and their time-based relatives. RFC 9110, as far as S3 follows it. */
import { AwsError } from '../http/aws-error.ts';
import { header, type Exchange } from '../http/exchange.ts';
import type { StoredObject, WriteCondition } from './object-store.ts';

/** The condition that a write's headers set: `If-None-Match: *` for creating, `If-Match: <etag>` for replacing. */
export function writeCondition(exchange: Exchange): WriteCondition {
  const match = header(exchange, 'if-match');
  const noneMatch = header(exchange, 'if-none-match');
  if (noneMatch !== undefined && noneMatch !== '*')
    throw new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented: If-None-Match takes * for a write.', 501);
  return (current) => {
    if (noneMatch !== undefined && current !== undefined) throw failed('If-None-Match');
    if (match === undefined) return;
    if (current === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
    if (!names(match, current)) throw failed('If-Match');
  };
}

/** Whether a read is answered with 304; throws PreconditionFailed when it must not be answered. */
export function isUnchanged(exchange: Exchange, object: StoredObject): boolean {
  const match = header(exchange, 'if-match');
  if (match !== undefined && !names(match, object)) throw failed('If-Match');
  const modified = Math.floor(object.modifiedAt / 1000) * 1000;
  const unmodifiedSince = header(exchange, 'if-unmodified-since');
  if (match === undefined && unmodifiedSince !== undefined && modified > Date.parse(unmodifiedSince)) throw failed('If-Unmodified-Since');
  const noneMatch = header(exchange, 'if-none-match');
  if (noneMatch !== undefined) return names(noneMatch, object);
  const modifiedSince = header(exchange, 'if-modified-since');
  return modifiedSince !== undefined && modified <= Date.parse(modifiedSince);
}

function names(condition: string, object: StoredObject): boolean {
  const bare = (etag: string): string => etag.trim().replace(/^"|"$/g, '');
  return condition.split(',').some((etag) => etag.trim() === '*' || bare(etag) === bare(object.etag));
}

function failed(condition: string): AwsError {
  return new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, { Condition: condition });
}

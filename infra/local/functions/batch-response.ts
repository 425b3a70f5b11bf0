/** What a function's answer says about the records of its batch. Lambda developer guide, "Implementing partial batch responses". */
import { isObject } from '../http/fields.ts';

/**
 * Ids of the messages that failed. Without partial responses an answer means that all succeeded. With them, nothing or
 * an empty list means the same, a list names the failures, and anything else fails the whole batch.
 */
export function failedMessages(answer: unknown, messageIds: readonly string[], reportsItemFailures: boolean): readonly string[] {
  if (!reportsItemFailures || answer === undefined || answer === null) return [];
  if (!isObject(answer)) return messageIds;
  const failures = answer['batchItemFailures'];
  if (failures === undefined || failures === null) return Object.keys(answer).length === 0 || failures === null ? [] : messageIds;
  if (!Array.isArray(failures)) return messageIds;
  const ids = failures.map((failure: unknown) => (isObject(failure) ? failure['itemIdentifier'] : undefined));
  const known = ids.filter((id) => typeof id === 'string' && messageIds.includes(id));
  return known.length === ids.length ? known.map(String) : messageIds;
}

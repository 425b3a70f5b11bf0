import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * An item as plain data. The document client does this for answers but not for the item that a failed condition
 * brings along. Knows the types that our tables use: strings, numbers, booleans, null, lists and maps.
 */
export function fromAttributeValues(item: Readonly<Record<string, AttributeValue>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromAttributeValue(value)]));
}

function fromAttributeValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(fromAttributeValue);
  if (value.M !== undefined) return fromAttributeValues(value.M);
  return null;
}

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Builds a model once for each client and table: constructing an ElectroDB entity costs 8 to 20 ms, which a
 * function should not pay before it needs the table.
 */
export function perTable<M>(build: (client: DynamoDBDocumentClient, table: string) => M): (client: DynamoDBDocumentClient, table: string) => M {
  const known = new WeakMap<DynamoDBDocumentClient, Map<string, M>>();
  return (client, table) => {
    let tables = known.get(client);
    if (tables === undefined) known.set(client, (tables = new Map()));
    let model = tables.get(table);
    if (model === undefined) tables.set(table, (model = build(client, table)));
    return model;
  };
}

/**
 * Read option, `model.get(key).go(anyWriter)`: also returns rows without ElectroDB's identifiers. Rows written by
 * other systems have none, and without this they would look absent. A query then returns every entity of the
 * partition: tell them apart by their sort key.
 */
export const anyWriter = { ignoreOwnership: true } as const;

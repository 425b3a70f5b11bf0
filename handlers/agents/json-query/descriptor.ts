import type { AgentDescriptor } from '../agent-descriptor.ts';

/** Path, filter and aggregate over JSON. */
export const jsonQuery: AgentDescriptor = {
  agentId: 'json-query',
  description:
    'Queries a JSON document: follow a path, filter entries by conditions, count, sum, average, minimum, maximum, list or distinct values of a field, group by a field, sort and limit. Use it for any question about the data of a .json file: objects, arrays, records, fields, keys, values.',
  categories: ['built-in', 'data'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['json'],
    properties: {
      json: { type: 'string', minLength: 1, description: 'The JSON text (or one JSON value a line), or the reference attachment:<file name>.' },
      path: {
        type: 'string',
        maxLength: 500,
        description:
          'Path to the entries, from the root: "orders[*]", "orders[0].customer.name", "items[-1]", "orders[?total > 100].id", "..price" (any depth). Without a path: the entries of the first array found, otherwise the whole document.',
      },
      where: {
        type: 'array',
        description: 'Conditions that an entry must meet, all of them.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['field', 'operator', 'value'],
          properties: {
            field: { type: 'string', description: 'Field of the entry, dotted for nested ones.' },
            operator: { type: 'string', enum: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains'], description: 'Comparison.' },
            value: { type: ['string', 'number', 'boolean', 'null'], description: 'Compared value.' },
          },
        },
      },
      field: { type: 'string', description: 'Field of each entry to aggregate or list, dotted for nested ones.' },
      aggregate: {
        type: 'string',
        enum: ['count', 'sum', 'mean', 'median', 'min', 'max', 'distinct', 'list', 'keys'],
        description: 'What to compute over the entries; list when absent.',
      },
      groupBy: { type: 'string', description: 'Field whose values form groups; the aggregate is given per group.' },
      sortBy: { type: 'string', description: 'Field to order listed entries by.' },
      order: { type: 'string', enum: ['ascending', 'descending'], description: 'Order of listed entries; ascending by default.' },
      limit: { type: 'integer', minimum: 1, maximum: 1000, description: 'At most this many listed entries; 100 when absent.' },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['matched', 'result', 'summary'],
    properties: {
      matched: { type: 'integer', description: 'Entries that meet the conditions.' },
      result: { description: 'The aggregate, the groups or the listed entries.' },
      summary: { type: 'string' },
    },
  },
};

import type { AgentDescriptor } from '../agent-descriptor.ts';

/** Figures over the columns of a CSV file. */
export const csvStatistics: AgentDescriptor = {
  agentId: 'csv-statistics',
  description:
    'Statistics over a CSV or TSV table: count rows, sum or total, mean (average), median, minimum (lowest, cheapest), maximum (highest, most expensive), range, standard deviation, variance, number of distinct values of columns; filter rows by conditions, group by a column, and list the top or bottom rows. Use it for any question about figures in a .csv file or spreadsheet export, one file a call.',
  categories: ['built-in', 'data'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['csv'],
    properties: {
      csv: { type: 'string', minLength: 1, description: 'The CSV text with a header row, or the reference attachment:<file name>.' },
      columns: { type: 'array', items: { type: 'string' }, description: 'Names of the columns to compute; all numeric columns when absent.' },
      statistics: {
        type: 'array',
        items: { type: 'string', enum: ['count', 'sum', 'mean', 'median', 'min', 'max', 'range', 'stddev', 'variance', 'distinct', 'columnNames'] },
        description: 'Which statistics; all when absent. count alone counts the rows that match; columnNames lists the columns there are.',
      },
      where: {
        type: 'array',
        description: 'Conditions that a row must meet, all of them.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['column', 'operator', 'value'],
          properties: {
            column: { type: 'string', description: 'Column name.' },
            operator: { type: 'string', enum: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains'], description: 'Comparison.' },
            value: { type: ['string', 'number'], description: 'Compared value.' },
          },
        },
      },
      groupBy: { type: 'string', description: 'Column whose values form groups; statistics are given per group.' },
      sortBy: { type: 'string', description: 'Column to order the listed rows by.' },
      order: { type: 'string', enum: ['descending', 'ascending'], description: 'Order of listed rows or groups; descending by default.' },
      top: { type: 'integer', minimum: 1, maximum: 1000, description: 'List this many rows (or groups) in that order.' },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['rows', 'matchedRows', 'summary'],
    properties: {
      rows: { type: 'integer', description: 'Data rows in the table.' },
      matchedRows: { type: 'integer', description: 'Rows that meet the conditions.' },
      columns: { type: 'object', description: 'Per column: the statistics, and `skipped` for cells that are not numbers.' },
      groups: { type: 'array', description: 'Per group: group, rows, columns.' },
      top: { type: 'array', description: 'Listed rows.' },
      result: { description: 'The figure, when exactly one was asked for.' },
      summary: { type: 'string', description: 'The findings in words.' },
    },
  },
};

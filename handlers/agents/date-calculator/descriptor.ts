import type { AgentDescriptor } from '../agent-descriptor.ts';

/** Calendar arithmetic. */
export const dateCalculator: AgentDescriptor = {
  agentId: 'date-calculator',
  description:
    'Calendar arithmetic: days, weeks, months and years between two dates, working days between dates, the date a number of days, weeks, months or years after or before a date, the day of the week of a date, week number, day of the year, quarter, leap year, age, days until or since a date. Use it for questions about dates, weekdays, deadlines and durations in days.',
  categories: ['built-in', 'dates'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['operation', 'date'],
    properties: {
      operation: {
        type: 'string',
        enum: ['difference', 'age', 'add', 'subtract', 'weekday', 'workdays', 'describe'],
        description:
          'difference: time between date and otherDate. age: whole years since the date, how old somebody born then is. add or subtract: amount of unit after or before date. weekday: day of the week. workdays: Monday to Friday between the dates. describe: weekday, week number, day of year, quarter, leap year.',
      },
      date: { type: 'string', format: 'date', description: 'First date, for instance 2024-02-29, 29 February 2024, or today.' },
      otherDate: { type: 'string', format: 'date', description: 'Second date of difference and workdays; today when absent.' },
      amount: { type: 'number', description: 'How many units to add or subtract (whole number).' },
      unit: {
        type: 'string',
        enum: ['days', 'weeks', 'months', 'years', 'workdays'],
        description: 'Unit of amount, and of the result of difference; days when absent.',
      },
    },
  },
  outputSchema: {
    type: 'object',
    required: ['result', 'summary'],
    properties: {
      result: { description: 'Days between the dates, the new date, the weekday, or the working days.' },
      days: { type: 'integer' },
      weeks: { type: 'number' },
      years: { type: 'integer', description: 'Whole years of the calendar difference.' },
      months: { type: 'integer', description: 'Whole months beyond the years.' },
      restDays: { type: 'integer', description: 'Days beyond the months.' },
      date: { type: 'string' },
      weekday: { type: 'string' },
      summary: { type: 'string' },
    },
  },
};

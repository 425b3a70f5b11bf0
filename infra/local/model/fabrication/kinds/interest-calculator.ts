import { defineKind, type AgentKind } from '../agent-kind.ts';

/** Template of the agent `interest-calculator`. */
export const interest: AgentKind = defineKind({
  agentId: 'interest-calculator',
  title: 'interest and loan payments',
  signs: [
    [/\b(?:simple|compound|compounded) interest\b|\binterest (?:on|of|for|at)\b|\bcompounded\b/, 2],
    [/\b(?:monthly|loan|mortgage) (?:payments?|instal?ments?|rate)\b|\bmortgage\b|\bloan\b/, 2],
  ],
  description: 'Simple interest, compound interest, and the monthly payment of a loan or mortgage.',
  categories: ['finance'],
  inputs: 'method, principal, rate (percent a year), years, compoundsPerYear (1 when absent).',
  outputs: 'result (interest earned, or the monthly payment), total, summary.',
  constraints: 'Pure computation; amounts are rounded to cents at the end.',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['method', 'principal', 'rate', 'years'],
    properties: {
      method: {
        type: 'string',
        enum: ['simple', 'compound', 'loan'],
        description: 'simple: simple interest. compound: interest on interest, compounded. loan: monthly payment of a loan, mortgage, instalment.',
      },
      principal: { type: 'number', minimum: 0, description: 'Amount of money, loan or deposit.' },
      rate: { type: 'number', description: 'Interest rate in percent a year.' },
      years: { type: 'number', minimum: 0, description: 'Term in years.' },
      compoundsPerYear: { type: 'integer', minimum: 1, maximum: 366, description: 'How often interest is compounded a year.' },
    },
  },
  results: { result: { type: 'number' }, total: { type: 'number' } },
  example: { method: 'compound', principal: 1000, rate: 5, years: 3 },
  code: String.raw`
const cents = value => Math.round((value + Number.EPSILON) * 100) / 100;

export async function handler(input, ctx) {
  const { method, principal, rate, years } = input;
  const share = rate / 100;
  if (method === 'loan') {
    const months = Math.round(years * 12);
    if (months < 1) throw new Error('the term must be at least one month');
    const monthly = share / 12;
    const payment = monthly === 0 ? principal / months : principal * monthly / (1 - (1 + monthly) ** -months);
    return { result: cents(payment), total: cents(payment * months), interest: cents(payment * months - principal), summary: 'The monthly payment is ' + cents(payment) + ' for ' + months + ' months, ' + cents(payment * months) + ' in all, of which ' + cents(payment * months - principal) + ' is interest' };
  }
  const times = input.compoundsPerYear ?? 1;
  const total = method === 'simple' ? principal * (1 + share * years) : principal * (1 + share / times) ** (times * years);
  return { result: cents(total - principal), total: cents(total), summary: 'The ' + method + ' interest on ' + principal + ' at ' + rate + ' % over ' + years + ' years is ' + cents(total - principal) + ', ' + cents(total) + ' in all' };
}`,
});

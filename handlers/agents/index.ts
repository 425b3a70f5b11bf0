/**
 * The agents that come with the project. Each folder holds `agent.js` (what runs in the sandbox, in the form of a
 * fabricated agent) and `descriptor.ts` (what the registry and the model see). After an edit run `embed.ts`.
 */
import type { AgentDescriptor, BuiltInAgent } from './agent-descriptor.ts';
import { calculator } from './calculator/descriptor.ts';
import { csvStatistics } from './csv-statistics/descriptor.ts';
import { dateCalculator } from './date-calculator/descriptor.ts';
import { embedded } from './embedded.ts';
import { jsonQuery } from './json-query/descriptor.ts';
import { textAnalysis } from './text-analysis/descriptor.ts';
import { textCompare } from './text-compare/descriptor.ts';
import { unitConverter } from './unit-converter/descriptor.ts';

export type { AgentDescriptor, BuiltInAgent } from './agent-descriptor.ts';

/** All built-in agents but the fabricator, which is a function of its own. */
export const builtInAgents: readonly BuiltInAgent[] = [calculator, csvStatistics, dateCalculator, jsonQuery, textAnalysis, textCompare, unitConverter].map(
  withSource,
);

function withSource(descriptor: AgentDescriptor): BuiltInAgent {
  const source = embedded[descriptor.agentId];
  if (source === undefined) throw new Error(`agent "${descriptor.agentId}" has no embedded source: run node handlers/agents/embed.ts`);
  return { ...descriptor, source };
}

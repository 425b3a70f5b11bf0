import MiniSearch from 'minisearch';
import type { Agent } from '../../generated/tables/agent.ts';
import { significantWords } from '../core/fabrication/need.ts';

/** An agent that may already do what is needed. */
export interface Candidate {
  readonly agentId: string;
  readonly description: string;
  /** Lexical relevance (BM25 over name, description and schemas) as a share of the best possible, 0 to 1. */
  readonly score: number;
}

/** The `count` agents that fit the need best, best first. The fabricator itself is never one. */
export function matchAgents(need: string, agents: readonly Agent[], count: number): readonly Candidate[] {
  const index = new MiniSearch<{ readonly id: string; readonly name: string; readonly description: string; readonly fields: string }>({
    fields: ['name', 'description', 'fields'],
    tokenize: (text) => [...significantWords(text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2'))],
    searchOptions: { boost: { name: 3, description: 2 } },
  });
  const others = agents.filter((agent) => agent.agentId !== 'fabricator');
  index.addAll(
    others.map(({ agentId, config }) => ({
      id: agentId,
      name: agentId,
      description: config.description,
      fields: `${wordsOf(config.schema)} ${wordsOf(config.outputSchema ?? {})}`,
    })),
  );
  const words = new Set(significantWords(need));
  const described = new Map(others.map((agent) => [agent.agentId, agent.config.description]));
  return index
    .search(need)
    .slice(0, count)
    .map(({ id, queryTerms }) => ({
      agentId: String(id),
      description: described.get(String(id)) ?? '',
      score: Math.round((100 * new Set(queryTerms).size) / Math.max(1, words.size)) / 100,
    }));
}

/** Property names and descriptions of a schema. */
function wordsOf(schema: Readonly<Record<string, unknown>>): string {
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null) return '';
  return Object.entries(properties)
    .map(([name, property]) => `${name} ${typeof property === 'object' && property !== null && 'description' in property ? String(property.description) : ''}`)
    .join(' ');
}

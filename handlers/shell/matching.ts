import MiniSearch from 'minisearch';
import { significantWords } from '../core/fabrication/need.ts';

/** An agent that may already do what is needed. */
export interface Candidate {
  readonly agentId: string;
  readonly description: string;
  /** Lexical relevance (BM25 over name, description and schemas) as a share of the best possible, 0 to 1. */
  readonly score: number;
}

/** What is known of an agent's capability. */
export interface Capable {
  readonly agentId: string;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly outputSchema?: Readonly<Record<string, unknown>>;
}

interface Indexed {
  readonly index: MiniSearch;
  readonly descriptions: ReadonlyMap<string, string>;
}

/** One index a list of agents: the same list is searched in turn after turn. */
const indexes = new WeakMap<readonly Capable[], Indexed>();

/** The `count` agents that fit the need best, best first. The fabricator itself is never one. */
export function matchAgents(need: string, agents: readonly Capable[], count: number): readonly Candidate[] {
  const { index, descriptions } = indexOf(agents);
  const words = new Set(significantWords(need));
  return index
    .search(need)
    .slice(0, count)
    .map(({ id, queryTerms }) => ({
      agentId: String(id),
      description: descriptions.get(String(id)) ?? '',
      score: Math.round((100 * new Set(queryTerms).size) / Math.max(1, words.size)) / 100,
    }));
}

function indexOf(agents: readonly Capable[]): Indexed {
  const known = indexes.get(agents);
  if (known !== undefined) return known;
  const index = new MiniSearch<{ readonly id: string; readonly name: string; readonly description: string; readonly fields: string }>({
    fields: ['name', 'description', 'fields'],
    tokenize: (text) => [...significantWords(text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2'))],
    searchOptions: { boost: { name: 3, description: 2 } },
  });
  const others = agents.filter((agent) => agent.agentId !== 'fabricator');
  index.addAll(
    others.map(({ agentId, description, schema, outputSchema }) => ({
      id: agentId,
      name: agentId,
      description,
      fields: `${wordsOf(schema)} ${wordsOf(outputSchema ?? {})}`,
    })),
  );
  const made = { index, descriptions: new Map(others.map(({ agentId, description }) => [agentId, description])) };
  indexes.set(agents, made);
  return made;
}

/** Property names and descriptions of a schema. */
function wordsOf(schema: Readonly<Record<string, unknown>>): string {
  const { properties } = schema;
  if (typeof properties !== 'object' || properties === null) return '';
  return Object.entries(properties)
    .map(([name, property]) => `${name} ${typeof property === 'object' && property !== null && 'description' in property ? String(property.description) : ''}`)
    .join(' ');
}

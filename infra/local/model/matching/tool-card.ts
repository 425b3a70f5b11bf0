import type { ToolSpec } from '../../bedrock/converse-request.ts';
import { toSchema, type Schema } from '../filling/schema.ts';
import { contentTerms } from '../reading/terms.ts';

/** A tool as the model compares it with a task. */
export interface ToolCard {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
  /** Name, description and all words of the input schema. */
  readonly text: string;
  /** Meanings of those words. */
  readonly terms: ReadonlySet<string>;
}

export function toToolCard(spec: ToolSpec): ToolCard {
  const schema = toSchema(spec.inputSchema.json);
  const description = spec.description ?? '';
  const text = [spec.name.replace(/[-_]/g, ' '), description, ...wordsOfSchema(schema)].join(' . ');
  return { name: spec.name, description, schema, text, terms: new Set(contentTerms(text)) };
}

/** Whether a tool makes new agents instead of doing tasks. */
export function makesAgents(card: ToolCard): boolean {
  return card.name === 'fabricator' || (card.schema.properties?.['taskDetails'] !== undefined && /\b(?:new|create|make)s?\b.*\bagent/i.test(card.description));
}

function wordsOfSchema(schema: Schema): readonly string[] {
  const own = [schema.description ?? '', ...(schema.enum ?? []).map(String)];
  const items = schema.items === undefined ? [] : wordsOfSchema(schema.items);
  return [...own, ...items, ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [name, ...wordsOfSchema(property)])];
}

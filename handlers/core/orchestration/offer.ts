/** Which agents become tools for the model: all of them, or, when there are too many, those that fit. */
import { findAgentsTool } from './built-in-tools.ts';
import { toolUses, type Message } from './conversation.ts';
import type { OfferedAgent } from './snapshot.ts';

/** Agents that are offered without narrowing; and how many the task's words choose beyond. */
export const mostOffered = 24;

/**
 * The offer for a conversation: the fabricator and those that fit the task, by id, then those that were found, used or
 * made since, in that order. It only grows from turn to turn, at its end.
 */
export function narrowed(
  all: readonly OfferedAgent[],
  fitting: readonly string[],
  made: readonly string[],
  messages: readonly Message[],
): readonly OfferedAgent[] {
  if (all.length <= mostOffered) return all;
  const byId = new Map(all.map((agent) => [agent.agentId, agent]));
  const first = [...new Set(['fabricator', ...fitting])].toSorted();
  return [...new Set([...first, ...foundOrUsed(messages), ...made])].flatMap((agentId) => byId.get(agentId) ?? []);
}

function foundOrUsed(messages: readonly Message[]): readonly string[] {
  return messages.flatMap(({ blocks }, index) =>
    toolUses(blocks).flatMap((use) => {
      if (use.name !== findAgentsTool) return [use.name];
      const result = messages[index + 1]?.blocks.find((block) => block.type === 'toolResult' && block.toolUseId === use.toolUseId);
      return result?.type === 'toolResult' && result.status === 'success' ? agentsIn(result.text) : [];
    }),
  );
}

/** The ids in an answer of `find_agents`; it was written by the supervisor itself. */
function agentsIn(text: string): readonly string[] {
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null || !('agents' in found) || !Array.isArray(found.agents)) return [];
  return found.agents.flatMap((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'agentId' in entry && typeof entry.agentId === 'string' ? [entry.agentId] : [],
  );
}

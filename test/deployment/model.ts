/** Models that say what a test wants, by how far the conversation is. */
import type { ContentBlock, ModelOutcome, ModelRequest } from '../../handlers/shell/ports.ts';

const usage = { inputTokens: 10, outputTokens: 5, cachedTokens: 0, costUsd: 0.001 };

export function says(...texts: readonly string[]): ModelOutcome {
  return { kind: 'answered', content: texts.map((text) => ({ type: 'text', text })), stopReason: 'end_turn', usage };
}

/** Asks for agents, in this order; ids are unique within the conversation. */
export function asks(request: ModelRequest, agents: readonly string[], input: unknown = {}): ModelOutcome {
  const turn = turnOf(request);
  const content = agents.map((name, index): ContentBlock => ({ type: 'toolUse', toolUseId: `u${turn}_${index}`, name, input }));
  return { kind: 'answered', content, stopReason: 'tool_use', usage };
}

/** A model that asks for these agents turn by turn, then answers "done". */
export function planned(...turns: readonly (readonly string[])[]): (request: ModelRequest) => ModelOutcome {
  return (request) => {
    const agents = turns[turnOf(request)];
    return agents === undefined ? says('done') : asks(request, agents);
  };
}

/** Answers given so far. */
export function turnOf({ messages }: ModelRequest): number {
  return messages.filter(({ role }) => role === 'assistant').length;
}

/** What is asked of the simulated system: requests, a scripted model, agents. */
import type { ContentBlock, ModelOutcome, ModelRequest } from '../../handlers/shell/ports.ts';

export interface Scenario {
  readonly name: string;
  readonly requests: number;
  /** What the model says in its n-th answer (from 0) of an orchestration; the last entry ends it. */
  readonly turns: readonly (readonly Use[] | string)[];
  /** The external agent reads its tasks and never answers. */
  readonly silentAgent?: boolean;
  /** What each request may spend. */
  readonly budget?: { readonly tokens: number };
}

export interface Use {
  readonly agent: string;
  readonly input?: unknown;
}

const spent = { inputTokens: 10, outputTokens: 5, cachedTokens: 0, costUsd: 0.001 };

export const scenarios = {
  oneTool: { name: 'one tool', requests: 1, turns: [[{ agent: 'adder' }], 'done'] },
  parallel: { name: 'two in parallel', requests: 1, turns: [[{ agent: 'adder' }, { agent: 'adder' }], 'done'] },
  fabricate: { name: 'fabricate, then use', requests: 1, turns: [[{ agent: 'fabricator', input: { taskDetails: 'x' } }], [{ agent: 'made' }], 'done'] },
  mixed: {
    name: 'a bit of everything',
    requests: 2,
    turns: [[{ agent: 'adder' }, { agent: 'external' }, { agent: 'unknown' }], [{ agent: 'adder' }, { agent: 'flaky' }], 'done'],
  },
  external: { name: 'a foreign consumer', requests: 1, turns: [[{ agent: 'external' }], 'done'] },
  silent: { name: 'an agent that never answers', requests: 1, turns: [[{ agent: 'external' }], 'done'], silentAgent: true },
  unreachable: {
    name: 'an agent whose queue takes nothing',
    requests: 1,
    turns: [[{ agent: 'external' }, { agent: 'stranded' }], [{ agent: 'stranded' }], 'done'],
  },
  budget: {
    name: 'agents that ask a model, within a budget',
    requests: 1,
    budget: { tokens: 6_000 },
    turns: [[{ agent: 'thinker' }, { agent: 'thinker' }, { agent: 'thinker' }, { agent: 'adder' }], [{ agent: 'thinker' }, { agent: 'flaky' }], 'done'],
  },
  spent: { name: 'a budget that is spent', requests: 1, budget: { tokens: 3_000 }, turns: [[{ agent: 'thinker' }, { agent: 'thinker' }]] },
  endless: { name: 'a model that never ends', requests: 1, turns: [[{ agent: 'adder' }]] },
} satisfies Record<string, Scenario>;

export type ScenarioKey = keyof typeof scenarios;

/** The scenario of that key, as a person typed it. */
export function scenarioNamed(key: string): Scenario | undefined {
  return Object.entries<Scenario>(scenarios).find(([one]) => one === key)?.[1];
}

/** The scripted answer to a request: chosen by how many assistant messages it holds. */
export function scripted(scenario: Scenario, request: ModelRequest): ModelOutcome {
  const turn = request.messages.filter((message) => message.role === 'assistant').length;
  const wanted = scenario.turns[Math.min(turn, scenario.turns.length - 1)] ?? 'done';
  if (typeof wanted === 'string') return { kind: 'answered', content: [{ type: 'text', text: wanted }], stopReason: 'end_turn', usage: spent };
  const content = wanted.map((use, index): ContentBlock => ({ type: 'toolUse', toolUseId: `u${turn}_${index}`, name: use.agent, input: use.input ?? {} }));
  return { kind: 'answered', content, stopReason: 'tool_use', usage: spent };
}

/** Answers of a model on a bad day. */
export const badDays: readonly { readonly name: string; readonly outcome: ModelOutcome }[] = [
  { name: 'throttled', outcome: { kind: 'throttled', message: 'simulated throttle' } },
  { name: 'unavailable', outcome: { kind: 'unavailable', message: 'simulated outage' } },
  { name: 'invalid', outcome: { kind: 'invalid', message: 'simulated refusal' } },
  { name: 'malformed', outcome: { kind: 'answered', content: [], stopReason: 'malformed_model_output', usage: spent } },
  {
    name: 'cut off',
    outcome: { kind: 'answered', content: [{ type: 'toolUse', toolUseId: 'cut', name: 'adder', input: {} }], stopReason: 'max_tokens', usage: spent },
  },
  { name: 'window full', outcome: { kind: 'answered', content: [], stopReason: 'model_context_window_exceeded', usage: spent } },
];

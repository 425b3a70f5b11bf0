import type { AgentKind } from './agent-kind.ts';
import { agentKinds } from './kinds.ts';

/** The kind of agent a request is for; undefined when no kind is meant clearly. */
export function recogniseKind(request: string): AgentKind | undefined {
  const text = request.toLowerCase().replace(/\breturns? [^.]*\bsummary\b[^.]*/g, ' ');
  const scored = agentKinds
    .map((kind) => ({ kind, score: kind.signs.reduce((sum, [pattern, weight]) => sum + (pattern.test(text) ? weight : 0), 0) }))
    .filter(({ score }) => score >= 1)
    .toSorted((a, b) => b.score - a.score);
  return scored[0]?.kind;
}

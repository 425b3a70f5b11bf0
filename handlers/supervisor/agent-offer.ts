/** Narrows many agents to those that fit, and finds others when the model asks; which ones, and why, is logged. */
import { answerText, type Message } from '../core/orchestration/conversation.ts';
import { mostOffered, narrowed } from '../core/orchestration/offer.ts';
import type { BuiltInAnswer } from '../core/orchestration/plan.ts';
import type { OfferedAgent } from '../core/orchestration/snapshot.ts';
import type { Head } from '../core/orchestration/head.ts';
import type { Log } from '../shell/ports.ts';

/** The search index is loaded when there are many agents, and else costs nothing at a cold start. */
const matching = () => import('../shell/matching.ts');

/** Agents that one search finds, at most. */
const FOUND = 8;

/** The agents that become tools for this turn. */
export async function offerAgents(log: Log, head: Head, all: readonly OfferedAgent[], messages: readonly Message[]): Promise<readonly OfferedAgent[]> {
  if (all.length <= mostOffered) return all;
  const need = answerText(messages[0]?.blocks ?? []);
  const { matchAgents } = await matching();
  const candidates = matchAgents(need, all, mostOffered);
  if (head.turn === 0)
    log('info', 'agents narrowed to those that fit the task', {
      orchestrationId: head.orchestrationId,
      active: all.length,
      candidates: candidates.map(({ agentId, score }) => ({ agentId, score })),
    });
  return narrowed(
    all,
    candidates.map(({ agentId }) => agentId),
    head.fabricated ?? [],
    messages,
  );
}

/** Answers `find_agents`: what comes near the need, best first, as JSON. */
export async function answerFindAgents(log: Log, head: Head, all: readonly OfferedAgent[], need: string): Promise<BuiltInAnswer> {
  const { matchAgents } = await matching();
  const agents = matchAgents(need, all, FOUND);
  log('info', 'agents searched by the model', {
    orchestrationId: head.orchestrationId,
    turn: head.turn,
    candidates: agents.map(({ agentId, score }) => ({ agentId, score })),
  });
  const advice = agents.length === 0 ? 'No agent comes near: use other words, or have one made.' : 'These are offered to you as tools in the next turn.';
  return { ok: true, text: JSON.stringify({ agents, advice }) };
}

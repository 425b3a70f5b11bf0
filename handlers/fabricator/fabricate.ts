import type { Agent } from '../../generated/tables/agent.ts';
import type { FabricatorInput, FabricatorOutput } from '../../generated/agents/fabricator.ts';
import { findRegistered } from '../shell/registry/register-agent.ts';
import type { RegisteredAgent } from '../shell/registry/register-agent.ts';
import { fabricatorPrompt } from '../prompts/prompt.ts';
import { mostOfOneTask, type Allowance } from '../core/orchestration/spending.ts';
import { Account } from './account.ts';
import type { BrainEnd, BrainUsage } from './brain.ts';
import { significantWords } from '../core/fabrication/need.ts';
import { matchAgents } from '../shell/matching.ts';
import type { FabricatorPorts } from './ports.ts';
import { systemPrompt, userPrompt } from './system-prompt.ts';
import { fabricatorTools } from './tools/index.ts';
import { FABRICATOR, REPAIRS, Workshop } from './workshop.ts';

/** What came of a request. It tells what is in the registry, whatever the model said. */
export type Fabrication =
  | { readonly kind: 'made'; readonly output: FabricatorOutput; readonly usage?: BrainUsage }
  | { readonly kind: 'failed'; readonly code: FabricationFailure; readonly message: string; readonly retryable: boolean; readonly usage?: BrainUsage };

export type FabricationFailure =
  | 'FABRICATION_INVALID_REQUEST'
  /** The agent made for the same request was switched off. */
  | 'FABRICATION_SUSPENDED'
  /** Too many new agents in the last hour. */
  | 'FABRICATION_CAP'
  /** The model said that it cannot be done. */
  | 'FABRICATION_DECLINED'
  /** No version passed the checks. */
  | 'FABRICATION_REJECTED'
  /** The model ended without an agent. */
  | 'FABRICATION_INCOMPLETE'
  /** A guardrail, or the model's own filter, blocked the question or the answer. */
  | 'FABRICATION_BLOCKED'
  /** Turns, the tokens of an answer, or the allowance of tokens and dollars were used up. */
  | 'FABRICATION_LIMIT'
  | 'FABRICATION_TIMEOUT'
  | 'FABRICATION_MODEL_FAILED';

/** Model calls of one fabrication. */
const TURNS = 30;
/** Existing agents that the model is shown. */
const CANDIDATES = 8;
/** Words a need must have for an agent that covers all of them to count as made for it. */
const TELLING_WORDS = 3;
/** New versions of agents in an hour, all fabrications together; the supervisor's budget bounds those of one orchestration. */
const PER_HOUR = 60;
const HOUR_MS = 3_600_000;
/** How long after the deadline a model that does not stop is waited for. */
const GRACE_MS = 5_000;

/**
 * Answers a request: with the agent that the same request made before, with one that exists, or with a new one.
 * `allowance` bounds what the model may use, when the request comes from an orchestration; without one it is what one task gets at most.
 */
export async function fabricate(
  ports: FabricatorPorts,
  input: FabricatorInput,
  requestHash: string,
  signal: AbortSignal,
  allowance?: Allowance,
): Promise<Fabrication> {
  const earlier = await findRegistered(ports, requestHash);
  if (earlier !== undefined) return reuse(earlier);
  const [{ agents: registered }, workerTools] = await Promise.all([ports.registry.all(), ports.registry.activeTools()]);
  const agents = registered.filter(({ agentId, state }) => state === 'active' && agentId !== FABRICATOR);
  const recent = await madeSince(ports, registered, ports.clock.now() - HOUR_MS);
  if (recent >= PER_HOUR)
    return failed('FABRICATION_CAP', `${recent} versions were made in the last hour, ${PER_HOUR} are allowed: use an existing one, or try again later`);
  const candidates = matchAgents(
    `${input.agentName ?? ''} ${input.taskDetails}`,
    agents.map(({ agentId, config: { description, schema, outputSchema } }) => ({
      agentId,
      description,
      schema,
      ...(outputSchema !== undefined && { outputSchema }),
    })),
    CANDIDATES,
  );
  ports.telemetry.log('info', 'existing agents that come near the need', {
    candidates: candidates.map(({ agentId, score }) => ({ agentId, score })),
    requestHash,
  });

  const [best] = candidates;
  const same =
    best?.score === 1 && significantWords(input.taskDetails).length >= TELLING_WORDS ? agents.find(({ agentId }) => agentId === best.agentId) : undefined;
  if (same?.source === 'fabricated')
    return made(
      { agentId: same.agentId, version: same.config.version, state: same.state },
      `Nothing new was made: agent "${same.agentId}" was made for such a need. ${usability({ agentId: same.agentId, version: same.config.version, state: same.state })}`,
    );

  const account = new Account(allowance ?? mostOfOneTask);
  const workshop = new Workshop(ports, requestHash, signal);
  const work = ports.brain.work({
    system: systemPrompt(fabricatorTools, workerTools, ports.allowedHosts),
    prompt: userPrompt(input.taskDetails, input.agentName, candidates),
    tools: fabricatorTools,
    workshop,
    done: () => workshop.claim !== undefined || workshop.refusals.length >= REPAIRS,
    reminder: () =>
      workshop.agents.length > 0
        ? undefined
        : 'Nothing is registered yet. Go on with upload_agent_to_s3 and store_agent_config_dynamo, or call complete_task with status "error" and the reason.',
    turns: TURNS,
    account,
    signal,
  });
  const end = await Promise.race([work, stopped(signal)]);
  // A model that did not stop must not register anything after the completion has said that nothing is there.
  await workshop.close();
  ports.telemetry.log('info', 'the model has ended', {
    end: end.kind === 'ended' ? end.why : 'failed',
    claim: workshop.claim?.status,
    refusals: workshop.refusals,
    model: end.model,
    prompt: fabricatorPrompt.id,
    promptSha256: fabricatorPrompt.sha256,
    ...account.usage,
  });
  const { usage } = account;
  ports.telemetry.metrics.count('model.tokens', usage.inputTokens, { direction: 'input' });
  ports.telemetry.metrics.count('model.tokens', usage.outputTokens, { direction: 'output' });
  if (usage.costUsd !== undefined) ports.telemetry.metrics.count('model.cost', usage.costUsd);
  const advice = allowance === undefined ? 'ask for less at once' : 'raise the "budget" of the request, or ask for less at once';
  return { ...(await resultOf(ports, workshop, end, `${account.refusal ?? account.shortened ?? ''}: ${advice}`)), usage };
}

/** The truth, in this order: what is registered, what the model decided, why there is nothing. */
async function resultOf(ports: FabricatorPorts, workshop: Workshop, end: BrainEnd, spent: string): Promise<Fabrication> {
  const [agent] = workshop.agents;
  const { claim } = workshop;
  if (agent !== undefined) {
    const said = claim?.status === 'success' ? ` ${claim.message}` : '';
    return made(agent, `${usability(agent)}${said}`);
  }
  if (claim?.existing !== undefined) {
    const existing = await ports.registry.get(claim.existing);
    if (existing !== undefined)
      return made(
        { agentId: existing.agentId, version: existing.config.version, state: existing.state },
        `Nothing new was made: agent "${existing.agentId}" exists and does this. ${claim.message}`,
      );
  }
  const refusal = workshop.refusals.at(-1);
  const last = refusal === undefined ? '' : ` The last attempt was refused: ${refusal}`;
  if (claim !== undefined) return failed('FABRICATION_DECLINED', `the model could not make the agent: ${claim.message}`);
  if (end.kind === 'failed') return failed('FABRICATION_MODEL_FAILED', `the model did not answer: ${end.message}`, end.transient);
  if (workshop.refusals.length >= REPAIRS) return failed('FABRICATION_REJECTED', `no version passed the checks in ${REPAIRS} attempts.${last}`);
  const said = end.lastText === '' ? '' : ` It said: ${end.lastText.slice(0, 500)}`;
  switch (end.why) {
    case 'stopped':
      return failed('FABRICATION_TIMEOUT', `the time was up before an agent was registered: ask for less at once.${last}`);
    case 'allowance':
      return failed('FABRICATION_LIMIT', `the allowance of this fabrication ended before an agent was registered: ${spent}.${last}`);
    case 'turns':
    case 'tokens':
      return failed('FABRICATION_LIMIT', `the model used up its ${end.why} without an agent: describe the need more precisely.${last}`);
    case 'blocked':
      return failed(
        'FABRICATION_BLOCKED',
        `a guardrail or content filter ended the model's work before an agent was registered: word the need differently.${last}${said}`,
      );
    case 'done':
    case 'endTurn':
      return failed('FABRICATION_INCOMPLETE', `the model ended without an agent: describe the need more precisely.${last}${said}`);
  }
}

/**
 * Versions fabricated since `since`, whatever became of their agents: suspending what was made frees nothing, and new
 * versions of one agent count each. An agent is touched by each of its versions, so older heads need no look.
 */
async function madeSince({ registry }: FabricatorPorts, heads: readonly Agent[], since: number): Promise<number> {
  const touched = heads.filter(({ source, updatedAt }) => source === 'fabricated' && Date.parse(updatedAt ?? '') >= since);
  const versions = await Promise.all(touched.map(({ agentId }) => registry.versions(agentId)));
  return versions.flat().filter(({ by, createdAt }) => by === FABRICATOR && Date.parse(createdAt) >= since).length;
}

function reuse(earlier: RegisteredAgent): Fabrication {
  if (earlier.state === 'active' || earlier.state === 'pending') return made(earlier, `The same was asked before. ${usability(earlier)}`);
  return failed(
    'FABRICATION_SUSPENDED',
    `agent "${earlier.agentId}", made for the same request, is ${earlier.state}: an operator has to activate it, or describe what must be different`,
  );
}

function made({ agentId, version, state }: Omit<FabricatorOutput, 'message'>, message: string): Fabrication & { readonly kind: 'made' } {
  return { kind: 'made', output: { agentId, version, state, message: message.slice(0, 4_000) } };
}

function usability({ agentId, version, state }: Omit<FabricatorOutput, 'message'>): string {
  return state === 'active'
    ? `Agent "${agentId}" ${version} is active and can be used now.`
    : `Agent "${agentId}" ${version} is registered but ${state}: a person has to review and activate it before it can be used.`;
}

function failed(code: FabricationFailure, message: string, retryable = false): Fabrication & { readonly kind: 'failed' } {
  return { kind: 'failed', code, message, retryable };
}

/** Ends the wait for a model that does not stop when told. */
function stopped(signal: AbortSignal): Promise<BrainEnd> {
  return new Promise((resolve) => {
    const end = (): void => void setTimeout(() => resolve({ kind: 'ended', why: 'stopped', lastText: '' }), GRACE_MS).unref();
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

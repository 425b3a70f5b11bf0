import type { Block, Message } from '../core/orchestration/conversation.ts';
import { builtInTools, findAgents, findAgentsTool, readResult } from '../core/orchestration/built-in-tools.ts';
import { toolUses, type ToolUse } from '../core/orchestration/conversation.ts';
import type { Input } from '../core/orchestration/decide.ts';
import { buildModelRequest, brokenHistory } from '../core/orchestration/model-request.ts';
import { planTasks, type BuiltInAnswer, type Checked } from '../core/orchestration/plan.ts';
import { estimateTokens } from '../core/orchestration/token-estimate.ts';
import { costSpent, tokensSpent, withCall } from '../core/orchestration/spending.ts';
import { withFabricated, type OfferedAgent } from '../core/orchestration/snapshot.ts';
import { taskIdOf } from '../core/task/use-id.ts';
import { limits, utf8Bytes } from '../core/limits.ts';
import { timing } from '../core/timing.ts';
import { sha256 } from '../shell/hash.ts';
import { problemWithInput } from '../shell/input-check.ts';
import type { ContentBlock } from '../shell/ports.ts';
import type { Span } from '../shell/tracer.ts';
import { answerFindAgents, offerAgents } from './agent-offer.ts';
import type { Orchestrator, Working } from './orchestrator.ts';
import { answerReadResult } from './read-result.ts';
import { fromStoredMessage } from './stored-message.ts';

/** Bytes of randomness in a task's token. */
const TOKEN_BYTES = 16;

/** Calls the model for the claimed turn and says what it said. The answer is committed by `decide`, if the epoch still holds. */
export async function askModel(orchestrator: Orchestrator, working: Working, epoch: number, span: Span): Promise<Input> {
  const { ports, snapshots } = orchestrator;
  const { head } = working;
  const history = await readHistory(orchestrator, working);
  const broken = brokenHistory(head.turn, history);
  if (broken !== undefined) return { type: 'historyBroken', now: ports.clock.now(), epoch, message: broken };
  const snapshot = await snapshots.get(head.configHash);
  if (snapshot === undefined)
    return { type: 'historyBroken', now: ports.clock.now(), epoch, message: `the agent snapshot payloads/${head.configHash} is missing` };
  const all = withFabricated(snapshot.agents, await snapshots.fabricated(head.fabricated ?? []));

  const agents = await offerAgents(ports.telemetry.log, head, all, history);
  const asked = buildModelRequest(snapshot.system, agents, history, head.repaired === true, agents.length < all.length);
  const needed = estimateTokens(asked);
  const costUsd = ports.costBound?.({ input: needed, output: 0 }) ?? 0;
  if (needed > head.budget.tokens - tokensSpent(head.usage) || costUsd > head.budget.costUsd - costSpent(head.usage))
    return { type: 'unaffordable', now: ports.clock.now(), epoch, tokens: needed, costUsd };
  const started = ports.clock.now();
  const outcome = await ports.model.ask({ ...asked, maxTokens: head.maxTokens ?? limits.maxTokens, timeoutMs: answerTime(head, started) });
  const now = ports.clock.now();
  ports.telemetry.metrics.milliseconds('model.duration', now - started, { outcome: outcome.kind });
  if (outcome.kind !== 'answered') {
    ports.telemetry.log('warn', 'the model call gave no answer', {
      orchestrationId: head.orchestrationId,
      turn: head.turn,
      epoch,
      code: outcome.kind,
      problem: outcome.message,
    });
    return { type: 'modelFailed', now, epoch, ...outcome, fraction: ports.entropy.fraction() };
  }
  ports.telemetry.metrics.count('model.tokens', outcome.usage.inputTokens, { direction: 'input' });
  ports.telemetry.metrics.count('model.tokens', outcome.usage.outputTokens, { direction: 'output' });
  if (outcome.usage.costUsd !== undefined) ports.telemetry.metrics.count('model.cost', outcome.usage.costUsd);
  const blocks = withUniqueIds(outcome.content, head.turn + 1, history);
  const checked = await check(orchestrator, working, all, history, blocks);
  const spending = { ...head, ...(span.traceparent !== undefined && { traceparent: span.traceparent }), usage: withCall(head.usage, outcome.usage) };
  return {
    type: 'answered',
    now,
    epoch,
    blocks,
    stopReason: outcome.stopReason,
    spent: outcome.usage,
    tasks: planTasks(spending, blocks, checked, now),
    ...(outcome.model !== undefined && { model: outcome.model }),
  };
}

/** Milliseconds that the model has: no answer is of use after the orchestration's deadline. */
function answerTime({ deadlineAt }: Working['head'], now: number): number {
  return Math.max(1, Math.min(timing.modelTimeout, deadlineAt - now));
}

async function readHistory(orchestrator: Orchestrator, working: Working): Promise<readonly Message[]> {
  if (working.messages === undefined) working.messages = (await orchestrator.ports.store.load(working.head.orchestrationId))?.messages ?? [];
  return Promise.all(working.messages.map((message) => fromStoredMessage(orchestrator.ports.payloads, message)));
}

/** Longest id of a tool use that is kept as it is; Converse takes no longer ones, and a task's item twice as much. */
const LONGEST_USE_ID = 64;

/**
 * Tool use ids are unique within a conversation, since `read_result` goes by them; a server that numbers its calls anew in each answer gets a
 * suffix, and so does one whose ids are long (some put the model's signed thoughts into them).
 */
function withUniqueIds(content: readonly ContentBlock[], turn: number, history: readonly Message[]): readonly Block[] {
  const seen = new Set(history.flatMap(({ blocks }) => toolUses(blocks).map(({ toolUseId }) => toolUseId)));
  return content.map((block, index): Block => {
    if (block.type !== 'toolUse') return block;
    const isUsable = block.toolUseId !== '' && block.toolUseId.length <= LONGEST_USE_ID && !seen.has(block.toolUseId);
    const toolUseId = isUsable ? block.toolUseId : `${block.toolUseId.slice(0, 48)}_${turn}_${index}`;
    seen.add(toolUseId);
    return { ...block, toolUseId };
  });
}

/** Looks each tool use up and checks its input; draws the token that its first message will carry. */
async function check(
  orchestrator: Orchestrator,
  working: Working,
  agents: readonly OfferedAgent[],
  history: readonly Message[],
  blocks: readonly Block[],
): Promise<readonly Checked[]> {
  const { entropy, payloads } = orchestrator.ports;
  const byId = new Map(agents.map((agent) => [agent.agentId, agent]));
  return Promise.all(
    toolUses(blocks)
      .slice(0, limits.tasksPerTurn)
      .map(async (use, index): Promise<Checked> => {
        const token = entropy.token(TOKEN_BYTES);
        working.tokens.set(taskIdOf(index, use.toolUseId), token);
        const builtIn = builtInTools.has(use.name) ? await answerBuiltIn(orchestrator, working, agents, history, use) : undefined;
        const agent = builtIn === undefined ? byId.get(use.name) : undefined;
        const text = JSON.stringify(use.input ?? {});
        const where = utf8Bytes(text) <= limits.inlineBytes ? { input: text } : { inputRef: await payloads.put(text) };
        return {
          agent,
          problem: agent === undefined ? undefined : problemWithInput(agent.schema, use.input ?? {}),
          tokenHash: sha256(token),
          ...where,
          ...(builtIn !== undefined && { builtIn }),
        };
      }),
  );
}

/** What the supervisor itself answers, checked like any tool's input, its result stored like any task's. */
async function answerBuiltIn(
  orchestrator: Orchestrator,
  { head }: Working,
  agents: readonly OfferedAgent[],
  history: readonly Message[],
  use: ToolUse,
): Promise<NonNullable<Checked['builtIn']>> {
  const { payloads, telemetry } = orchestrator.ports;
  const searched = use.name === findAgentsTool;
  const problem = problemWithInput((searched ? findAgents : readResult).schema, use.input ?? {});
  if (problem !== undefined) return { code: 'INVALID_INPUT', message: `the input does not fit the schema of ${JSON.stringify(use.name)}: ${problem}` };
  const answer: BuiltInAnswer = searched
    ? await answerFindAgents(telemetry.log, head, agents, (use.input as { readonly need: string }).need)
    : await answerReadResult(orchestrator, head.orchestrationId, history, use.input as Parameters<typeof answerReadResult>[3]);
  if (!answer.ok) return { code: answer.code, message: answer.message };
  const result = JSON.stringify(answer.text);
  return utf8Bytes(result) <= limits.inlineBytes ? { result } : { resultRef: await payloads.put(result) };
}

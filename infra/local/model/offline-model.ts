/**
 * The offline model: a rule-based stand-in behind the Bedrock wire protocol, for work without credentials. It knows
 * nothing but the Converse request: it cuts the task into steps, picks a tool for each by descriptions and schemas,
 * fills the inputs from the task, and writes the answer from the results. The same request has always the same answer.
 */
import type { ConverseModel, Reply, ReplyBlock } from '../bedrock/converse-model.ts';
import type { ConverseRequest } from '../bedrock/converse-request.ts';
import { composeAnswer } from './answering/compose.ts';
import { answerFabrication, isFabrication } from './fabrication/fabricate.ts';
import { planTurn, toToolUse, type Plan } from './planning/plan.ts';
import type { PlannedUse } from './planning/step-state.ts';
import { fromToolUseId } from './planning/use-id.ts';
import { readConversation, type Conversation } from './reading/conversation.ts';
import { readTool, type PartInput } from './reading/long-results.ts';
import { unmark } from './reading/marked-task.ts';

/** Model id under which the embedded runtime offers it. */
export const offlineModelId = 'arbiter.offline-v1';

/** What a user must know of it, in one line. */
export const offlineModelNotice =
  'offline model: a rule-based stand-in without language understanding; use a real one with --model ollama:<name>, or with AWS credentials and --model <Bedrock model or profile id>';

/** Creates the offline model. It keeps no state between requests. */
export function createOfflineModel(): ConverseModel {
  return { answer: (_modelId, request) => answer(request) };
}

function answer(request: ConverseRequest): Reply {
  const conversation = readConversation(request);
  if (isFabrication(conversation)) return reply(answerFabrication(readConversation(request, 'first')));
  if (conversation.tools.length === 0)
    return reply([{ text: `This answer comes from the ${offlineModelNotice}. It can only work through tools, and none was offered.` }]);
  const choice = request.toolConfig?.toolChoice;
  const plan = planTurn(conversation, {
    ...(choice?.tool === undefined ? {} : { tool: choice.tool.name }),
    ...(choice?.any === undefined ? {} : { any: true }),
  });
  const parts = choice?.tool === undefined ? missingParts(conversation, plan) : [];
  if (parts.length > 0)
    return reply([
      { text: 'Next: the rest of a long result.' },
      ...parts.map((input, index) => ({ toolUse: { toolUseId: `offline-r${conversation.turns}-${index}`, name: readTool, input } })),
    ]);
  if (plan.uses.length > 0) return reply([{ text: announcement(plan) }, ...plan.uses.map((use) => ({ toolUse: toToolUse(use) }))]);
  if (plan.steps.length === 0)
    return reply([{ text: 'The task names nothing to do. Say what is to be found out or computed, for instance "What is the average price in prices.csv?".' }]);
  return reply([{ text: composeAnswer(plan) }]);
}

/** Parts of cut results that the plan cannot do without: what holds an answer's figures, and what a later step works on. */
function missingParts(conversation: Conversation, { steps }: Plan): readonly PartInput[] {
  if (!conversation.tools.some(({ name }) => name === readTool)) return [];
  return conversation.cut.flatMap((cut) => {
    const own = fromToolUseId(cut.exchange.use.toolUseId)?.steps ?? [];
    const worksOn = steps.some(({ needs }) => needs.some((id) => own.includes(id)));
    return worksOn || /^\s*[[{]/u.test(cut.text) ? cut.missing : [];
  });
}

function reply(content: readonly ReplyBlock[]): Reply {
  return { content, stopReason: content.some((block) => block.toolUse !== undefined) ? 'tool_use' : 'end_turn' };
}

/** One line that says which agent gets what. */
function announcement(plan: Plan): string {
  const parts = plan.uses.map((use) => `${use.name} for ${quoted(plan, use)}${use.id.attempt > 1 ? ' (again)' : ''}`);
  return `Next: ${parts.join('; ')}.`;
}

function quoted(plan: Plan, use: PlannedUse): string {
  return `"${use.id.steps
    .map((step) => unmark(plan.steps[step]?.text ?? '', plan.task))
    .join('", "')
    .slice(0, 200)}"`;
}

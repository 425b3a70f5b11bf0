/**
 * The conversation as it is stored (`OrchestrationMessage.body`, JSON text of `Block[]`) and as the model sees it.
 *
 * S2: one assistant message a turn, append-only. S3: the tool uses of a turn equal the tool results of the next
 * user message, once each; {@link toolResults} is built from the assistant message, so it cannot miss one.
 */
import type { Task } from '../../../generated/tables/task.ts';
import { clip, limits } from '../limits.ts';
import { isTaskTerminal } from '../task/status.ts';
import { shownResult } from './compaction.ts';

export type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'attachment'; readonly name: string; readonly bytes: number; readonly sha256: string; readonly preview: string }
  | { readonly type: 'toolUse'; readonly toolUseId: string; readonly name: string; readonly input: unknown }
  /** `length`: characters of the whole, when `text` is only its beginning. */
  | {
      readonly type: 'toolResult';
      readonly toolUseId: string;
      readonly status: 'success' | 'error';
      readonly text: string;
      readonly ref?: string;
      readonly length?: number;
    }
  /** What the model wants back unchanged (reasoning); not interpreted. */
  | { readonly type: 'opaque'; readonly value: unknown };

export type ToolUse = Extract<Block, { type: 'toolUse' }>;
export type ToolResult = Extract<Block, { type: 'toolResult' }>;
export type Attachment = Extract<Block, { type: 'attachment' }>;

/** A stored message, its body parsed. */
export interface Message {
  readonly role: 'user' | 'assistant';
  readonly blocks: readonly Block[];
}

export function toolUses(blocks: readonly Block[]): readonly ToolUse[] {
  return blocks.filter((block) => block.type === 'toolUse');
}

export function attachments(blocks: readonly Block[]): readonly Attachment[] {
  return blocks.filter((block) => block.type === 'attachment');
}

/** All text blocks: the whole answer, also when the model gave it in several blocks. */
export function answerText(blocks: readonly Block[]): string {
  return blocks
    .filter((block) => block.type === 'text')
    .map((block) => block.text)
    .join('\n')
    .trim();
}

/** Sort key of the n-th message. */
export function messageItem(index: number): string {
  return `M#${String(index).padStart(4, '0')}`;
}

/**
 * The user message that answers an assistant message: one result per tool use, in its order. `texts` holds the
 * result text of each successful task by task id. A use without a task was a surplus ({@link limits.tasksPerTurn}).
 */
export function toolResults(assistant: readonly Block[], tasks: readonly Task[], texts: ReadonlyMap<string, ResultText>): readonly ToolResult[] {
  const uses = toolUses(assistant);
  const shown = Math.min(limits.resultCharacters, Math.floor(limits.turnResultCharacters / Math.max(1, uses.length)));
  return uses.map((use, index): ToolResult => {
    const task = tasks.find((candidate) => candidate.index === index);
    if (task === undefined || !isTaskTerminal(task))
      return errorResult(use, `NOT_RUN: at most ${limits.tasksPerTurn} tool uses are run in one turn; ask for this one again in the next turn`);
    const text = texts.get(task.taskId);
    if (task.status === 'SUCCEEDED' && text !== undefined) return successResult(use, text, shown);
    const { code, message } = task.error ?? { code: task.status, message: 'the task ended without a result' };
    return errorResult(use, `${code}: ${message}`);
  });
}

/** A task's result as text, or its beginning, with where the whole is. */
export interface ResultText {
  readonly text: string;
  readonly ref?: string;
}

function successResult({ toolUseId }: ToolUse, { text, ref }: ResultText, characters: number): ToolResult {
  const shown = shownResult(toolUseId, text === '' ? '(empty result)' : text, characters);
  return { type: 'toolResult', toolUseId, status: 'success', ...shown, ...(ref !== undefined && { ref }) };
}

function errorResult(use: ToolUse, text: string): ToolResult {
  return { type: 'toolResult', toolUseId: use.toolUseId, status: 'error', text: clip(text, limits.errorCharacters) };
}

/**
 * The first message: what is wanted, then each attachment, then the rest of the context. Attachments are shown by
 * their beginning and passed to agents by reference (`attachment:<name>`).
 */
export function requestBlocks(task: string, attached: readonly Attachment[], context: Readonly<Record<string, unknown>>): readonly Block[] {
  const blocks: Block[] = [{ type: 'text', text: task }, ...attached];
  if (Object.keys(context).length > 0) blocks.push({ type: 'text', text: `<context>${JSON.stringify(context)}</context>` });
  return blocks;
}

/** How an attachment is shown to the model. */
export function attachmentText({ name, bytes, preview }: Attachment): string {
  return `<attachment name=${JSON.stringify(name)} bytes="${bytes}">\n${preview}\n</attachment>`;
}

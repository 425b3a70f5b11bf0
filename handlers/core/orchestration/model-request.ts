/**
 * What the model is asked, from the stored conversation: roles alternate and start with user, every tool use is
 * answered exactly once in the next user message (S3), no blank text, tools present whenever messages hold tool blocks.
 */
import { findAgents, readResult } from './built-in-tools.ts';
import { compacted, contextMarks, leavesOut, tightMarks } from './compaction.ts';
import { attachmentText, type Block, type Message } from './conversation.ts';
import type { OfferedTool } from './snapshot.ts';

export interface AskedModel {
  readonly system: string;
  readonly messages: readonly AskedMessage[];
  readonly tools?: readonly { readonly name: string; readonly description: string; readonly inputSchema: Readonly<Record<string, unknown>> }[];
}

export interface AskedMessage {
  readonly role: 'user' | 'assistant';
  readonly content: readonly AskedBlock[];
}

export type AskedBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'toolUse'; readonly toolUseId: string; readonly name: string; readonly input: unknown }
  | { readonly type: 'toolResult'; readonly toolUseId: string; readonly status: 'success' | 'error'; readonly text: string }
  | { readonly type: 'opaque'; readonly value: unknown };

/**
 * `shorten` folds all that may be folded, after the model's window was exceeded. `searchable` says that there are more
 * agents than those offered.
 */
export function buildModelRequest(
  system: string,
  agents: readonly OfferedTool[],
  messages: readonly Message[],
  shorten: boolean,
  searchable = false,
): AskedModel {
  const shown = compacted(messages, shorten ? tightMarks : contextMarks);
  const tools = [...agents, ...(searchable ? [findAgents] : []), ...(leavesOut(shown, messages) ? [readResult] : [])];
  return {
    system,
    messages: shown.map(({ role, blocks }) => ({ role, content: blocks.map(toAsked).filter((block) => block.type !== 'text' || block.text.trim() !== '') })),
    ...(tools.length > 0 && { tools: tools.map((agent) => ({ name: agent.agentId, description: agent.description, inputSchema: agent.schema })) }),
  };
}

/** Why the stored history must not be sent to the model, or undefined. Guard before every model call. */
export function brokenHistory(turn: number, messages: readonly Message[]): string | undefined {
  const assistants = messages.filter((message) => message.role === 'assistant').length;
  if (assistants !== turn) return `the stored history has ${assistants} assistant messages, expected ${turn}`;
  if (messages.length !== 2 * turn + 1) return `the stored history has ${messages.length} messages, expected ${2 * turn + 1}`;
  const odd = messages.findIndex((message, index) => message.role !== (index % 2 === 0 ? 'user' : 'assistant'));
  return odd < 0 ? undefined : `message ${odd} of the stored history is by the wrong role`;
}

function toAsked(block: Block): AskedBlock {
  switch (block.type) {
    case 'attachment':
      return { type: 'text', text: attachmentText(block) };
    case 'toolResult':
      return { type: 'toolResult', toolUseId: block.toolUseId, status: block.status, text: block.text };
    case 'text':
    case 'toolUse':
    case 'opaque':
      return block;
  }
}

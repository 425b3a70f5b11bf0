/**
 * What the model sees of a long conversation: results of old turns are folded to a line that says what was there and
 * how to read it again. The stored history is not touched, every tool use keeps its result (S3).
 *
 * Where to fold follows from the history alone, walked from its beginning: when it grows over the upper mark, the oldest
 * results are folded until it is under the lower one. Between two folds the input only grows at its end, so that the
 * model's prompt cache holds; the distance of the marks decides how often it is lost.
 */
import type { Block, Message, ToolResult } from './conversation.ts';
import { readResultTool } from './built-in-tools.ts';
import { tokensOfCharacters } from './token-estimate.ts';

export interface ContextMarks {
  /** Estimated tokens of the conversation above which results are folded, and below which it is enough. */
  readonly highTokens: number;
  readonly lowTokens: number;
  /** Turns, from the last, whose results stay whole. */
  readonly wholeTurns: number;
}

export const contextMarks: ContextMarks = { highTokens: 60_000, lowTokens: 30_000, wholeTurns: 2 };

/** After the model said that its window is exceeded: all that may be folded is. */
export const tightMarks: ContextMarks = { highTokens: 0, lowTokens: 0, wholeTurns: 1 };

/** Characters of a folded result's beginning; a result not much longer stays as it is. */
const BEGINNING = 200;
const FOLDED_FROM = 600;

export function compacted(messages: readonly Message[], marks: ContextMarks = contextMarks): readonly Message[] {
  const folds = foldedMessages(messages, marks);
  if (folds === 0) return messages;
  return messages.map((message, index) => (index < folds && message.role === 'user' ? { ...message, blocks: message.blocks.map(folded) } : message));
}

/** Index of the first message that is not folded. */
function foldedMessages(messages: readonly Message[], { highTokens, lowTokens, wholeTurns }: ContextMarks): number {
  let boundary = 0;
  let total = 0;
  for (const [index, message] of messages.entries()) {
    total += charactersOf(message.blocks);
    if (message.role !== 'user' || tokensOfCharacters(total) <= highTokens) continue;
    const last = index - 2 * wholeTurns;
    while (boundary <= last && tokensOfCharacters(total) > lowTokens) {
      const { role, blocks } = messages[boundary] ?? message;
      if (role === 'user') total -= charactersOf(blocks) - charactersOf(blocks.map(folded));
      boundary += 1;
    }
  }
  return boundary;
}

function folded(block: Block): Block {
  if (block.type !== 'toolResult' || block.text.length < FOLDED_FROM) return block;
  return { ...block, text: `${start(block.text, BEGINNING)}… (${lengthOf(block)} characters in all, left out here; ${hint(block.toolUseId, 0)})` };
}

/** A long result's beginning, with how to read on; whole when it is not longer than `characters`. */
export function shownResult(toolUseId: string, text: string, characters: number): { readonly text: string; readonly length?: number } {
  if (text.length <= characters) return { text };
  const shown = start(text, characters);
  return { text: `${shown}… (${text.length} characters in all; ${hint(toolUseId, shown.length)})`, length: text.length };
}

/** Whether the model is shown less of some result than there is: then it is offered the tool to read it. */
export function leavesOut(shown: readonly Message[], stored: readonly Message[]): boolean {
  return shown !== stored || stored.some(({ blocks }) => blocks.some((block) => block.type === 'toolResult' && block.length !== undefined));
}

function hint(toolUseId: string, offset: number): string {
  return `read on with ${readResultTool} ${JSON.stringify({ result: toolUseId, offset })}`;
}

function lengthOf({ length, text }: ToolResult): number {
  return length ?? text.length;
}

/** Cut between code points. */
function start(text: string, characters: number): string {
  return text.slice(0, (text.charCodeAt(characters - 1) & 0xfc00) === 0xd800 ? characters - 1 : characters);
}

function charactersOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + sizeOf(block), 0);
}

function sizeOf(block: Block): number {
  switch (block.type) {
    case 'text':
    case 'toolResult':
      return block.text.length;
    case 'attachment':
      return block.preview.length;
    case 'toolUse':
      return JSON.stringify(block.input ?? {}).length;
    case 'opaque':
      return JSON.stringify(block.value ?? null).length;
  }
}
